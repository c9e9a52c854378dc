// Who comes in by a policy that an event changed, where its conditions look at the caller: what one
// example of an outsider can't do, another one may.

#include "engine/incident/reach/outsiders.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kAllTold = R"(credentialsKnownUntil: 2024-01-01T13:00:00Z
assumptions: {resourcePolicies: complete, otherAccounts: closed}
)";

std::string allow(std::string_view whom, std::string_view action, std::string_view resource,
                  std::string_view condition, std::string_view deny) {
  return fmt::format(
      "{{Version: \"2012-10-17\", Statement: [{{Effect: Allow, Principal: {{AWS: \"{}\"}}, Action: "
      "\"{}\"{}, Condition: {}}}{}]}}",
      whom, action, resource, condition, deny);
}

// After the step the user that is known to be the attacker's is denied everything.
std::string verdict(std::string_view step) {
  const Judged result = judged(kKey, std::string(step) + put_user_policy(kDenyAll), kAllTold);
  return std::string(to_string(result.report.verdict));
}

std::string by_trust(std::string_view whom, std::string_view condition,
                     std::string_view deny = "") {
  return verdict(event("iam:UpdateAssumeRolePolicy",
                       fmt::format("{{RoleName: node, PolicyDocument: {}}}",
                                   allow(whom, "sts:AssumeRole", "", condition, deny)),
                       "2024-01-01T11:00:00Z"));
}

std::string by_bucket(std::string_view whom, std::string_view condition,
                      std::string_view deny = "") {
  constexpr std::string_view kObjects = ", Resource: \"arn:aws:s3:::b/*\"";
  return verdict(event("s3:PutBucketPolicy",
                       fmt::format("{{Bucket: b, Policy: {}}}",
                                   allow(whom, "s3:GetObject", kObjects, condition, deny)),
                       "2024-01-01T11:00:00Z"));
}

struct Row {
  std::string_view condition;
  std::string_view anyone;
  std::string_view account;
};

constexpr Row kRows[] = {
    {"{}", "not-contained", "not-contained"},
    {"{ArnLike: {\"aws:PrincipalArn\": \"arn:aws:iam::999988887777:role/*\"}}", "unknown",
     "unknown"},
    {"{ArnEquals: {\"aws:PrincipalArn\": \"arn:aws:iam::999988887777:user/eve\"}}", "unknown",
     "unknown"},
    {"{StringEquals: {\"aws:PrincipalAccount\": \"999988887777\"}}", "unknown", "not-contained"},
    {"{StringEquals: {\"aws:PrincipalTag/team\": red}}", "unknown", "unknown"},
    {"{StringEquals: {\"aws:PrincipalType\": AssumedRole}}", "unknown", "unknown"},
    {"{StringLike: {\"aws:userid\": \"AROAEVIL:*\"}}", "unknown", "unknown"},
    {"{StringEquals: {\"aws:username\": eve}}", "unknown", "unknown"},
    {"{Bool: {\"aws:MultiFactorAuthPresent\": \"true\"}}", "unknown", "unknown"},
    {"{NumericLessThan: {\"aws:MultiFactorAuthAge\": \"3600\"}}", "unknown", "unknown"},
    {"{DateGreaterThan: {\"aws:TokenIssueTime\": \"2020-01-01T00:00:00Z\"}}", "unknown", "unknown"},
    {"{DateGreaterThan: {\"aws:CurrentTime\": \"2024-06-01T00:00:00Z\"}}", "unknown", "unknown"},
    {"{StringEquals: {\"aws:PrincipalOrgID\": o-evil}}", "unknown", "unknown"},
    // Nobody of another account is like that.
    {"{StringEquals: {\"aws:PrincipalAccount\": \"111122223333\"}}", "contained", "contained"},
    {"{ArnLike: {\"aws:PrincipalArn\": \"arn:aws:iam::111122223333:*\"}}", "contained",
     "contained"},
};

TEST_CASE("outsiders: conditions on who it is") {
  for (const Row& row : kRows) {
    INFO(std::string(row.condition));
    CHECK(by_trust("*", row.condition) == row.anyone);
    CHECK(by_trust("999988887777", row.condition) == row.account);
    CHECK(by_bucket("*", row.condition) == row.anyone);
    CHECK(by_bucket("999988887777", row.condition) == row.account);
  }
}

TEST_CASE("outsiders: a Deny beside the Allow") {
  const auto unless_own = [](std::string_view action, std::string_view resource) {
    return fmt::format(
        ", {{Effect: Deny, Principal: \"*\", Action: \"{}\"{}, Condition: {{StringNotEquals: "
        "{{\"aws:PrincipalAccount\": \"111122223333\"}}}}}}",
        action, resource);
  };
  CHECK(by_trust("*", "{}", unless_own("sts:AssumeRole", "")) == "contained");
  CHECK(by_bucket("*", "{}", unless_own("s3:*", ", Resource: \"arn:aws:s3:::b/*\"")) ==
        "contained");
  CHECK(by_bucket("*", "{}", unless_own("s3:Put*", ", Resource: \"arn:aws:s3:::b/*\"")) ==
        "not-contained");
}

}  // namespace
}  // namespace cordon::incident
