// Inline and managed policies, boundaries.
#include <array>

#include "doctest/doctest.h"
#include "tests/incident/event_rows.h"
#include "tests/incident/event_world.h"

namespace cordon::incident {
namespace {

constexpr auto kRows = std::to_array<EventRow>({
    {"iam:PutUserPolicy",
     "UserName: carl, PolicyName: own, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "changed: inline policy `own` of user `carl` is stored",
     "+ user carl inline(own @1: Deny * *) attached(arn:aws:iam::111122223333:policy/read) "
     "boundary(arn:aws:iam::111122223333:policy/read) tags(team=red)"},
    {"iam:PutUserPolicy",
     R"(UserName: bob, PolicyName: new, PolicyDocument: '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}')",
     "changed: inline policy `new` of user `bob` is stored", "+ user bob inline(new @1: Deny * *)"},
    {"iam:PutUserPolicy",
     "UserName: nobody, PolicyName: new, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "same: there is no user `nobody` in account 111122223333", ""},
    {"iam:DeleteUserPolicy", "UserName: carl, PolicyName: own",
     "changed: inline policy `own` of user `carl` is deleted",
     "+ user carl attached(arn:aws:iam::111122223333:policy/read) "
     "boundary(arn:aws:iam::111122223333:policy/read) tags(team=red)"},
    {"iam:DeleteUserPolicy", "UserName: bob, PolicyName: own",
     "same: user `bob` has no inline policy `own`", ""},
    {"iam:AttachUserPolicy", "UserName: bob, PolicyArn: 'arn:aws:iam::111122223333:policy/spare'",
     "changed: policy arn:aws:iam::111122223333:policy/spare is attached to user `bob`",
     "+ user bob attached(arn:aws:iam::111122223333:policy/spare)"},
    {"iam:AttachUserPolicy", "UserName: carl, PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "same: policy arn:aws:iam::111122223333:policy/read is attached to user `carl` already", ""},
    {"iam:DetachUserPolicy", "UserName: carl, PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "changed: policy arn:aws:iam::111122223333:policy/read is detached from user `carl`",
     "+ user carl inline(own: Allow s3:* *) boundary(arn:aws:iam::111122223333:policy/read) "
     "tags(team=red)"},
    {"iam:DetachUserPolicy", "UserName: bob, PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "same: policy arn:aws:iam::111122223333:policy/read is not attached to user `bob`", ""},
    {"iam:PutGroupPolicy",
     "GroupName: devs, PolicyName: own, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "changed: inline policy `own` of group `devs` is stored",
     "+ group devs inline(own @1: Deny * *) attached(arn:aws:iam::aws:policy/AWSDenyAll)"},
    {"iam:PutGroupPolicy",
     R"(GroupName: ops, PolicyName: new, PolicyDocument: '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}')",
     "changed: inline policy `new` of group `ops` is stored",
     "+ group ops inline(new @1: Deny * *)"},
    {"iam:PutGroupPolicy",
     "GroupName: nobody, PolicyName: new, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "same: there is no group `nobody` in account 111122223333", ""},
    {"iam:DeleteGroupPolicy", "GroupName: devs, PolicyName: own",
     "changed: inline policy `own` of group `devs` is deleted",
     "+ group devs attached(arn:aws:iam::aws:policy/AWSDenyAll)"},
    {"iam:DeleteGroupPolicy", "GroupName: ops, PolicyName: own",
     "same: group `ops` has no inline policy `own`", ""},
    {"iam:AttachGroupPolicy", "GroupName: ops, PolicyArn: 'arn:aws:iam::111122223333:policy/spare'",
     "changed: policy arn:aws:iam::111122223333:policy/spare is attached to group `ops`",
     "+ group ops attached(arn:aws:iam::111122223333:policy/spare)"},
    {"iam:AttachGroupPolicy", "GroupName: devs, PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll'",
     "same: policy arn:aws:iam::aws:policy/AWSDenyAll is attached to group `devs` already", ""},
    {"iam:DetachGroupPolicy", "GroupName: devs, PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll'",
     "changed: policy arn:aws:iam::aws:policy/AWSDenyAll is detached from group `devs`",
     "+ group devs inline(own: Allow ec2:* *)"},
    {"iam:DetachGroupPolicy", "GroupName: ops, PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "same: policy arn:aws:iam::111122223333:policy/read is not attached to group `ops`", ""},
    {"iam:PutRolePolicy",
     "RoleName: app, PolicyName: own, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "changed: inline policy `own` of role `app` is stored",
     "+ role app AROA1 inline(own @1: Deny * *) attached(arn:aws:iam::111122223333:policy/read) "
     "trust(Allow[Service ec2.amazonaws.com] sts:AssumeRole) "
     "boundary(arn:aws:iam::111122223333:policy/read) tags(team=red) max 3600s"},
    {"iam:PutRolePolicy",
     R"(RoleName: plain, PolicyName: new, PolicyDocument: '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}')",
     "changed: inline policy `new` of role `plain` is stored",
     "+ role plain inline(new @1: Deny * *) trust(Allow[AWS 111122223333] sts:AssumeRole)"},
    {"iam:PutRolePolicy",
     "RoleName: nobody, PolicyName: new, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "same: there is no role `nobody` in account 111122223333", ""},
    {"iam:DeleteRolePolicy", "RoleName: app, PolicyName: own",
     "changed: inline policy `own` of role `app` is deleted",
     "+ role app AROA1 attached(arn:aws:iam::111122223333:policy/read) trust(Allow[Service "
     "ec2.amazonaws.com] sts:AssumeRole) boundary(arn:aws:iam::111122223333:policy/read) "
     "tags(team=red) max 3600s"},
    {"iam:DeleteRolePolicy", "RoleName: plain, PolicyName: own",
     "same: role `plain` has no inline policy `own`", ""},
    {"iam:AttachRolePolicy", "RoleName: plain, PolicyArn: 'arn:aws:iam::111122223333:policy/spare'",
     "changed: policy arn:aws:iam::111122223333:policy/spare is attached to role `plain`",
     "+ role plain attached(arn:aws:iam::111122223333:policy/spare) trust(Allow[AWS 111122223333] "
     "sts:AssumeRole)"},
    {"iam:AttachRolePolicy", "RoleName: app, PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "same: policy arn:aws:iam::111122223333:policy/read is attached to role `app` already", ""},
    {"iam:DetachRolePolicy", "RoleName: app, PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "changed: policy arn:aws:iam::111122223333:policy/read is detached from role `app`",
     "+ role app AROA1 inline(own: Allow s3:* *) trust(Allow[Service ec2.amazonaws.com] "
     "sts:AssumeRole) boundary(arn:aws:iam::111122223333:policy/read) tags(team=red) max 3600s"},
    {"iam:DetachRolePolicy", "RoleName: plain, PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "same: policy arn:aws:iam::111122223333:policy/read is not attached to role `plain`", ""},
    {"iam:PutUserPolicy",
     "UserName: bob, PolicyName: bad, PolicyDocument: {Statement: {Effect: deny}}",
     "changed: inline policy `bad` of user `bob` is stored; the document can't be read: what it "
     "says is unknown",
     "+ user bob inline(bad @1: unreadable)"},
    {"iam:PutRolePolicy",
     "RoleName: AWSReservedSSO_Admin_0123456789abcdef, PolicyName: AWSRevokeOlderSessions, "
     "PolicyDocument: {Statement: {Effect: Deny, Action: '*', Resource: '*'}}",
     "same: role `AWSReservedSSO_Admin_0123456789abcdef` belongs to IAM Identity Center: it "
     "changes only through its permission set",
     ""},
    {"iam:PutUserPolicy", "UserName: bob, PolicyName: new",
     "same: `iam:PutUserPolicy` needs `PolicyDocument`", ""},
    {"iam:AttachUserPolicy",
     "UserName: bob, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess'",
     "changed: policy arn:aws:iam::aws:policy/AdministratorAccess is attached to user `bob`; its "
     "document is not in the snapshot's `Policies`: what it says is unknown",
     "+ user bob attached(arn:aws:iam::aws:policy/AdministratorAccess)"},
    {"iam:AttachUserPolicy", "UserName: bob, PolicyArn: 'arn:aws:iam::999999999999:policy/read'",
     "same: `arn:aws:iam::999999999999:policy/read` is a policy of another account: AWS refuses it",
     ""},
    {"iam:AttachUserPolicy", "UserName: bob, PolicyArn: read",
     "same: `read` is not the ARN of a managed policy", ""},
    {"iam:PutUserPermissionsBoundary",
     "UserName: bob, PermissionsBoundary: 'arn:aws:iam::aws:policy/AWSDenyAll'",
     "changed: policy arn:aws:iam::aws:policy/AWSDenyAll is the boundary of user `bob`",
     "+ user bob boundary(arn:aws:iam::aws:policy/AWSDenyAll)"},
    {"iam:PutUserPermissionsBoundary",
     "UserName: carl, PermissionsBoundary: 'arn:aws:iam::111122223333:policy/read'",
     "same: policy arn:aws:iam::111122223333:policy/read is the boundary of user `carl` already",
     ""},
    {"iam:PutUserPermissionsBoundary",
     "UserName: carl, PermissionsBoundary: 'arn:aws:iam::111122223333:role/app'",
     "same: `arn:aws:iam::111122223333:role/app` is not the ARN of a managed policy", ""},
    {"iam:PutRolePermissionsBoundary",
     "RoleName: plain, PermissionsBoundary: 'arn:aws:iam::aws:policy/Unknown'",
     "changed: policy arn:aws:iam::aws:policy/Unknown is the boundary of role `plain`; its "
     "document is not in the snapshot's `Policies`: what it says is unknown",
     "+ role plain trust(Allow[AWS 111122223333] sts:AssumeRole) "
     "boundary(arn:aws:iam::aws:policy/Unknown)"},
    {"iam:PutRolePermissionsBoundary",
     "RoleName: app, PermissionsBoundary: 'arn:aws:iam::111122223333:policy/read'",
     "same: policy arn:aws:iam::111122223333:policy/read is the boundary of role `app` already",
     ""},
    {"iam:DeleteUserPermissionsBoundary", "UserName: carl",
     "changed: user `carl` has no permissions boundary any more",
     "+ user carl inline(own: Allow s3:* *) attached(arn:aws:iam::111122223333:policy/read) "
     "tags(team=red)"},
    {"iam:DeleteUserPermissionsBoundary", "UserName: bob",
     "same: user `bob` has no permissions boundary", ""},
    {"iam:DeleteRolePermissionsBoundary", "RoleName: app",
     "changed: role `app` has no permissions boundary any more",
     "+ role app AROA1 inline(own: Allow s3:* *) attached(arn:aws:iam::111122223333:policy/read) "
     "trust(Allow[Service ec2.amazonaws.com] sts:AssumeRole) tags(team=red) max 3600s"},
    {"iam:DeleteRolePermissionsBoundary", "RoleName: plain",
     "same: role `plain` has no permissions boundary", ""},
    {"iam:CreatePolicy",
     "PolicyName: new, Path: /x/, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "changed: policy arn:aws:iam::111122223333:policy/x/new is created",
     "+ policy arn:aws:iam::111122223333:policy/x/new default v1 v1(Deny * *)"},
    {"iam:CreatePolicy",
     "PolicyName: read, PolicyDocument: {Statement: {Effect: Deny, Action: '*', Resource: '*'}}",
     "same: policy arn:aws:iam::111122223333:policy/read is there already", ""},
    {"iam:PutUserPolicy",
     "UserName: bob, PolicyName: 'a b', PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "same: AWS refuses it: `PolicyName` has characters other than letters, digits and `_+=,.@-`",
     ""},
    {"iam:PutUserPolicy",
     "UserName: bob, PolicyName: p, PolicyDocument: {Statement: {Effect: Deny, Action: '*', "
     "Resource: ['*', foo]}}",
     "same: AWS refuses it: the resource `foo` is neither an ARN nor `*`", ""},
    {"iam:CreatePolicy",
     "PolicyName: p, PolicyDocument: {Statement: {Effect: Deny, Action: '*', NotResource: foo}}",
     "same: AWS refuses it: the resource `foo` is neither an ARN nor `*`", ""},
    {"iam:DeletePolicy", "PolicyArn: 'arn:aws:iam::111122223333:policy/spare'",
     "changed: policy arn:aws:iam::111122223333:policy/spare is deleted",
     "- policy arn:aws:iam::111122223333:policy/spare"},
    {"iam:DeletePolicy", "PolicyArn: 'arn:aws:iam::111122223333:policy/read'",
     "changed: policy arn:aws:iam::111122223333:policy/read is deleted; AWS demands that it be "
     "detached everywhere first",
     "- policy arn:aws:iam::111122223333:policy/read | + user carl inline(own: Allow s3:* *) "
     "tags(team=red) | + role app AROA1 inline(own: Allow s3:* *) trust(Allow[Service "
     "ec2.amazonaws.com] sts:AssumeRole) tags(team=red) max 3600s"},
    {"iam:DeletePolicy", "PolicyArn: 'arn:aws:iam::111122223333:policy/reed'",
     "same: there is no managed policy `arn:aws:iam::111122223333:policy/reed` in account "
     "111122223333, but there is `arn:aws:iam::111122223333:policy/read`",
     ""},
    {"iam:DeletePolicy", "PolicyArn: 'arn:aws:iam::aws:policy/AWSDenyAll'",
     "same: policy arn:aws:iam::aws:policy/AWSDenyAll is AWS's own: nobody else changes it", ""},
    {"iam:CreatePolicyVersion",
     "PolicyArn: 'arn:aws:iam::111122223333:policy/read', SetAsDefault: true, PolicyDocument: "
     "{Statement: {Effect: Deny, Action: '*', Resource: '*'}}",
     "changed: version v3 of policy arn:aws:iam::111122223333:policy/read is stored and in force",
     "+ policy arn:aws:iam::111122223333:policy/read default v3 v1(Allow s3:Get* *) v2(Allow "
     "s3:List* *) v3(Deny * *)"},
    {"iam:CreatePolicyVersion",
     "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v7, PolicyDocument: "
     "{Statement: {Effect: Deny, Action: '*', Resource: '*'}}",
     "changed: version v7 of policy arn:aws:iam::111122223333:policy/read is stored; it is not in "
     "force",
     "+ policy arn:aws:iam::111122223333:policy/read default v2 v1(Allow s3:Get* *) v2(Allow "
     "s3:List* *) v7(Deny * *)"},
    {"iam:CreatePolicyVersion",
     "PolicyArn: 'arn:aws:iam::111122223333:policy/spare', PolicyDocument: {Statement: {Effect: "
     "Deny, Action: '*', Resource: '*'}}",
     "changed: version v10 of policy arn:aws:iam::111122223333:policy/spare is stored; it is not "
     "in force; AWS demands that one of its five versions be deleted first",
     "+ policy arn:aws:iam::111122223333:policy/spare default v9 v10(Deny * *) v5(Deny * *) "
     "v6(Deny * *) v7(Deny * *) v8(Deny * *) v9(Deny * *)"},
    {"iam:CreatePolicyVersion",
     "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v1, PolicyDocument: "
     "{Statement: {Effect: Deny, Action: '*', Resource: '*'}}",
     "same: policy arn:aws:iam::111122223333:policy/read has a version v1 already", ""},
    {"iam:DeletePolicyVersion", "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v1",
     "changed: version v1 of policy arn:aws:iam::111122223333:policy/read is deleted; it was not "
     "in force",
     "+ policy arn:aws:iam::111122223333:policy/read default v2 v2(Allow s3:List* *)"},
    {"iam:DeletePolicyVersion", "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v2",
     "same: AWS refuses to delete version v2 of policy arn:aws:iam::111122223333:policy/read: it "
     "is in force",
     ""},
    {"iam:DeletePolicyVersion", "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v3",
     "same: policy arn:aws:iam::111122223333:policy/read has no version v3", ""},
    {"iam:SetDefaultPolicyVersion",
     "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v1",
     "changed: version v1 of policy arn:aws:iam::111122223333:policy/read is in force",
     "+ policy arn:aws:iam::111122223333:policy/read default v1 v1(Allow s3:Get* *) v2(Allow "
     "s3:List* *)"},
    {"iam:SetDefaultPolicyVersion",
     "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v2",
     "same: version v2 of policy arn:aws:iam::111122223333:policy/read is in force already", ""},
    {"iam:SetDefaultPolicyVersion",
     "PolicyArn: 'arn:aws:iam::111122223333:policy/read', VersionId: v3",
     "same: policy arn:aws:iam::111122223333:policy/read has no version v3", ""},
});

TEST_CASE("events: inline and managed policies, boundaries") {
  const World world = event_world();
  for (const EventRow& row : kRows) {
    CAPTURE(row.call);
    CAPTURE(row.parameters);
    const EventEffect effect = effect_of(world, row);
    CHECK(effect.outcome == row.outcome);
    CHECK(effect.difference == row.difference);
  }
}

}  // namespace

std::span<const EventRow> iam_policy_rows() { return kRows; }

}  // namespace cordon::incident
