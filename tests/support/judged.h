// Incidents in a few lines, judged: one account with a user and two roles, credentials of each
// kind, events to put policies on them, and the verdicts as one line of text.
#pragma once

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "engine/incident/report.h"

namespace cordon::incident {

// An account with a user, a role that trusts the account, and a role of an instance profile.
inline constexpr std::string_view kAccount = R"(
account:
  UserDetailList:
    - UserName: bob
      UserId: AIDAAAAAAAAAAAAAAAAA1
      Arn: arn:aws:iam::111122223333:user/bob
      UserPolicyList:
        - {PolicyName: work, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: ["s3:ListAllMyBuckets", "sts:AssumeRole"], Resource: "*"}}}
  GroupDetailList: []
  RoleDetailList:
    - RoleName: admin
      RoleId: AROAAAAAAAAAAAAAAAAA2
      Arn: arn:aws:iam::111122223333:role/admin
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {AWS: "arn:aws:iam::111122223333:root"}, Action: "sts:AssumeRole"}}
      InstanceProfileList: []
      RolePolicyList:
        - {PolicyName: all, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}}
    - RoleName: node
      RoleId: AROAAAAAAAAAAAAAAAAA3
      Arn: arn:aws:iam::111122223333:role/node
      AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}}
      InstanceProfileList:
        - {InstanceProfileName: node, Arn: "arn:aws:iam::111122223333:instance-profile/node", Roles: []}
      RolePolicyList:
        - {PolicyName: all, PolicyDocument: {Version: "2012-10-17", Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}}
  Policies: []
tolerate: [sts:GetCallerIdentity]
)";

inline constexpr std::string_view kKey =
    "- {id: key, kind: access-key, accessKeyId: AKIAAAAAAAAAAAAAAAAA, principal: "
    "\"arn:aws:iam::111122223333:user/bob\"}\n";
inline constexpr std::string_view kToken =
    "- {id: token, kind: get-session-token, parent: key, principal: "
    "\"arn:aws:iam::111122223333:user/bob\", issuedAt: 2024-01-01T10:00:00Z, duration: 36h}\n";
inline constexpr std::string_view kFederated =
    "- {id: fed, kind: get-federation-token, parent: key, name: eve, issuedAt: "
    "2024-01-01T10:00:00Z, duration: 36h, sessionPolicies: {Version: \"2012-10-17\", Statement: "
    "{Effect: Allow, Action: \"*\", Resource: \"*\"}}}\n";
inline constexpr std::string_view kSession =
    "- {id: session, kind: assume-role, parent: key, principal: "
    "\"arn:aws:sts::111122223333:assumed-role/admin/eve\", issuedAt: 2024-01-01T10:00:00Z, "
    "duration: 12h}\n";
inline constexpr std::string_view kNode =
    "- {id: node, kind: instance-profile, principal: \"arn:aws:iam::111122223333:role/node\", "
    "issuedAt: 2024-01-01T10:00:00Z, renews: true}\n";

inline constexpr std::string_view kDenyAll =
    "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\"}}";
inline constexpr std::string_view kDenyOld =
    "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
    "Condition: {DateLessThan: {\"aws:TokenIssueTime\": \"2024-01-01T12:00:00Z\"}}}}";
inline constexpr std::string_view kDenyOldIfExists =
    "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
    "Condition: {DateLessThanIfExists: {\"aws:TokenIssueTime\": \"2024-01-01T12:00:00Z\"}}}}";
inline constexpr std::string_view kDenyNew =
    "{Version: \"2012-10-17\", Statement: {Effect: Deny, Action: \"*\", Resource: \"*\", "
    "Condition: {DateGreaterThan: {\"aws:TokenIssueTime\": \"2024-01-01T12:00:00Z\"}}}}";

inline std::string event(std::string_view call, std::string_view parameters,
                         std::string_view at = "2024-01-01T12:00:00Z") {
  return fmt::format("- {{at: {}, call: {}, parameters: {}}}\n", at, call, parameters);
}
inline std::string put_user_policy(std::string_view document) {
  return event("iam:PutUserPolicy",
               fmt::format("{{UserName: bob, PolicyName: stop, PolicyDocument: {}}}", document));
}
inline std::string put_role_policy(std::string_view role, std::string_view document) {
  return event(
      "iam:PutRolePolicy",
      fmt::format("{{RoleName: {}, PolicyName: stop, PolicyDocument: {}}}", role, document));
}

struct Judged {
  IncidentResult read;
  Report report;
};

inline Judged judged(std::string_view credentials, std::string_view events,
                     std::string_view more = "") {
  std::string text = fmt::format("{}{}credentials:\n{}", kAccount, more, credentials);
  if (!events.empty()) text += fmt::format("events:\n{}", events);
  const LoadFile no_files = [](std::string_view path) -> std::expected<SourcePtr, Error> {
    return std::unexpected(Error{std::string(path)});
  };
  Judged result{read_incident(std::make_shared<Source>("incident.yaml", text), no_files), {}};
  for (const Diagnostic& diagnostic : result.read.diagnostics) INFO(to_line(diagnostic));
  REQUIRE(result.read.usable);
  result.report = judge(result.read.incident);
  return result;
}

// `token: live 12:00 residual 22:00 dead`: the verdict at the start, then each change with its
// time.
inline std::string line(const CredentialReport& credential) {
  std::string text = credential.credential->id + ":";
  for (const Stretch& stretch : credential.timeline) {
    if (&stretch != &credential.timeline.front()) {
      const bool next_day = to_string(stretch.from).substr(8, 2) != "01";
      text += fmt::format(" {}{}", next_day ? "+" : "", to_string(stretch.from).substr(11, 5));
    }
    text += fmt::format(" {}", to_string(stretch.what.verdict));
  }
  return text;
}

inline std::string lines(const Report& report) {
  std::string text;
  for (const CredentialReport& credential : report.credentials) {
    text += (text.empty() ? "" : " | ") + line(credential);
  }
  return text;
}

}  // namespace cordon::incident
