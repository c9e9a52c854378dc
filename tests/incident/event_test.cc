#include "engine/incident/events/event.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/incident/events/event_call.h"
#include "tests/incident/event_rows.h"
#include "tests/incident/event_world.h"
#include "tests/support/file.h"
#include "tests/support/json_dump.h"

namespace cordon::incident {
namespace {

using test::lines;
using test::root_of;
using test::tree_of;

EventsResult read(std::string_view text, std::string_view account = "111122223333") {
  const JsonPtr tree = tree_of(text);
  return read_events(tree, root_of(tree), account);
}

std::string dump(const std::vector<Event>& events) {
  std::string text;
  for (const Event& event : events) {
    text += fmt::format("{}{} {} {} in {} {}", text.empty() ? "" : "\n", event.index,
                        to_string(event.at), event.call,
                        event.account.empty() ? "-" : event.account, test::dump(event.parameters));
  }
  return text;
}

TEST_CASE("a list of events is read in the order of time") {
  const EventsResult result = read(R"(
- {at: 2017-08-15T12:00:00Z, call: iam:DeleteUser, parameters: {UserName: b}}
- {at: 2017-08-15 13:00+02:00, call: iam:DeleteUser, account: "999999999999", parameters: {userName: a}}
- {at: 2017-08-15T12:00:00Z, call: s3:GetObject}
- {at: 2017-08-15T12:00:00Z, call: sts:GetSessionToken, parameters: {DurationSeconds: 900, Anything: 1}}
)");
  CHECK(lines(result.diagnostics) == "");
  CHECK(dump(result.events) ==
        R"(1 2017-08-15T11:00:00Z iam:DeleteUser in 999999999999 {"userName": "a"}
0 2017-08-15T12:00:00Z iam:DeleteUser in 111122223333 {"UserName": "b"}
2 2017-08-15T12:00:00Z s3:GetObject in 111122223333 "s3:GetObject"
3 2017-08-15T12:00:00Z sts:GetSessionToken in 111122223333 {"DurationSeconds": 900, "Anything": 1})");
}

TEST_CASE("what is wrong in a list of events") {
  struct Row {
    std::string_view text, events, diagnostics;
  };
  const Row rows[] = {
      {"{}", "", "1:1: error: events have to be an array, not an object"},
      {"[1]", "", "1:2: error: an event has to be an object, not a number"},
      {"[{}]", "", "1:2: error: an event needs `at`\n1:2: error: an event needs `call`"},
      {"[{at: 2017-08-15T12:00:00, call: iam:DeleteUser, parameters: {UserName: u}}]", "",
       "1:7: error: `at`: `2017-08-15T12:00:00` has no offset from UTC; expected `Z` or an offset "
       "such as `+02:00` at its end"},
      {"[{at: soon, cal: x}]", "",
       "1:7: error: `at`: `soon` is no time; expected a form such as `2017-08-15T09:10:00Z`\n1:2: "
       "error: an event needs `call`\n1:13: error: unknown member `cal` in an event (did you mean "
       "`call`?)"},
      {"[{at: 2017-08-15T12:00:00Z, call: iam:DeleteAcessKey, parameters: {AccessKeyId: A}}]",
       "0 2017-08-15T12:00:00Z iam:DeleteAcessKey in 111122223333 {\"AccessKeyId\": \"A\"}",
       "1:35: error: unknown call `iam:DeleteAcessKey`: it changes nothing here (did you mean "
       "`iam:DeleteAccessKey`?)"},
      {"[{at: 2017-08-15T12:00:00Z, call: shield:Protect}, {at: 2017-08-15T12:00:00Z, call: "
       "DeleteUser}]",
       "0 2017-08-15T12:00:00Z shield:Protect in 111122223333 \"shield:Protect\"\n"
       "1 2017-08-15T12:00:00Z DeleteUser in 111122223333 \"DeleteUser\"",
       "1:35: error: unknown call `shield:Protect`: it changes nothing here\n"
       "1:85: error: unknown call `DeleteUser`: it changes nothing here (did you mean "
       "`iam:DeleteUser`?)"},
      {"[{at: 2017-08-15T12:00:00Z, call: iam:DeleteUser, parameters: [UserName]}]",
       "0 2017-08-15T12:00:00Z iam:DeleteUser in 111122223333 [\"UserName\"]",
       "1:63: error: `parameters` has to be an object, not an array\n"
       "1:2: error: `iam:DeleteUser` needs `UserName`"},
      {"[{at: 2017-08-15T12:00:00Z, call: iam:CreateLoginProfile, parameters: {Usrname: u, "
       "UserName: [], Password: hush, PasswordResetRequired: {}, Comment: c}}]",
       "0 2017-08-15T12:00:00Z iam:CreateLoginProfile in 111122223333 {\"Usrname\": \"u\", "
       "\"UserName\": [], \"Password\": \"hush\", \"PasswordResetRequired\": {}, \"Comment\": "
       "\"c\"}",
       "1:72: warning: unknown parameter `Usrname` of `iam:CreateLoginProfile`: it is not used "
       "(did you mean `UserName`?)\n1:94: error: `UserName` has to be a string, not an "
       "array\n1:137: error: `PasswordResetRequired` has to be a string, not an object\n1:141: "
       "warning: unknown parameter `Comment` of `iam:CreateLoginProfile`: it is not used"},
      {"[{at: 2017-08-15T12:00:00Z, call: iam:DeleteUser, account: prod, parameters: {UserName: "
       "u}}]",
       "0 2017-08-15T12:00:00Z iam:DeleteUser in prod {\"UserName\": \"u\"}",
       "1:60: error: `account` has to be 12 digits"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const EventsResult result = read(row.text);
    CHECK(dump(result.events) == row.events);
    CHECK(lines(result.diagnostics) == row.diagnostics);
  }
}

TEST_CASE("only calls to IAM need an account") {
  const EventsResult result = read(R"([
{at: 2017-08-15T12:00:00Z, call: iam:DeleteUser, parameters: {UserName: u}},
{at: 2017-08-15T12:00:00Z, call: organizations:DeletePolicy, parameters: {PolicyId: p-deny}},
{at: 2017-08-15T12:00:00Z, call: s3:DeleteBucketPolicy, parameters: {Bucket: b}}])",
                                   "");
  CHECK(
      lines(result.diagnostics) ==
      "2:1: error: `iam:DeleteUser` needs `account` (several accounts were given: say whose state "
      "it changes)");
  World world = event_world();
  const std::string_view expected[] = {
      "account  was not given: what it holds is unknown",
      "policy p-deny is deleted; AWS demands that it be detached everywhere first",
      "the policy of arn:aws:s3:::b is deleted"};
  for (std::size_t i = 0; i < 3; ++i) {
    Applied applied = apply(std::move(world), result.events.at(i));
    CHECK(applied.why == expected[i]);
    world = std::move(applied.world);
  }
}

TEST_CASE("calls that change nothing") {
  struct Row {
    std::string_view call, why;
  };
  const Row rows[] = {
      {"s3:GetObject", "`s3:GetObject` only reads"},
      {"iam:ListUsers", "`iam:ListUsers` only reads"},
      {"shield:Protect", "`shield:Protect` is not modelled"},
      {"iam:DeleteUser", "`iam:DeleteUser` needs `UserName`"},
  };
  const World world = event_world();
  for (const Row& row : rows) {
    CAPTURE(row.call);
    const Applied applied = apply(world, one_event(row.call, "").events.at(0));
    CHECK(!applied.changed);
    CHECK(applied.why == row.why);
    CHECK(applied.world.revision == 1);
    CHECK(test::difference(test::dump(world), test::dump(applied.world)) == "");
  }
}

// `call {parameters}` one after the other.
World after(World world,
            std::initializer_list<std::pair<std::string_view, std::string_view>> calls) {
  for (const auto& [call, parameters] : calls) {
    Applied applied = apply(std::move(world), one_event(call, parameters).events.at(0));
    CHECK_MESSAGE(applied.changed, applied.why);
    world = std::move(applied.world);
  }
  return world;
}

TEST_CASE("revisions tell what was stored before what was created") {
  const std::string trust =
      "RoleName: plain, PolicyDocument: {Statement: {Effect: Allow, Principal: {AWS: "
      "'arn:aws:iam::111122223333:user/bob'}, Action: 'sts:AssumeRole'}}";
  const World world = after(event_world(), {{"iam:UpdateAssumeRolePolicy", trust},
                                            {"iam:DeleteUser", "UserName: bob"},
                                            {"iam:CreateUser", "UserName: bob"}});
  const Account& account = world.accounts.begin()->second;
  CHECK(world.revision == 3);
  CHECK(find_role(account, "plain")->trust.stored == 1);
  CHECK(find_role(account, "plain")->created == 0);
  CHECK(find_user(account, "bob")->created == 3);
  CHECK(find_user(account, "bob")->id == "");
}

TEST_CASE("a renamed user is found by its old name until somebody else has it") {
  World world = after(event_world(), {{"iam:UpdateUser", "UserName: alice, NewUserName: a"},
                                      {"iam:UpdateUser", "UserName: a, NewUserName: eve"}});
  CHECK(find_user(world.accounts.begin()->second, "alice")->name == "eve");
  CHECK(find_user(world.accounts.begin()->second, "a")->name == "eve");
  CHECK(!apply(world, one_event("iam:DeleteUser", "UserName: alice").events.at(0)).changed);
  world = after(std::move(world), {{"iam:CreateUser", "UserName: alice"}});
  CHECK(find_user(world.accounts.begin()->second, "alice")->created == 3);
  CHECK(find_user_of_key(world.accounts.begin()->second, "AKIA1")->name == "eve");
}

TEST_CASE("a policy that was taken away is known to be none") {
  const World world = after(event_world(), {{"s3:DeleteBucketPolicy", "Bucket: b"}});
  const ResourcePolicy* bucket = resource_policy_of(world, "arn:aws:s3:::b/key");
  REQUIRE(bucket != nullptr);
  CHECK(test::dump(*bucket) == "arn:aws:s3:::b empty @1");
  CHECK(apply(world, one_event("s3:DeleteBucketPolicy", "Bucket: b").events.at(0)).why ==
        "arn:aws:s3:::b has no policy");
}

TEST_CASE("a permission that an event added has the event as its place") {
  const World world =
      after(event_world(), {{"lambda:AddPermission",
                             "FunctionName: f, StatementId: two, Action: 'lambda:*', "
                             "Principal: '*'"}});
  const ResourcePolicy* function =
      resource_policy_of(world, "arn:aws:lambda:eu-west-1:111122223333:function:f");
  REQUIRE(function != nullptr);
  const CompiledPolicy& policy = *function->policy.policy;
  CHECK(to_line({Severity::kError, policy.document.tree->source(), policy.statements.at(1).span,
                 "x", ""}) == "t:1:2 > 1:193: error: x");
  CHECK(policy.document.version == PolicyVersion::k2012);
}

TEST_CASE(
    "the table: every call that is modelled changes something in one row and nothing in another") {
  std::vector<EventRow> rows;
  for (const auto topic : {iam_principal_rows(), iam_policy_rows(), other_rows()}) {
    rows.insert(rows.end(), topic.begin(), topic.end());
  }
  const auto calls = known_calls();
  CHECK(std::ranges::is_sorted(calls));
  CHECK(std::ranges::adjacent_find(calls) == calls.end());
  for (const std::string_view name : calls) {
    CAPTURE(name);
    const bool modelled = find_call(name)->apply != nullptr;
    for (const std::string_view outcome : {"changed: ", "same: "}) {
      const bool found = std::ranges::any_of(rows, [&](const EventRow& row) {
        return row.call == name && row.outcome.starts_with(outcome);
      });
      CHECK(found == modelled);
    }
    if (modelled) continue;
    const Applied applied = apply(event_world(), one_event(name, "").events.at(0));
    CHECK(!applied.changed);
    CHECK(applied.why == find_call(name)->summary);
  }
}

// A row of the page's table, as docs/incident-file.md has it.
std::string documented(const EventCall& call) {
  std::vector<std::string> parameters;
  for (const std::string_view name : words(call.required))
    parameters.push_back(fmt::format("`{}`", name));
  for (const std::string_view name : words(call.optional)) {
    parameters.push_back(fmt::format("[`{}`]", name));
  }
  return fmt::format("| `{}` | {} | {} |", call.name, fmt::join(parameters, " "), call.summary);
}

TEST_CASE("docs/incident-file.md lists the calls as they are") {
  const auto page = support::read_file("docs/incident-file.md");
  REQUIRE(page);
  std::string listed;
  bool in_events = false;
  for (const std::string_view line : support::split_lines(*page)) {
    if (line.starts_with("## ")) in_events = line == "## Events";
    if (in_events && line.starts_with("| `")) listed += std::string(line) + "\n";
  }
  std::string known;
  for (const std::string_view name : known_calls()) known += documented(*find_call(name)) + "\n";
  CHECK(listed == known);
}

}  // namespace
}  // namespace cordon::incident
