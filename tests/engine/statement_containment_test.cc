#include "engine/statement_containment.h"

#include <fmt/format.h>

#include <array>
#include <random>

#include "doctest/doctest.h"
#include "tests/support/policy_text.h"
#include "tests/support/small_case.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

using support::letter;

// Whether a statement with `outer` covers one with `inner`; the parts that a row leaves out are
// everything.
std::string_view covered(std::string_view outer, std::string_view inner, PolicyType type) {
  const auto statement = [&](std::string_view parts) {
    std::string text = fmt::format(R"({{"Effect":"Deny",{})", parts);
    if (!parts.contains("Action\"")) text += R"(,"Action":"*")";
    if (!parts.contains("Resource\"")) text += R"(,"Resource":"*")";
    if (has_principals(type) && !parts.contains("Principal\"")) text += R"(,"Principal":"*")";
    return text + "}";
  };
  const PolicyPtr policy =
      support::policy(support::document(statement(outer) + "," + statement(inner)), type);
  REQUIRE(policy->statements.size() == 2);
  return letter(covers(*policy, 0, 1));
}

TEST_CASE("statements: what one covers of another") {
  struct Row {
    std::string_view outer, inner, expected;
  };
  const Row rows[] = {
      {R"("Action":"*")", R"("Action":"s3:Get*")", "T"},
      {R"("Action":"s3:*")", R"("Action":["s3:Get*","S3:PutObject"])", "T"},
      {R"("Action":["s3:Get*","s3:Put*"])", R"("Action":["s3:GetObject","s3:PutObject"])", "T"},
      {R"("Action":"s3:Get*")", R"("Action":"s3:*")", "U"},
      {R"("Action":"s*:Get*")", R"("Action":"s3:GetObject")", "T"},
      {R"("NotAction":"iam:*")", R"("Action":"s3:Get*")", "T"},
      {R"("NotAction":"iam:*")", R"("Action":"i*:Get*")", "U"},
      {R"("NotAction":"iam:*")", R"("NotAction":["iam:*","s3:*"])", "T"},
      {R"("NotAction":["iam:*","s3:*"])", R"("NotAction":"iam:*")", "U"},
      {R"("Action":"s3:*")", R"("NotAction":"iam:*")", "U"},
      {R"("Action":"*")", R"("NotAction":"iam:*")", "T"},
      {R"("Resource":"*")", R"("Resource":"arn:aws:s3:::b")", "T"},
      {R"("Resource":"arn:aws:s3:::*")", R"("Resource":"*")", "U"},
      {R"("Resource":"arn:aws:s3:::*")", R"("Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"])",
       "T"},
      {R"("Resource":"arn:aws:s3:::*")", R"("Resource":"arn:aws:s3:::${aws:username}/*")", "T"},
      {R"("Resource":"arn:aws:s3:::${aws:username}/*")",
       R"("Resource":"arn:aws:s3:::${aws:username}/*")", "T"},
      {R"("Resource":"arn:aws:s3:::${aws:username}/*")", R"("Resource":"arn:aws:s3:::alice/*")",
       "U"},
      {R"("Resource":"arn:aws:sqs:*:1:q")", R"("Resource":"arn:aws:sqs:eu-west-1:1:q")", "T"},
      {R"("NotResource":"arn:aws:s3:::a/*")", R"("Resource":"arn:aws:s3:::b/*")", "T"},
      {R"("NotResource":"arn:aws:s3:::a/*")", R"("Resource":"arn:aws:s3:::*")", "U"},
      {R"("NotResource":"arn:aws:s3:::a/*")",
       R"("NotResource":["arn:aws:s3:::a/*","arn:aws:s3:::b"])", "T"},
      {R"("Resource":"arn:aws:s3:::a/*")", R"("NotResource":"arn:aws:s3:::a/*")", "U"},
      {R"("Condition":{"StringLike":{"a:x":"a*"}})", R"("Condition":{"StringEquals":{"a:x":"ab"}})",
       "T"},
      {R"("Condition":{"StringEquals":{"a:x":"ab"}})", R"("Action":"*")", "U"},
      {R"("Action":"*")", R"("Condition":{"StringEquals":{"a:x":"ab"}})", "T"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.outer);
    CAPTURE(row.inner);
    CHECK(covered(row.outer, row.inner, PolicyType::kIdentity) == row.expected);
  }
}

TEST_CASE("statements: principals are compared by their words") {
  struct Row {
    std::string_view outer, inner, expected;
  };
  const Row rows[] = {
      {R"("Principal":"*")", R"("Principal":{"AWS":"111122223333"})", "T"},
      {R"("Principal":{"AWS":"*"})", R"("Principal":{"Service":"ec2.amazonaws.com"})", "T"},
      {R"("Principal":{"AWS":["111122223333","444455556666"]})",
       R"("Principal":{"AWS":"111122223333"})", "T"},
      {R"("Principal":{"AWS":"111122223333"})",
       R"("Principal":{"AWS":"arn:aws:iam::111122223333:user/alice"})", "U"},
      {R"("NotPrincipal":{"AWS":"111122223333"})", R"("NotPrincipal":{"AWS":"111122223333"})", "T"},
      {R"("NotPrincipal":{"AWS":"111122223333"})", R"("Principal":{"AWS":"444455556666"})", "U"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.outer);
    CAPTURE(row.inner);
    CHECK(covered(row.outer, row.inner, PolicyType::kResource) == row.expected);
  }
}

TEST_CASE("statements: lists that are too long are compared by their words") {
  std::string actions;
  for (int i = 0; i < 1000; ++i) actions += fmt::format("\"s3:Get{}\",", i);
  const std::string longer = fmt::format(R"("Action":[{}"s3:Put*"])", actions);
  const std::string shorter = fmt::format(R"("Action":[{}"s3:get1"])", actions);
  CHECK(covered(longer, shorter, PolicyType::kIdentity) == "T");
  CHECK(covered(shorter, longer, PolicyType::kIdentity) == "U");
}

Truth speaks_of(const CompiledPolicy& policy, std::size_t index, const Request& request) {
  const CompiledStatement& statement = policy.statements[index];
  Truth all = truth(policy.actions.matching(request.action_lower()).contains(index)) &
              statement.resources.matches(request) &
              statement.principals.denies(request.caller(), {});
  for (const CompiledCondition& condition : statement.conditions) {
    all = all & evaluate_condition(condition, request, statement.effect).value;
  }
  return all;
}

TEST_CASE("statements: claims hold on 60,000 random pairs and requests, seed 20240501") {
  std::mt19937_64 generator(20240501);
  int claims = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::array<std::uint8_t, 128> bytes{};
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(generator() >> 56U);
    support::Choices choices(bytes);
    const PolicyType type = choices.one_in(2) ? PolicyType::kResource : PolicyType::kIdentity;
    const std::string text =
        support::document(support::small_statement(choices, type, "Deny") + "," +
                          support::small_statement(choices, type, "Deny"));
    const PolicyPtr policy = support::compiled(text, type);
    if (policy->unreadable || covers(*policy, 0, 1) != Truth::kTrue) continue;
    for (int i = 0; i < 4; ++i) {
      const Request request = support::small_request(choices);
      if (speaks_of(*policy, 1, request) != Truth::kTrue) continue;
      CAPTURE(text);
      CAPTURE(support::describe(request));
      CHECK(speaks_of(*policy, 0, request) == Truth::kTrue);
      ++claims;
    }
  }
  CHECK(claims > 50);
}

}  // namespace
}  // namespace cordon
