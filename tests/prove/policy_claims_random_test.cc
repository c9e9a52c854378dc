// Claims about policies by themselves, held against requests of callers of all kinds: random small
// policies, fixed seed. Where nothing new is allowed, no caller who is tried finds anything new.

#include <array>
#include <random>

#include "doctest/doctest.h"
#include "engine/prove/policy_claims.h"
#include "tests/support/sanitized.h"
#include "tests/support/seed.h"
#include "tests/support/small_case.h"

namespace cordon::prove {
namespace {

constexpr int kPairs = support::kSanitized ? 300 : 6'000;  // of each type
constexpr int kTried = 60;
constexpr std::string_view kOwner = "111122223333";

Caller some_caller(support::Choices& choices) {
  static constexpr std::string_view kCallers[] = {
      "arn:aws:iam::111122223333:user/alice",
      "arn:aws:iam::111122223333:user/k",
      "arn:aws:iam::111122223333:user/path/b",
      "arn:aws:iam::444455556666:user/k",
      "arn:aws:iam::777788889999:user/alice",
      "arn:aws:sts::111122223333:assumed-role/app/nightly",
      "arn:aws:sts::111122223333:assumed-role/app/k",
      "arn:aws:sts::444455556666:assumed-role/other/k",
      "arn:aws:sts::111122223333:federated-user/carol",
      "arn:aws:iam::111122223333:root",
      "*",
      "ec2.amazonaws.com"};
  Caller caller = *parse_principal(choices.of(kCallers));
  const bool named = choices.one_in(3);
  if (caller.kind == CallerKind::kUser) {
    caller.identify(named ? "AIDACKCEVSQ6C2EXAMPLE" : "AIDAOTHEROTHEROTHER1");
  }
  if (caller.kind == CallerKind::kRoleSession) caller.identify("AROAOTHEROTHEROTHER1");
  if (caller.kind == CallerKind::kFederatedUser) {
    caller.issuer_arn = "arn:aws:iam::111122223333:user/alice";
  }
  return caller;
}

std::optional<Credential> some_credential(support::Choices& choices, const Caller& caller) {
  constexpr Instant kTen{1'714'557'600'000};  // 2024-05-01T10:00:00Z
  constexpr std::int64_t kHour = 3'600'000;
  auto credential = default_credential(caller);
  if (caller.kind == CallerKind::kUser && choices.one_in(2)) {
    credential->kind = CredentialKind::kGetSessionToken;
    if (choices.one_in(2)) credential->mfa_at = Instant{kTen.ms - 24 * kHour};
  }
  if (credential && is_temporary(credential->kind)) {
    const Instant issued{kTen.ms + (static_cast<std::int64_t>(choices.below(3)) - 1) * kHour};
    credential->issued = InstantRange{issued, issued};
  }
  return credential;
}

Request some_request(support::Choices& choices, bool own_resources) {
  static constexpr std::string_view kActions[] = {"s3:GetObject", "s3:PutObject", "iam:CreateUser",
                                                  "sqs:GetObject", "sts:AssumeRole"};
  static constexpr std::string_view kResources[] = {
      "arn:aws:s3:::b/k", "arn:aws:s3:::b",       "*",
      "arn:aws:s3:::k/k", "arn:aws:s3:::b/alice", "arn:aws:iam::111122223333:role/app"};
  Caller caller = some_caller(choices);
  auto credential = some_credential(choices, caller);
  const std::string account = own_resources ? caller.account : std::string(kOwner);
  Request request(std::move(caller), std::move(credential), choices.of(kActions),
                  std::string(choices.of(kResources)));
  request.told_resource_account = account;
  constexpr std::int64_t kHour = 3'600'000;
  const std::int64_t start = request.credential() && request.credential()->issued
                                 ? request.credential()->issued->earliest.ms
                                 : 1'714'554'000'000;
  request.at = Instant{start + static_cast<std::int64_t>(choices.below(3)) * kHour};
  for (const std::string_view key : {"a:one", "a:two", "aws:TagKeys", "aws:PrincipalTag/team"}) {
    const bool tag = key == "aws:PrincipalTag/team";
    const bool no_tags = tag && (request.caller().kind == CallerKind::kAnonymous ||
                                 request.caller().kind == CallerKind::kService);
    if (choices.one_in(3) || no_tags) continue;
    ContextEntry entry = support::small_entry(choices, key, false);
    if (key == "aws:TagKeys") entry.multivalued = true;
    if (tag && entry.multivalued) continue;
    request.context.set(std::move(entry));
  }
  return request;
}

// As settings_for() has them, for callers of any account.
ApplicablePolicies around(PolicyType type, const Request& request, support::Choices& choices) {
  static const std::string kEverything =
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}})";
  ApplicablePolicies policies;
  if (type == PolicyType::kIdentity || type == PolicyType::kScp) {
    const std::array account{request.caller().account};
    if (!account.front().empty()) policies.resource = left_to_accounts(account);
  }
  const bool own = request.caller().account == kOwner;
  const bool grants = type == PolicyType::kResource || type == PolicyType::kTrust;
  const bool alone = type == PolicyType::kIdentity || (grants && own && choices.one_in(2));
  if (!alone) policies.identity = {support::compiled(kEverything, PolicyType::kIdentity)};
  if (request.caller().kind == CallerKind::kFederatedUser && (!grants || !alone)) {
    policies.session = {support::compiled(kEverything, PolicyType::kSession)};
  }
  return policies;
}

// Whom a policy of the type is asked about: an identity-based policy belongs to a user or role.
bool is_asked_about(PolicyType type, const Request& request) {
  const CallerKind kind = request.caller().kind;
  if (type == PolicyType::kResource || type == PolicyType::kTrust) return true;
  return kind == CallerKind::kUser || kind == CallerKind::kRoleSession ||
         kind == CallerKind::kFederatedUser ||
         (kind == CallerKind::kRoot && type == PolicyType::kScp);
}

void hold_against_callers(PolicyType type) {
  std::mt19937_64 generator(support::seed(20261128) + static_cast<std::uint64_t>(type));
  std::array<int, 3> verdicts{};
  bool broken = false;
  Asking asking;
  asking.account = kOwner;
  for (int round = 0; round < kPairs && !broken; ++round) {
    const support::RandomBytes bytes = support::random_bytes(generator);
    support::Choices choices(bytes);
    const std::string first = support::small_policy(choices, type);
    const std::string second = support::small_policy(choices, type);
    CAPTURE(round);
    CAPTURE(first);
    CAPTURE(second);
    const PolicyPtr before = support::compiled(first, type);
    const PolicyPtr after = support::compiled(second, type);
    const Proof proof = prove_not_wider(before, after, asking).proof;
    ++verdicts[static_cast<std::size_t>(proof.verdict)];
    CHECK(proof.mismatch == "");
    broken = !proof.mismatch.empty();
    if (proof.verdict != Verdict::kHolds) continue;
    for (int i = 0; i < kTried && !broken; ++i) {
      const support::RandomBytes more = support::random_bytes(generator);
      support::Choices requests(more);
      const bool own = type != PolicyType::kResource && type != PolicyType::kTrust;
      const Request request = some_request(requests, own);
      if (!is_asked_about(type, request)) continue;
      const ApplicablePolicies others = around(type, request, requests);
      const Decision now = evaluate(request, placed(after, others));
      const Decision then = evaluate(request, placed(before, others));
      broken = now.outcome == Outcome::kAllowed && !then.can_be(Outcome::kAllowed);
      CAPTURE(support::describe(request));
      CHECK_FALSE(broken);
    }
  }
  CHECK(verdicts[0] > kPairs / 20);
  CHECK(verdicts[1] > kPairs / 20);
  MESSAGE(kPairs, " cases: holds ", verdicts[0], ", refuted ", verdicts[1], ", undecided ",
          verdicts[2]);
}

TEST_CASE("prove: nothing new by identity policies, held against callers of all kinds") {
  hold_against_callers(PolicyType::kIdentity);
}

TEST_CASE("prove: nothing new by resource policies, held against callers of all kinds") {
  hold_against_callers(PolicyType::kResource);
}

TEST_CASE("prove: nothing new by SCPs, held against callers of all kinds") {
  hold_against_callers(PolicyType::kScp);
}

TEST_CASE("prove: nothing new by trust policies, held against callers of all kinds") {
  hold_against_callers(PolicyType::kTrust);
}

}  // namespace
}  // namespace cordon::prove
