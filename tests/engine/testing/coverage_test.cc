#include "engine/testing/coverage.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/policy_text.h"
#include "tests/support/scene.h"

namespace cordon::testing {
namespace {

constexpr std::string_view kStatements = R"(
  {"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::reports/*"},
  {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::reports/*", "Condition": {
    "StringEquals": {"aws:x": "a"}, "Bool": {"aws:SecureTransport": "false"}}},
  {"Effect": "Allow", "Action": "ec2:*", "Resource": "*"})";

// `+` matched, `-` did not; of each condition `m` met, `u` not met, `b` both, `.` never asked.
std::string dump(const PolicyCoverage& covered) {
  std::string text;
  for (const StatementCoverage& statement : covered.statements) {
    if (!text.empty()) text += ' ';
    text += statement.matched ? '+' : '-';
    for (const ConditionCoverage& condition : statement.conditions) {
      const char* const words = ".mub";
      text += words[(condition.met ? 1 : 0) + (condition.unmet ? 2 : 0)];
    }
  }
  return text;
}

struct Asked {
  std::string_view action;
  std::string_view resource;
  std::string context;
};

std::string cover(const std::vector<Asked>& requests) {
  ApplicablePolicies policies;
  policies.identity.push_back(support::policy(support::document(kStatements)));
  Coverage coverage(policies);
  for (const Asked& asked : requests) {
    support::Scene scene;
    scene.action = asked.action;
    scene.resource = asked.resource;
    scene.context = asked.context;
    coverage.add(support::read_case(scene).request, policies);
  }
  REQUIRE(coverage.policies().size() == 1);
  const PolicyCoverage& covered = coverage.policies().front();
  const CoverageCount all = statements_covered(covered) + conditions_covered(covered);
  return fmt::format("{} | {} of {}, {} %", dump(covered), all.covered, all.total, all.percent());
}

TEST_CASE("coverage: what requests exercise") {
  struct Row {
    std::vector<Asked> requests;
    std::string_view covered;
  };
  constexpr std::string_view kReport = "arn:aws:s3:::reports/1";
  const Row rows[] = {
      {{}, "- -.. - | 0 of 7, 0 %"},
      {{{"s3:GetObject", kReport, ""}}, "+ -uu - | 3 of 7, 42 %"},
      {{{"s3:GetObject", kReport, R"("aws:x": "a")"}}, "+ -mu - | 3 of 7, 42 %"},
      {{{"s3:PutObject", kReport, R"("aws:x": "a", "aws:SecureTransport": "false")"}},
       "- +mm - | 3 of 7, 42 %"},
      {{{"s3:GetObject", "arn:aws:s3:::other/1", R"("aws:x": "a")"}}, "- -.. - | 0 of 7, 0 %"},
      {{{"s3:GetObject", kReport, ""},
        {"s3:PutObject", kReport, R"("aws:x": "a", "aws:SecureTransport": "false")"},
        {"ec2:RunInstances", "*", ""}},
       "+ +bb + | 7 of 7, 100 %"},
  };
  for (const Row& row : rows) CHECK(cover(row.requests) == row.covered);
}

TEST_CASE("coverage: two readings of a document add up, and nothing is all of nothing") {
  PolicyCoverage first{.policy = nullptr, .statements = {{true, {{true, false}}}, {false, {}}}};
  const PolicyCoverage second{.policy = nullptr,
                              .statements = {{false, {{false, true}}}, {true, {}}}};
  first.add(second);
  CHECK(dump(first) == "+b +");
  CHECK(CoverageCount{}.percent() == 100);
  CHECK(CoverageCount{.covered = 199, .total = 200}.percent() == 99);
}

TEST_CASE("coverage: principals of a resource's policy, and policies that do not apply") {
  ApplicablePolicies policies;
  policies.resource = support::policy(support::document(R"(
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
         "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*",
         "Condition": {"StringEquals": {"aws:x": "a"}}},
        {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/bob"},
         "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*",
         "Condition": {"StringEquals": {"aws:x": "a"}}})"),
                                      PolicyType::kResource);
  Coverage coverage(policies);
  support::Scene scene;
  scene.resource = "arn:aws:s3:::reports/1";
  coverage.add(support::read_case(scene).request, {});
  CHECK(dump(coverage.policies().front()) == "-. -.");
  coverage.add(support::read_case(scene).request, policies);
  CHECK(dump(coverage.policies().front()) == "-u -.");
}

}  // namespace
}  // namespace cordon::testing
