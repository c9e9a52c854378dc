// What steps cost those who have done nothing.

#include "engine/incident/costs.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "grammar/arn.h"
#include "tests/support/judged.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kOrganization = R"(organization:
  managementAccount: "999999999999"
  policies:
    p-stop: {type: scp, document: {Version: "2012-10-17", Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
  targets:
    r-ab12: {policies: [p-FullAWSAccess]}
    "111122223333": {parent: r-ab12, policies: [p-FullAWSAccess]}
)";

constexpr std::string_view kDenyUntilOne =
    "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
    "Condition: {DateLessThan: {\"aws:TokenIssueTime\": \"2024-01-01T13:00:00Z\"}}}}";
constexpr std::string_view kDenyReading =
    "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"s3:GetObject\", Resource: "
    "\"*\"}}";

std::string before(std::string_view call, std::string_view parameters) {
  return event(call, parameters, "2024-01-01T09:00:00Z");
}

// Of the last step: `sessions opened before: role/admin | …`.
std::string costs(std::string_view events) {
  const Judged result = judged(kKey, events, kOrganization);
  std::string text;
  for (const StepCost& cost : result.report.steps.back().costs) {
    text += fmt::format("{}{}:", text.empty() ? "" : " | ", cost.what);
    for (const std::string& arn : cost.principals) {
      text += fmt::format(" {}", split_arn(arn)->resource);
    }
  }
  return text;
}

struct Row {
  std::string_view name;
  std::string events;
  std::string_view costs;
};

const Row kRows[] = {
    {"sessions from before a cutoff", put_role_policy("admin", kDenyOld),
     "sessions opened before: role/admin"},
    {"all sessions", put_role_policy("admin", kDenyAll),
     "sessions opened before: role/admin | new sessions: role/admin"},
    {"a cutoff that is still to come", put_role_policy("admin", kDenyUntilOne),
     "sessions opened before: role/admin | new sessions, for a time: role/admin"},
    {"what leaves something open", put_role_policy("admin", kDenyReading), ""},
    {"an instance profile",
     event("iam:RemoveRoleFromInstanceProfile", "{InstanceProfileName: node, RoleName: node}"),
     "new instance credentials: role/node"},
    {"the key that leaked",
     event("iam:DeleteAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAA}"), ""},
    {"another key",
     before("iam:CreateAccessKey", "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAB}") +
         event("iam:UpdateAccessKey",
               "{UserName: bob, AccessKeyId: AKIAAAAAAAAAAAAAAAAB, Status: Inactive}"),
     "access key AKIAAAAAAAAAAAAAAAAB: user/bob"},
    {"a password",
     before("iam:CreateLoginProfile", "{UserName: bob}") +
         event("iam:DeleteLoginProfile", "{UserName: bob}"),
     "the console password: user/bob"},
    {"all of a user",
     before("iam:CreateLoginProfile", "{UserName: bob}") + put_user_policy(kDenyAll),
     "the console password: user/bob | sessions opened before: user/bob | new sessions: user/bob"},
    {"everybody in an account",
     event("organizations:AttachPolicy", "{PolicyId: p-stop, TargetId: r-ab12}"),
     "sessions opened before: user/bob role/admin role/node | new sessions: user/bob role/admin "
     "role/node"},
};

TEST_CASE("what steps cost others") {
  for (const Row& row : kRows) {
    INFO(std::string(row.name));
    CHECK(costs(row.events) == row.costs);
  }
}

TEST_CASE("costs are counted for so many principals") {
  std::string users;
  for (std::size_t i = 0; i < Costs::kMostAsked; ++i) {
    users += before("iam:CreateUser", fmt::format("{{UserName: u{}}}", i));
  }
  const std::string step =
      event("organizations:AttachPolicy", "{PolicyId: p-stop, TargetId: r-ab12}");
  CHECK_FALSE(judged(kKey, step, kOrganization).report.costs_cut_short);
  CHECK(judged(kKey, users + step, kOrganization).report.costs_cut_short);
}

}  // namespace
}  // namespace cordon::incident
