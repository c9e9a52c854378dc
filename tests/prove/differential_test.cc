// Proofs held against trying requests one by one: random small policies of all types over small
// alphabets, with fixed seeds. A claim that holds is broken by no request that is tried; one that
// is refuted has a witness that evaluate() confirms.

#include <array>
#include <random>

#include "doctest/doctest.h"
#include "engine/prove/claim.h"
#include "tests/support/sanitized.h"
#include "tests/support/seed.h"
#include "tests/support/small_case.h"
#include "tests/support/small_situation.h"

namespace cordon::prove {
namespace {

constexpr int kRounds = support::kSanitized ? 1'500 : 60'000;
constexpr int kPairs = support::kSanitized ? 1'000 : 40'000;
constexpr int kTried = 40;

// What is left open about MFA may be one thing for one statement and another for the next.
void settle_mfa(Request& request, support::Choices& choices) {
  ContextEntry mfa{.key = ContextKey("aws:MultiFactorAuthPresent"), .values = {}};
  if (request.attribute(mfa.key).presence != Attribute::Presence::kNotTold) return;
  mfa.state = choices.one_in(3) ? ContextEntry::State::kAbsent : ContextEntry::State::kValues;
  if (mfa.state == ContextEntry::State::kValues) {
    mfa.values = {choices.one_in(2) ? "true" : "false"};
  }
  request.context.set(std::move(mfa));
}

// A request that the situation leaves open, from parts that the policies speak of.
Request some_request(support::Choices& choices, const Situation& situation) {
  static constexpr std::string_view kActions[] = {
      "s3:GetObject",   "s3:GetBucketAcl", "s3:PutObject", "sts:AssumeRole",
      "iam:CreateUser", "sqs:GetObject",   "kms:Decrypt"};
  static constexpr std::string_view kResources[] = {"arn:aws:s3:::b/k",
                                                    "arn:aws:s3:::b",
                                                    "*",
                                                    "arn:aws:s3:::k/k",
                                                    "arn:aws:s3:::b/alice",
                                                    "arn:aws:kms:eu-west-1:111122223333:key/k",
                                                    "arn:aws:sqs:eu-west-1:444455556666:k",
                                                    "arn:aws:iam::111122223333:role/app"};
  constexpr std::int64_t kHour = 3'600'000;
  constexpr Instant kNine{1'714'554'000'000};  // 2024-05-01T09:00:00Z
  std::optional<Credential> credential = situation.credential;
  Instant issued{kNine.ms + static_cast<std::int64_t>(choices.below(4)) * kHour};
  if (credential && !credential->issued && is_temporary(credential->kind)) {
    credential->issued = InstantRange{issued, issued};
  } else if (credential && credential->issued) {
    issued = credential->issued->earliest;
  }
  Request request(situation.caller, credential, choices.of(kActions),
                  std::string(choices.of(kResources)));
  request.at = situation.at.from;
  if (!request.at)
    request.at = Instant{issued.ms + static_cast<std::int64_t>(choices.below(3)) * kHour};
  request.told_resource_account = situation.resource_account;
  for (const std::string_view key : {"a:one", "a:two", "aws:TagKeys", "aws:PrincipalTag/team"}) {
    if (choices.one_in(3)) continue;
    // An anonymous caller has no tags.
    request.unstated = Unstated::kOpen;
    const bool open = request.attribute(ContextKey(key)).presence == Attribute::Presence::kNotTold;
    request.unstated = Unstated::kAbsent;
    if (!open) continue;
    ContextEntry entry = support::small_entry(choices, key, false);
    // Known keys have the arity that AWS says.
    if (key == "aws:TagKeys") entry.multivalued = true;
    if (key == "aws:PrincipalTag/team" && entry.multivalued) continue;
    request.context.set(std::move(entry));
  }
  settle_mfa(request, choices);
  return request;
}

struct Tally {
  std::array<int, 3> verdicts{};
  int broken = 0;

  void count(Verdict verdict) { ++verdicts[static_cast<std::size_t>(verdict)]; }
};

void expect_each_verdict_often(const Tally& tally, int rounds) {
  CHECK(tally.broken == 0);
  CHECK(tally.verdicts[0] > rounds / 20);
  CHECK(tally.verdicts[1] > rounds / 20);
  MESSAGE(rounds, " cases: holds ", tally.verdicts[0], ", refuted ", tally.verdicts[1],
          ", undecided ", tally.verdicts[2]);
}

TEST_CASE("prove: no request allowed, held against trying, 60,000 random cases, seed 20261126") {
  std::mt19937_64 generator(support::seed(20261126));
  Tally tally;
  for (int round = 0; round < kRounds && tally.broken == 0; ++round) {
    const support::RandomBytes bytes = support::random_bytes(generator);
    support::Choices choices(bytes);
    const support::SmallCase one = support::small_case(choices);
    CAPTURE(round);
    CAPTURE(one.text);
    const Situation situation = support::small_situation(one.request);
    const Proof proof = prove_none_allowed({&situation, 1}, one.policies);
    tally.count(proof.verdict);
    CHECK(proof.mismatch == "");
    tally.broken += proof.mismatch.empty() ? 0 : 1;
    if (proof.verdict != Verdict::kHolds) continue;
    const support::RandomBytes more = support::random_bytes(generator);
    support::Choices requests(more);
    for (int i = 0; i < kTried; ++i) {
      const Request request = some_request(requests, situation);
      const Decision decision = evaluate(request, one.policies);
      if (!decision.can_be(Outcome::kAllowed)) continue;
      CAPTURE(support::describe(request));
      CHECK(decision.outcome != Outcome::kAllowed);
      CHECK_FALSE(decision.can_be(Outcome::kAllowed));
      ++tally.broken;
      break;
    }
  }
  expect_each_verdict_often(tally, kRounds);
}

TEST_CASE("prove: no new access, held against trying, 40,000 random pairs, seed 20261127") {
  std::mt19937_64 generator(support::seed(20261127));
  Tally tally;
  for (int round = 0; round < kPairs && tally.broken == 0; ++round) {
    const support::RandomBytes bytes = support::random_bytes(generator);
    support::Choices choices(bytes);
    const support::SmallCase one = support::small_case(choices);
    ApplicablePolicies before = one.policies;
    ApplicablePolicies after = one.policies;
    const std::string text = support::small_policy(choices, PolicyType::kIdentity);
    before.identity = {support::compiled(text, PolicyType::kIdentity)};
    if (choices.one_in(2)) after.identity.push_back(before.identity.front());
    CAPTURE(round);
    CAPTURE(one.text);
    CAPTURE(text);
    const Situation situation = support::small_situation(one.request);
    const Proof proof = prove_no_new_access({&situation, 1}, before, after);
    tally.count(proof.verdict);
    CHECK(proof.mismatch == "");
    tally.broken += proof.mismatch.empty() ? 0 : 1;
    if (proof.verdict != Verdict::kHolds) continue;
    const support::RandomBytes more = support::random_bytes(generator);
    support::Choices requests(more);
    for (int i = 0; i < kTried; ++i) {
      const Request request = some_request(requests, situation);
      const bool now = evaluate(request, after).outcome == Outcome::kAllowed;
      const bool never_before = !evaluate(request, before).can_be(Outcome::kAllowed);
      if (!now || !never_before) continue;
      CAPTURE(support::describe(request));
      CHECK_FALSE(now);
      ++tally.broken;
      break;
    }
  }
  expect_each_verdict_often(tally, kPairs);
}

}  // namespace
}  // namespace cordon::prove
