// Proofs held against all requests there are: the situation is closed to a universe so small that
// each of its requests can be evaluated. Here a verdict is right in both directions: a claim holds
// exactly when no request breaks it, and where some request does it is refuted.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "engine/evaluate.h"
#include "engine/prove/claim.h"
#include "grammar/text.h"
#include "tests/support/sanitized.h"
#include "tests/support/seed.h"
#include "tests/support/small_case.h"
#include "tests/support/small_situation.h"

namespace cordon::prove {
namespace {

constexpr int kNone = support::kSanitized ? 1'000 : 45'000;
constexpr int kPairs = support::kSanitized ? 800 : 35'000;
constexpr int kDenied = support::kSanitized ? 400 : 20'000;

using Entries = std::vector<ContextEntry>;

// All that a request can be: a value of each.
struct Universe {
  std::vector<std::string> actions;
  std::vector<std::string> resources;
  std::vector<Entries> keys;  // of each key, what a request can have for it
  std::vector<Instant> times;

  [[nodiscard]] bool has(const Request& request) const {
    // An action that AWS does not list is in lower case.
    const bool action = std::ranges::any_of(actions, [&](const std::string& each) {
      return ascii_lower(each) == request.action_lower();
    });
    return action && is_in(resources, request.resource()) && is_in(times, request.at) &&
           std::ranges::all_of(keys, [&](const Entries& all) { return has_key(request, all); });
  }

 private:
  static bool is_in(const auto& all, const auto& one) {
    return std::ranges::find(all, one) != all.end();
  }
  static bool has_key(const Request& request, const Entries& entries) {
    const ContextEntry* told = request.context.find(entries.front().key);
    if (told == nullptr) return true;
    return std::ranges::all_of(told->values, [&](const std::string& value) {
      return std::ranges::any_of(
          entries, [&](const ContextEntry& each) { return is_in(each.values, value); });
    });
  }
};

template <std::size_t N>
std::vector<std::string> distinct(support::Choices& choices, const std::string_view (&texts)[N],
                                  std::size_t count) {
  std::vector<std::string> chosen;
  for (std::size_t i = 0; i < count; ++i) chosen.emplace_back(choices.of(texts));
  std::ranges::sort(chosen);
  const auto again = std::ranges::unique(chosen);
  chosen.erase(again.begin(), again.end());
  return chosen;
}

// Absent, one of the texts, or a list of some of them, as the key may be.
Entries entries_of(std::string_view key, const std::vector<std::string>& texts) {
  const bool never_one = key == "aws:TagKeys";
  const bool never_list = key != "a:one" && key != "a:two";
  const ContextEntry absent{
      .key = ContextKey(key), .state = ContextEntry::State::kAbsent, .values = {}};
  Entries all{absent};
  const auto add = [&](std::vector<std::string> values, bool list) {
    all.push_back({.key = ContextKey(key), .multivalued = list, .values = std::move(values)});
  };
  if (!never_one) {
    for (const std::string& text : texts) add({text}, false);
  }
  if (never_list && !never_one) return all;
  add({}, true);
  for (const std::string& text : texts) add({text}, true);
  if (texts.size() > 1) add(texts, true);
  return all;
}

bool is_open(const Situation& situation, std::string_view key) {
  Request request(situation.caller, situation.credential, "s3:GetObject", "*");
  request.unstated = Unstated::kOpen;
  return request.attribute(ContextKey(key)).presence == Attribute::Presence::kNotTold;
}

// What the policies ask about; a key that none of them names stays absent.
std::vector<Entries> keys_of(support::Choices& choices, const Situation& situation,
                             std::string_view policies) {
  static constexpr std::string_view kTexts[] = {"k",
                                                "b",
                                                "k",
                                                "alice",
                                                "10",
                                                "",
                                                "kb",
                                                "2024-05-01T10:00:00Z",
                                                "203.0.113.9",
                                                "YWI=",
                                                "arn:aws:iam::111122223333:role/app"};
  const std::string lower = ascii_lower(policies);
  std::vector<std::string_view> named;
  for (const std::string_view key :
       {"a:one", "a:two", "aws:TagKeys", "aws:PrincipalTag/team", "aws:MultiFactorAuthPresent"}) {
    if (lower.contains(ascii_lower(key)) && is_open(situation, key)) named.push_back(key);
  }
  const std::vector<std::string> texts = distinct(choices, kTexts, named.size() < 3 ? 2 : 1);
  std::vector<Entries> keys;
  for (const std::string_view key : named) {
    const bool flag = key == "aws:MultiFactorAuthPresent";
    keys.push_back(entries_of(key, flag ? std::vector<std::string>{"false", "true"} : texts));
  }
  return keys;
}

// A request with a value that the universe does not have.
std::vector<CompiledCondition> other_values(const std::vector<Entries>& keys) {
  std::vector<CompiledCondition> all;
  for (const Entries& entries : keys) {
    std::string values;
    for (const ContextEntry& entry : entries) {
      for (const std::string& value : entry.values) {
        values += fmt::format(R"({}"{}")", values.empty() ? "" : ",", value);
      }
    }
    const PolicyPtr policy = support::compiled(
        fmt::format(
            R"({{"Version":"2012-10-17","Statement":{{"Effect":"Deny","Action":"*",)"
            R"("Resource":"*","Condition":{{"ForAnyValue:StringNotEquals":{{"{}":[{}]}}}}}}}})",
            entries.front().key.name, values),
        PolicyType::kIdentity);
    for (const CompiledCondition& each : policy->statements.front().conditions) all.push_back(each);
  }
  return all;
}

// Closes the situation, too.
Universe universe_of(support::Choices& choices, std::string_view policies, Situation& situation) {
  static constexpr std::string_view kActions[] = {"s3:GetObject",   "s3:GetBucketAcl",
                                                  "s3:PutObject",   "sts:AssumeRole",
                                                  "iam:CreateUser", "sqs:GetObject"};
  static constexpr std::string_view kResources[] = {"arn:aws:s3:::b/k",
                                                    "arn:aws:s3:::b",
                                                    "arn:aws:s3:::k/k",
                                                    "arn:aws:s3:::b/alice",
                                                    "arn:aws:s3:::/k",
                                                    "arn:aws:sqs:eu-west-1:444455556666:k",
                                                    "arn:aws:iam::111122223333:role/app"};
  constexpr Instant kTen{1'714'557'600'000};  // 2024-05-01T10:00:00Z
  Universe universe;
  universe.actions = distinct(choices, kActions, 2);
  universe.resources = distinct(choices, kResources, 2);
  situation.actions = universe.actions;
  if (choices.one_in(5)) {
    universe.resources = {"*"};
    situation.other_resources = {"arn:*"};
  } else {
    situation.resources = universe.resources;
  }
  universe.keys = keys_of(choices, situation, policies);
  situation.never = other_values(universe.keys);
  // Around the time that policies name; issued before or at it.
  std::optional<Credential>& credential = situation.credential;
  if (credential && is_temporary(credential->kind)) {
    const Instant issued{kTen.ms - static_cast<std::int64_t>(choices.below(3))};
    credential->issued = InstantRange{issued, issued};
    const bool with_mfa = credential->kind == CredentialKind::kGetSessionToken;
    if (with_mfa && choices.one_in(2)) credential->mfa_at = Instant{issued.ms - 10'000};
  }
  universe.times = {kTen};
  if (policies.contains("aws:CurrentTime")) universe.times.push_back({kTen.ms + 1});
  situation.at = {universe.times.front(), universe.times.back()};
  return universe;
}

// Each key counts round at a speed of its own, the first one fastest; what stays is left alone.
void set_keys(Request& request, const std::vector<Entries>& keys, std::size_t number) {
  std::size_t stays = 1;
  for (const Entries& entries : keys) {
    if (number % stays == 0) request.context.set(entries[number / stays % entries.size()]);
    stays *= entries.size();
  }
}

// Whether `visit` was content with every request.
bool every_request(const Universe& universe, const Situation& situation, const auto& visit) {
  std::size_t contexts = 1;
  for (const Entries& entries : universe.keys) contexts *= entries.size();
  for (const std::string& action : universe.actions) {
    for (const std::string& resource : universe.resources) {
      Request request(situation.caller, situation.credential, action, resource);
      request.told_resource_account = situation.resource_account;
      for (std::size_t i = 0; i < contexts; ++i) {
        set_keys(request, universe.keys, i);
        for (const Instant time : universe.times) {
          request.at = time;
          if (!visit(request)) return false;
        }
      }
    }
  }
  return true;
}

// A small case; half of them without what limits, which leaves little allowed.
support::SmallCase some_case(support::Choices& choices) {
  support::SmallCase one = support::small_case(choices);
  if (!choices.one_in(2)) return one;
  ApplicablePolicies few;
  few.identity = std::move(one.policies.identity);
  few.resource = std::move(one.policies.resource);
  one.policies = std::move(few);
  return one;
}

// What trying all requests says of a claim: kTrue when one surely breaks it, kUnknown when one
// may.
struct Tried {
  Truth broken = Truth::kFalse;
  std::string by;
  std::size_t requests = 0;
};

Tried try_all(const Universe& universe, const Situation& situation, const auto& breaks) {
  Tried tried;
  every_request(universe, situation, [&](const Request& request) {
    ++tried.requests;
    const Truth truth = breaks(request);
    if (truth == Truth::kFalse || truth == tried.broken) return true;
    tried.broken = truth;
    tried.by = support::describe(request);
    return truth == Truth::kUnknown;
  });
  return tried;
}

class Comparison {
 public:
  // False: the proof and the requests differ.
  bool hold(const Proof& proof, const Tried& tried, const Universe& universe) {
    ++verdicts_[static_cast<std::size_t>(proof.verdict)];
    requests_ += tried.requests;
    const bool broken = tried.broken == Truth::kTrue;
    CAPTURE(to_string(proof.verdict));
    CAPTURE(static_cast<int>(tried.broken));
    CAPTURE(tried.by);
    const std::string witness = proof.witness ? support::describe(proof.witness->request) : "none";
    CAPTURE(witness);
    CHECK(proof.mismatch == "");
    if (proof.verdict == Verdict::kUndecided) {
      missed_ += broken ? 1 : 0;
      idle_ += tried.broken == Truth::kFalse ? 1 : 0;
      return proof.mismatch.empty();
    }
    const bool right = (proof.verdict == Verdict::kRefuted) == broken &&
                       (!proof.witness || universe.has(proof.witness->request));
    CHECK(right);
    return right;
  }

  void summarize(std::string_view what, int cases) const {
    CHECK(verdicts_[0] > cases / 40);
    CHECK(verdicts_[1] > cases / 40);
    MESSAGE(what, ": ", cases, " cases against ", requests_, " requests: holds ", verdicts_[0],
            ", refuted ", verdicts_[1], ", undecided ", verdicts_[2], " (", missed_,
            " that a request breaks, ", idle_, " that none may break)");
    // What the requests decide is not left open more than now and then.
    CHECK(missed_ + idle_ <= cases / 50);
  }

 private:
  std::array<int, 3> verdicts_{};
  std::size_t requests_ = 0;
  int missed_ = 0;
  int idle_ = 0;
};

Truth is_allowed(const Decision& decision) {
  if (decision.outcome == Outcome::kAllowed) return Truth::kTrue;
  return decision.can_be(Outcome::kAllowed) ? Truth::kUnknown : Truth::kFalse;
}

TEST_CASE("prove: no request allowed, held against all requests, 45,000 cases, seed 20261131") {
  std::mt19937_64 generator(support::seed(20261131));
  Comparison comparison;
  bool right = true;
  for (int round = 0; round < kNone && right; ++round) {
    const support::RandomBytes bytes = support::random_bytes(generator);
    support::Choices choices(bytes);
    const support::SmallCase one = some_case(choices);
    Situation situation = support::small_situation(one.request);
    const Universe universe = universe_of(choices, one.text, situation);
    CAPTURE(round);
    CAPTURE(one.text);
    const Tried tried = try_all(universe, situation, [&](const Request& request) {
      return is_allowed(evaluate(request, one.policies));
    });
    right = comparison.hold(prove_none_allowed({&situation, 1}, one.policies), tried, universe);
  }
  comparison.summarize("none", kNone);
}

TEST_CASE("prove: no new access, held against all requests, 35,000 pairs, seed 20261132") {
  std::mt19937_64 generator(support::seed(20261132));
  Comparison comparison;
  bool right = true;
  for (int round = 0; round < kPairs && right; ++round) {
    const support::RandomBytes bytes = support::random_bytes(generator);
    support::Choices choices(bytes);
    const support::SmallCase one = some_case(choices);
    ApplicablePolicies before = one.policies;
    const std::string other = support::small_policy(choices, PolicyType::kIdentity);
    before.identity = {support::compiled(other, PolicyType::kIdentity)};
    ApplicablePolicies after = one.policies;
    if (choices.one_in(2)) after.identity.push_back(before.identity.front());
    Situation situation = support::small_situation(one.request);
    const Universe universe = universe_of(choices, one.text + other, situation);
    CAPTURE(round);
    CAPTURE(one.text);
    CAPTURE(other);
    const Tried tried = try_all(universe, situation, [&](const Request& request) {
      const Truth now = is_allowed(evaluate(request, after));
      return now == Truth::kFalse ? now : now & !is_allowed(evaluate(request, before));
    });
    right = comparison.hold(prove_no_new_access({&situation, 1}, before, after), tried, universe);
  }
  comparison.summarize("pairs", kPairs);
}

TEST_CASE("prove: denied explicitly, held against all requests, 20,000 cases, seed 20261133") {
  std::mt19937_64 generator(support::seed(20261133));
  Comparison comparison;
  bool right = true;
  for (int round = 0; round < kDenied && right; ++round) {
    const support::RandomBytes bytes = support::random_bytes(generator);
    support::Choices choices(bytes);
    const Request request = support::small_request(choices);
    std::string text;
    ApplicablePolicies policies;
    for (int i = 0; i < 3; ++i) {
      const std::string one = support::small_policy(choices, PolicyType::kIdentity);
      policies.identity.push_back(support::compiled(one, PolicyType::kIdentity));
      text += one;
    }
    Situation situation = support::small_situation(request);
    const Universe universe = universe_of(choices, text, situation);
    CAPTURE(round);
    CAPTURE(text);
    const Tried tried = try_all(universe, situation, [&](const Request& each) {
      return !evaluate(each, policies).layer(Layer::kIdentity).deny;
    });
    const Proof proof = prove_denied({&situation, 1}, policies, Layer::kIdentity);
    right = comparison.hold(proof, tried, universe);
  }
  comparison.summarize("denied", kDenied);
}

}  // namespace
}  // namespace cordon::prove
