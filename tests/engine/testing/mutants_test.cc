#include "engine/testing/mutants.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/evaluate.h"
#include "tests/support/choices.h"
#include "tests/support/json_dump.h"
#include "tests/support/policy_text.h"
#include "tests/support/small_case.h"
#include "tests/support/small_policy.h"

namespace cordon::testing {
namespace {

using Bytes = std::array<std::uint8_t, 64>;

Bytes random_bytes(std::mt19937_64& generator) {
  Bytes bytes{};
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(generator());
  return bytes;
}

// `what` of each mutant, and the statements that it makes.
std::string dump(std::string_view statements) {
  const PolicyPtr policy = support::policy(support::document(statements));
  std::string text;
  for (const Mutant& mutant : mutants_of(policy->document)) {
    const JsonPtr tree = changed(policy->document.tree, mutant);
    text += fmt::format("{} {}: {}\n", mutant.statement, mutant.what,
                        test::dump(*JsonValue(*tree, 0).find("Statement")));
  }
  return text;
}

TEST_CASE("mutants: a Deny is weakened in each way that it can be") {
  struct Row {
    std::string_view statements;
    std::string_view mutants;
  };
  const Row rows[] = {
      {R"({"Effect": "Allow", "Action": ["s3:Get*", "s3:Put*"], "Resource": "*"})", ""},
      {R"({"Effect": "Deny", "Action": "s3:Get*", "Resource": "*"})",
       "0 without the statement: [{\"Effect\": \"Deny\", \"Action\": \"s3:NoSuchAction\", "
       "\"Resource\": \"*\"}]\n"},
      {R"({"Effect": "Deny", "Action": ["*", "s3:*"], "Resource": "*"})",
       "0 without the statement: [{\"Effect\": \"Deny\", \"Action\": [\"none:NoSuchAction\", "
       "\"s3:NoSuchAction\"], \"Resource\": \"*\"}]\n"
       "0 without the action `*`: [{\"Effect\": \"Deny\", \"Action\": [\"s3:*\"], \"Resource\": "
       "\"*\"}]\n"
       "0 without the action `s3:*`: [{\"Effect\": \"Deny\", \"Action\": [\"*\"], \"Resource\": "
       "\"*\"}]\n"},
      {R"({"Effect": "Deny", "NotAction": ["s3:*", "ec2:*"], "Resource": "*"})",
       "0 without the statement: [{\"Effect\": \"Deny\", \"NotAction\": [\"*\", \"*\"], "
       "\"Resource\": \"*\"}]\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.statements);
    CHECK(dump(row.statements) == row.mutants);
  }
}

TEST_CASE("mutants: what becomes of a condition") {
  struct Row {
    std::string_view condition;
    std::string_view what;  // of the mutants beside that without the statement
  };
  const Row rows[] = {
      {R"("StringEquals": {"aws:x": "a"})", ""},
      {R"("StringEquals": {"aws:x": ["a", "b"]})",
       "without the value of `aws:x` `a`\nwithout the value of `aws:x` `b`\n"},
      {R"("StringNotEquals": {"aws:x": ["a", "b"]})", ""},
      {R"("Null": {"aws:x": ["true", "false"]})", ""},
      {R"("DateLessThan": {"aws:TokenIssueTime": "2017-08-15T12:00:00Z"})",
       "with `2017-08-15T12:00:00Z` of `aws:TokenIssueTime` moved to 2017-08-14T12:00:00Z\n"},
      {R"("DateLessThanEqualsIfExists": {"aws:TokenIssueTime": "2017-01-01"})",
       "with `2017-01-01` of `aws:TokenIssueTime` moved to 2016-12-31T00:00:00Z\n"},
      {R"("DateGreaterThan": {"aws:CurrentTime": "2017-08-15T12:00:00Z"})",
       "with `2017-08-15T12:00:00Z` of `aws:CurrentTime` moved to 2017-08-16T12:00:00Z\n"},
      {R"("DateEquals": {"aws:CurrentTime": "2017-08-15T12:00:00Z"})", ""},
      {R"("DateLessThan": {"aws:TokenIssueTime": "noon"})", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.condition);
    const PolicyPtr policy = support::policy(support::document(
        fmt::format(R"({{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {{{}}}}})",
                    row.condition)));
    std::string text;
    for (const Mutant& mutant : mutants_of(policy->document)) {
      CHECK(mutated(*policy, mutant) != nullptr);
      if (mutant.what != "without the statement") text += mutant.what + "\n";
    }
    CHECK(text == row.what);
  }
}

TEST_CASE("mutants: a weakened policy denies nothing that it did not deny before") {
  std::size_t tried = 0;
  std::size_t weaker = 0;
  for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
    std::mt19937_64 generator(seed);
    const Bytes bytes = random_bytes(generator);
    support::Choices choices(bytes);
    const std::string text = support::small_policy(choices, PolicyType::kIdentity);
    const PolicyPtr policy = support::compiled(text, PolicyType::kIdentity);
    if (policy->unreadable) continue;
    for (const Mutant& mutant : mutants_of(policy->document)) {
      const PolicyPtr other = mutated(*policy, mutant);
      if (!other) continue;
      for (int i = 0; i < 20; ++i) {
        const Bytes more = random_bytes(generator);
        support::Choices of_request(more);
        const Request request = support::small_request(of_request);
        const auto denies = [&](const PolicyPtr& one) {
          ApplicablePolicies policies;
          policies.identity.push_back(one);
          return evaluate(request, policies).layer(Layer::kIdentity).deny;
        };
        CAPTURE(seed);
        CAPTURE(text);
        CAPTURE(mutant.what);
        CAPTURE(support::describe(request));
        // Of unknown, nothing follows: a value that is no ARN and `*` are undocumented together.
        const bool stronger = denies(other) == Truth::kTrue && denies(policy) == Truth::kFalse;
        CHECK_FALSE(stronger);
        ++tried;
        weaker += denies(other) < denies(policy) ? 1 : 0;
      }
    }
  }
  CHECK(tried > 10'000);
  CHECK(weaker > 500);
}

}  // namespace
}  // namespace cordon::testing
