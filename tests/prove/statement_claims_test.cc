// Claims about single statements, by table, and held against trying requests: random small policies
// with a fixed seed. What is covered is spoken of by no request alone; what can't be met together
// is met by none.

#include "engine/prove/statement_claims.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <random>

#include "doctest/doctest.h"
#include "tests/support/sanitized.h"
#include "tests/support/small_case.h"

namespace cordon::prove {
namespace {

constexpr std::uint64_t kSeed = 20261129;
constexpr int kRounds = support::kSanitized ? 1'500 : 40'000;
constexpr int kTried = 60;

std::string in_words(const StatementProof& result) {
  return fmt::format("{}{}", to_string(result.proof.verdict),
                     result.proof.mismatch.empty() ? "" : " " + result.proof.mismatch);
}

PolicyPtr policy_of(std::string_view statements) {
  return support::compiled(
      fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements),
      PolicyType::kIdentity);
}

std::vector<std::size_t> count(std::size_t from, std::size_t to) {
  std::vector<std::size_t> numbers;
  for (std::size_t i = from; i < to; ++i) numbers.push_back(i);
  return numbers;
}

// The first statement, by all others.
std::string covered(std::string_view statements) {
  const PolicyPtr policy = policy_of(statements);
  REQUIRE(!policy->unreadable);
  const std::vector<std::size_t> others = count(1, policy->statements.size());
  return in_words(prove_covered(*policy, 0, others, {}));
}

TEST_CASE("statement claims: one statement by the others") {
  struct Row {
    std::string_view statements, expected;
  };
  const Row rows[] = {
      // By two halves, and a part that is missing.
      {R"({"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"},
          {"Effect":"Deny","Action":"s3:Get*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:Put*","Resource":"*"})",
       "holds"},
      {R"({"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"*"},
          {"Effect":"Deny","Action":"s3:Get*","Resource":"*"},
          {"Effect":"Deny","Action":"s3:Put*","Resource":"arn:aws:s3:::a/*"})",
       "refuted"},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Allow","Action":"s3:Get*","Resource":"*"},
          {"Effect":"Allow","NotAction":"s3:Get*","Resource":"*"})",
       "holds"},
      // By the values of a key, and where it is absent; a key that may have a list meets neither.
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Allow","Action":"*","Resource":"*",
           "Condition":{"StringEquals":{"aws:UserAgent":"x"}}},
          {"Effect":"Deny","Action":"*","Resource":"*",
           "Condition":{"StringNotEquals":{"aws:UserAgent":"x"}}})",
       "holds"},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"a:b":"x"}}},
          {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringNotEquals":{"a:b":"x"}}})",
       "refuted"},
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"true"}}},
          {"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"a:b":"false"}}})",
       "refuted"},
      // What follows from a caller is not taken for granted: a service's request may lack it.
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Deny","Action":"*","Resource":"*",
           "Condition":{"StringLike":{"aws:PrincipalArn":"*"}}})",
       "refuted"},
      {R"({"Effect":"Deny","Action":"s3:*","Resource":"*",
           "Condition":{"Bool":{"aws:SecureTransport":"false"}}},
          {"Effect":"Deny","Action":"s3:Put*","Resource":"*"})",
       "refuted"},
      // The clock is in every request.
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*"},
          {"Effect":"Deny","Action":"*","Resource":"*",
           "Condition":{"DateLessThan":{"aws:CurrentTime":"2026-01-01T00:00:00Z"}}},
          {"Effect":"Deny","Action":"*","Resource":"*",
           "Condition":{"NumericGreaterThanEquals":{"aws:EpochTime":"1767225600"}}})",
       "holds"},
      // A variable, the same in both.
      {R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}/x"},
          {"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/${aws:username}/*"})",
       "undecided"},
      {R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}/x"},
          {"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/${aws:username}/x"})",
       "holds"},
      {R"({"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${aws:username}"},
          {"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::b/${aws:userid}"})",
       "refuted"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.statements);
    CHECK(covered(row.statements) == row.expected);
  }
}

TEST_CASE("statement claims: conditions that no request meets together") {
  struct Row {
    std::string_view conditions, expected;
  };
  const Row rows[] = {
      {R"("StringEquals":{"a:b":"x"},"StringNotEquals":{"a:b":"y"})", "refuted"},
      {R"("StringLike":{"a:b":["xa*","xb*"]},"StringNotLike":{"a:b":"xa*"},
          "StringNotEqualsIgnoreCase":{"a:b":"XB"},"StringNotLikeIfExists":{"a:b":"xb?*"})",
       "holds"},
      {R"("DateGreaterThan":{"aws:CurrentTime":"2026-02-01T00:00:00Z"},
          "NumericLessThan":{"aws:EpochTime":"1767225600"})",
       "holds"},
      {R"("Null":{"aws:username":"true"},"StringEquals":{"a:c":"${aws:username}"})", "holds"},
      {R"("IpAddress":{"aws:SourceIp":"10.0.0.0/8"},
          "NotIpAddress":{"aws:SourceIp":["10.0.0.0/9","10.128.0.0/9"]})",
       "holds"},
      // A list may have an element for each.
      {R"("ForAnyValue:StringEquals":{"a:b":"x"},"ForAnyValue:StringNotEquals":{"a:b":"x"})",
       "refuted"},
      {R"("ForAnyValue:StringEquals":{"a:b":"x"},"ForAllValues:StringEquals":{"a:b":"y"})",
       "holds"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.conditions);
    const PolicyPtr policy = policy_of(fmt::format(
        R"({{"Effect":"Allow","Action":"*","Resource":"*","Condition":{{{}}}}})", row.conditions));
    REQUIRE(!policy->unreadable);
    const CompiledStatement& statement = policy->statements.front();
    const std::vector<std::size_t> all = count(0, statement.conditions.size());
    CHECK(in_words(prove_never_met(statement, all, {})) == row.expected);
  }
}

// --- Against trying ------------------------------------------------------------------------------

using Bytes = std::array<std::uint8_t, 512>;

Bytes random_bytes(std::mt19937_64& generator) {
  Bytes bytes{};
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(generator() >> 56U);
  return bytes;
}

// Any request at all: each key is there or not, whoever asks.
Request some_request(support::Choices& choices) {
  static constexpr std::string_view kActions[] = {"s3:GetObject",  "s3:GetBucketAcl",
                                                  "s3:PutObject",  "sts:AssumeRole",
                                                  "sqs:GetObject", "iam:CreateUser"};
  static constexpr std::string_view kResources[] = {"*",
                                                    "arn:aws:s3:::b/k",
                                                    "arn:aws:s3:::b",
                                                    "arn:aws:s3:::k/k",
                                                    "arn:aws:s3:::b/alice",
                                                    "arn:aws:iam::111122223333:role/app"};
  Request request(*parse_principal("*"), std::nullopt, choices.of(kActions),
                  std::string(choices.of(kResources)));
  constexpr std::int64_t kHour = 3'600'000;
  request.at = Instant{1'714'554'000'000 + static_cast<std::int64_t>(choices.below(3)) * kHour};
  for (const std::string_view key : support::kSmallKeys) {
    if (key == "aws:CurrentTime") continue;
    ContextEntry entry = support::small_entry(choices, key, false);
    // Known keys have the arity and the type that AWS says.
    if (key == "aws:TagKeys") entry.multivalued = true;
    if (key.starts_with("aws:") && key != "aws:TagKeys" && entry.multivalued) continue;
    const bool date = entry.values.empty() || entry.values.front().starts_with("2024-");
    if (key == "aws:TokenIssueTime" && !date) continue;
    request.context.set(std::move(entry));
  }
  return request;
}

bool breaks(const CompiledPolicy& policy, std::span<const std::size_t> others,
            const Request& request) {
  // What is unknown of both may be the same in both.
  return speaks_of(policy, 0, request) == Truth::kTrue &&
         std::ranges::all_of(others, [&](std::size_t each) {
           return speaks_of(policy, each, request) == Truth::kFalse;
         });
}

bool meets_all(const CompiledStatement& statement, const Request& request) {
  return std::ranges::all_of(statement.conditions, [&](const CompiledCondition& condition) {
    return evaluate_condition(condition, request, statement.effect).value == Truth::kTrue;
  });
}

// Two to four conditions, which may be of one operator.
std::string some_conditions(support::Choices& choices) {
  std::string text;
  const std::size_t count = 2 + choices.below(3);
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("{}{}", i == 0 ? "" : ",", support::small_condition(choices));
  }
  return fmt::format(R"({{"Effect":"{}","Action":"*","Resource":"*","Condition":{{{}}}}})",
                     choices.one_in(2) ? "Allow" : "Deny", text);
}

TEST_CASE("statement claims: conditions never met, held against trying, seed 20261129") {
  std::mt19937_64 generator(kSeed);
  std::array<int, 3> verdicts{};
  int met = 0;
  bool broken = false;
  for (int round = 0; round < kRounds && !broken; ++round) {
    const Bytes bytes = random_bytes(generator);
    support::Choices choices(bytes);
    const std::string text = some_conditions(choices);
    const PolicyPtr policy = policy_of(text);
    if (policy->unreadable) continue;
    const CompiledStatement& statement = policy->statements.front();
    CAPTURE(round);
    CAPTURE(text);
    const StatementProof result =
        prove_never_met(statement, count(0, statement.conditions.size()), {});
    ++verdicts[static_cast<std::size_t>(result.proof.verdict)];
    CHECK(result.proof.mismatch == "");
    broken = !result.proof.mismatch.empty();
    if (result.proof.verdict == Verdict::kRefuted) {
      REQUIRE(result.witness);
      CHECK(meets_all(statement, *result.witness));
    }
    for (int i = 0; i < kTried && !broken; ++i) {
      const Bytes more = random_bytes(generator);
      support::Choices requests(more);
      const Request request = some_request(requests);
      if (!meets_all(statement, request)) continue;
      ++met;
      if (result.proof.verdict != Verdict::kHolds) break;
      CAPTURE(support::describe(request));
      broken = true;
      CHECK_FALSE(broken);
    }
  }
  CHECK(verdicts[0] > kRounds / 50);
  CHECK(verdicts[1] > kRounds / 10);
  CHECK(met > kRounds / 50);
  MESSAGE("holds ", verdicts[0], ", refuted ", verdicts[1], ", undecided ", verdicts[2],
          ", met by chance ", met);
}

TEST_CASE("statement claims: held against trying, 40,000 random policies, seed 20261129") {
  std::mt19937_64 generator(kSeed);
  std::array<int, 3> verdicts{};
  bool broken = false;
  for (int round = 0; round < kRounds && !broken; ++round) {
    const Bytes bytes = random_bytes(generator);
    support::Choices choices(bytes);
    const std::string text = support::small_policy(choices, PolicyType::kIdentity);
    const PolicyPtr policy = support::compiled(text, PolicyType::kIdentity);
    if (policy->unreadable || policy->statements.empty()) continue;
    const std::vector<std::size_t> others = count(1, policy->statements.size());
    CAPTURE(round);
    CAPTURE(text);
    const Proof proof = prove_covered(*policy, 0, others, {}).proof;
    ++verdicts[static_cast<std::size_t>(proof.verdict)];
    CHECK(proof.mismatch == "");
    broken = !proof.mismatch.empty();
    if (proof.verdict != Verdict::kHolds) continue;
    for (int i = 0; i < kTried && !broken; ++i) {
      const Bytes more = random_bytes(generator);
      support::Choices requests(more);
      const Request request = some_request(requests);
      if (!breaks(*policy, others, request)) continue;
      CAPTURE(support::describe(request));
      broken = true;
      CHECK_FALSE(broken);
    }
  }
  CHECK(verdicts[0] > kRounds / 50);
  CHECK(verdicts[1] > kRounds / 4);
  MESSAGE("holds ", verdicts[0], ", refuted ", verdicts[1], ", undecided ", verdicts[2]);
}

}  // namespace
}  // namespace cordon::prove
