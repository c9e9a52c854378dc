// The small world that the rows of event_rows.h are applied to.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/incident/events/event.h"
#include "tests/incident/event_rows.h"
#include "tests/support/incident_dump.h"

namespace cordon::incident {

inline constexpr std::string_view kEventAccount = R"(
UserDetailList:
- UserName: alice
  UserId: AIDA1
  Arn: arn:aws:iam::111122223333:user/alice
  GroupList: [devs]
- UserName: bob
- UserName: carl
  UserPolicyList:
  - {PolicyName: own, PolicyDocument: {Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}}
  AttachedManagedPolicies: [{PolicyArn: "arn:aws:iam::111122223333:policy/read"}]
  PermissionsBoundary: {PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/read"}
  Tags: [{Key: team, Value: red}]
GroupDetailList:
- GroupName: devs
  AttachedManagedPolicies: [{PolicyArn: "arn:aws:iam::aws:policy/AWSDenyAll"}]
  GroupPolicyList:
  - {PolicyName: own, PolicyDocument: {Statement: {Effect: Allow, Action: "ec2:*", Resource: "*"}}}
- GroupName: ops
RoleDetailList:
- RoleName: app
  RoleId: AROA1
  MaxSessionDuration: 3600
  AssumeRolePolicyDocument:
    {Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com}, Action: "sts:AssumeRole"}}
  RolePolicyList:
  - {PolicyName: own, PolicyDocument: {Statement: {Effect: Allow, Action: "s3:*", Resource: "*"}}}
  AttachedManagedPolicies: [{PolicyArn: "arn:aws:iam::111122223333:policy/read"}]
  PermissionsBoundary: {PermissionsBoundaryArn: "arn:aws:iam::111122223333:policy/read"}
  InstanceProfileList: [{InstanceProfileName: app}]
  Tags: [{Key: team, Value: red}]
- RoleName: plain
  AssumeRolePolicyDocument:
    {Statement: {Effect: Allow, Principal: {AWS: "111122223333"}, Action: "sts:AssumeRole"}}
- RoleName: AWSServiceRoleForSupport
  Path: /aws-service-role/support.amazonaws.com/
  AssumeRolePolicyDocument:
    {Statement: {Effect: Allow, Principal: {Service: support.amazonaws.com}, Action: "sts:AssumeRole"}}
- RoleName: AWSReservedSSO_Admin_0123456789abcdef
  Path: /aws-reserved/sso.amazonaws.com/
  AssumeRolePolicyDocument:
    {Statement: {Effect: Allow, Principal: {Federated: "arn:aws:iam::111122223333:saml-provider/s"},
                 Action: "sts:AssumeRoleWithSAML"}}
Policies:
- Arn: arn:aws:iam::111122223333:policy/read
  DefaultVersionId: v2
  PolicyVersionList:
  - {VersionId: v1, Document: {Statement: {Effect: Allow, Action: "s3:Get*", Resource: "*"}}}
  - {VersionId: v2, Document: {Statement: {Effect: Allow, Action: "s3:List*", Resource: "*"}}}
- Arn: arn:aws:iam::111122223333:policy/spare
  DefaultVersionId: v9
  PolicyVersionList:
  - {VersionId: v5, Document: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
  - {VersionId: v6, Document: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
  - {VersionId: v7, Document: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
  - {VersionId: v8, Document: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
  - {VersionId: v9, Document: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
- Arn: arn:aws:iam::aws:policy/AWSDenyAll
  DefaultVersionId: v2
  PolicyVersionList:
  - {VersionId: v2, Document: {Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
AccessKeyMetadata:
- {UserName: alice, AccessKeyId: AKIA1, Status: Active}
- {UserName: alice, AccessKeyId: AKIA2, Status: Inactive}
LoginProfiles: [{UserName: alice}]
)";

inline constexpr std::string_view kEventOrganization = R"(
managementAccount: "999999999999"
policies:
  p-deny: {type: scp, document: {Version: 2012-10-17, Statement: {Effect: Deny, Action: "*", Resource: "*"}}}
  p-guard:
    type: rcp
    document: {Version: 2012-10-17, Statement: {Effect: Deny, Principal: "*", Action: "s3:*", Resource: "*"}}
targets:
  r-1: {policies: [p-FullAWSAccess, p-RCPFullAWSAccess]}
  ou-1: {parent: r-1, policies: [p-FullAWSAccess, p-guard]}
  "111122223333": {parent: r-1, policies: [p-FullAWSAccess, p-deny]}
  "999999999999": {parent: r-1, policies: [p-FullAWSAccess]}
)";

// ARN, and what its one statement allows.
inline constexpr std::string_view kEventResources[][2] = {
    {"arn:aws:s3:::b", "s3:*"},
    {"arn:aws:kms:eu-west-1:111122223333:key/k", "kms:*"},
    {"arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf", "secretsmanager:*"},
    {"arn:aws:lambda:eu-west-1:111122223333:function:f", "lambda:InvokeFunction"},
    {"arn:aws:lambda:eu-west-1:999999999999:function:g", "lambda:InvokeFunction"},
};

inline World event_world() {
  World world;
  const JsonPtr account = test::tree_of(kEventAccount);
  world.accounts.emplace("111122223333", read_account(account, test::root_of(account), "").account);
  world.accounts.begin()->second.instance_profiles.emplace(
      "spare", InstanceProfile{"spare", "arn:aws:iam::111122223333:instance-profile/spare", {}});
  const JsonPtr organization = test::tree_of(kEventOrganization);
  world.organization = read_organization(organization, test::root_of(organization)).organization;
  for (const auto& [arn, action] : kEventResources) {
    const JsonPtr tree =
        test::tree_of(fmt::format("{{arn: '{}', policy: {{Version: 2012-10-17, Statement: {{Sid: "
                                  "one, Effect: Allow, Principal: "
                                  "'*', Action: '{}', Resource: '{}'}}}}}}",
                                  arn, action, arn));
    world.resources.push_back(*read_resource_policy(tree, test::root_of(tree)).resource);
  }
  return world;
}

/// One event of account 111122223333; `parameters` is YAML, inside of braces.
inline EventsResult one_event(std::string_view call, std::string_view parameters) {
  const JsonPtr tree = test::tree_of(fmt::format(
      "[{{at: 2017-08-15T12:00:00Z, call: {}, parameters: {{{}}}}}]", call, parameters));
  return read_events(tree, test::root_of(tree), "111122223333");
}

struct EventEffect {
  std::string outcome;
  std::string difference;
};

/// What the row's event does to the world.
inline EventEffect effect_of(const World& world, const EventRow& row) {
  const Applied applied = apply(world, one_event(row.call, row.parameters).events.at(0));
  return {fmt::format("{}: {}", applied.changed ? "changed" : "same", applied.why),
          test::difference(test::dump(world), test::dump(applied.world))};
}

}  // namespace cordon::incident
