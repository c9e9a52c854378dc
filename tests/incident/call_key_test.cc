// Which calls have one answer: resources that no policy tells apart are one, all others are not.

#include "engine/incident/verdict/call_key.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/incident/verdict/standing.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kAlice = "arn:aws:iam::111122223333:user/alice";
constexpr std::string_view kCarol = "arn:aws:iam::111122223333:user/carol";

struct Keys {
  std::string first, second;
  bool names_count;  // of the first
};

// Of the same call on two resources, by bob's token once the events have happened.
Keys keys_of(std::string_view events, std::string_view action, std::string_view first,
             std::string_view second) {
  const Judged result = judged(kToken, events);
  History history(result.read.incident, Reuse::kWhatHolds);
  const HeldCredential& token = result.read.incident.credentials.front();
  const std::size_t world = history.worlds() - 1;
  const Instant at = *parse_time("2024-01-01T13:00:00Z");
  const Standing standing = standing_of(token, history, world, at);
  const Question question{.credential = token,
                          .standing = standing,
                          .surroundings = history.surroundings(world),
                          .incident = result.read.incident,
                          .clock = {.at = at, .since = {}, .until = {}, .may_turn = false}};
  CallKeys keys;
  const auto call = [&](std::string_view resource) {
    return Candidate{
        .action = std::string(action), .resource = std::string(resource), .context = {}};
  };
  return {.first = keys.of(call(first), question),
          .second = keys.of(call(second), question),
          .names_count = keys.names_count(call(first), question)};
}

std::string statement(std::string_view elements) {
  return put_user_policy(fmt::format("{{Version: \"2012-10-17\", Statement: {{{}}}}}", elements));
}

TEST_CASE("call keys: names count where a policy leaves some out") {
  const std::string_view create = "iam:CreateAccessKey";
  const std::string all = statement("Effect: Allow, Action: 'iam:*', Resource: '*'");
  const std::string one =
      statement("Effect: Deny, Action: 'iam:*', Resource: 'arn:aws:iam::111122223333:user/alice'");
  const std::string other = statement(
      "Effect: Deny, Action: 'iam:DeleteUser', Resource: 'arn:aws:iam::111122223333:user/alice'");
  CHECK_FALSE(keys_of(all, create, kAlice, kCarol).names_count);
  CHECK(keys_of(one, create, kAlice, kCarol).names_count);
  CHECK_FALSE(keys_of(other, create, kAlice, kCarol).names_count);
  // Of a pattern it is asked as it stands.
  CHECK_FALSE(keys_of(one, create, "arn:aws:iam::111122223333:user/*", kCarol).names_count);
}

TEST_CASE("call keys: what policies tell apart is asked about apart") {
  struct Row {
    std::string_view name;
    std::string events;
    std::string_view action, first, second;
    bool same;
  };
  const std::string_view create = "iam:CreateAccessKey";
  const Row rows[] = {
      {"every user", statement("Effect: Allow, Action: 'iam:*', Resource: '*'"), create, kAlice,
       kCarol, true},
      {"a Deny of one of them",
       statement("Effect: Deny, Action: 'iam:*', Resource: 'arn:aws:iam::111122223333:user/alice'"),
       create, kAlice, kCarol, false},
      {"all but one of them",
       statement(
           "Effect: Deny, Action: 'iam:*', NotResource: 'arn:aws:iam::111122223333:user/carol'"),
       create, kAlice, kCarol, false},
      {"a Deny of one of them, of another call",
       statement("Effect: Deny, Action: 'iam:DeleteAccessKey', Resource: "
                 "'arn:aws:iam::111122223333:user/alice'"),
       create, kAlice, kCarol, true},
      {"both match a pattern",
       statement("Effect: Deny, Action: 'iam:*', Resource: 'arn:aws:iam::*:user/*a*l*'"), create,
       kAlice, kCarol, true},
      {"the caller itself, by a variable",
       statement("Effect: Allow, Action: 'iam:*', Resource: 'arn:aws:iam::*:user/${aws:username}'"),
       create, "arn:aws:iam::111122223333:user/bob", kCarol, false},
      {"neither is the caller",
       statement("Effect: Allow, Action: 'iam:*', Resource: 'arn:aws:iam::*:user/${aws:username}'"),
       create, kAlice, kCarol, true},
      {"a variable of which the value is open: by name",
       statement("Effect: Allow, Action: 'iam:*', Resource: 'arn:aws:iam::*:user/${aws:SourceIp}'"),
       create, kAlice, kCarol, false},
      {"users of two accounts", statement("Effect: Allow, Action: 'iam:*', Resource: '*'"), create,
       kAlice, "arn:aws:iam::444455556666:user/alice", false},
      {"a user and a role", statement("Effect: Allow, Action: 'iam:*', Resource: '*'"),
       "iam:GetUser", kAlice, "arn:aws:iam::111122223333:role/alice", false},
      {"patterns: by name", statement("Effect: Allow, Action: 'iam:*', Resource: '*'"), create,
       "arn:aws:iam::111122223333:user/a*", "arn:aws:iam::111122223333:user/c*", false},
      {"two roles that are assumed, each by its own trust policy", "", "sts:AssumeRole",
       "arn:aws:iam::111122223333:role/admin", "arn:aws:iam::111122223333:role/node", false},
      {"the same two, passed: their trust policies have no say", "", "iam:PassRole",
       "arn:aws:iam::111122223333:role/admin", "arn:aws:iam::111122223333:role/node", true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Keys keys = keys_of(row.events, row.action, row.first, row.second);
    CHECK((keys.first == keys.second) == row.same);
  }
}

}  // namespace
}  // namespace cordon::incident
