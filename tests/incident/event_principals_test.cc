// Users, groups, roles and instance profiles.
#include <array>

#include "doctest/doctest.h"
#include "tests/incident/event_rows.h"
#include "tests/incident/event_world.h"

namespace cordon::incident {
namespace {

constexpr auto kRows = std::to_array<EventRow>({
    {"iam:CreateUser", "UserName: new", "changed: user `new` is created",
     "+ user new @1 keys() no-password"},
    {"iam:CreateUser",
     "UserName: new, UserId: AIDA9, Path: /x/, PermissionsBoundary: arn, Tags: [{Key: a, Value: "
     "b}]",
     "changed: user `new` is created",
     "+ user new /x/ AIDA9 @1 boundary(arn) tags(a=b) keys() no-password"},
    {"iam:CreateUser", "UserName: alice", "same: user `alice` is there already", ""},
    {"iam:DeleteUser", "UserName: alice",
     "changed: user `alice` is deleted; AWS demands that these be removed first: access keys, "
     "console password, group memberships",
     "- user alice"},
    {"iam:DeleteUser", "UserName: carl",
     "changed: user `carl` is deleted; AWS demands that these be removed first: inline policies, "
     "attached policies",
     "- user carl"},
    {"iam:DeleteUser", "UserName: bob", "changed: user `bob` is deleted", "- user bob"},
    {"iam:DeleteUser", "UserName: Alice",
     "same: there is no user `Alice` in account 111122223333, but there is `alice`", ""},
    {"iam:UpdateUser", "UserName: alice, NewUserName: eve, NewPath: /e/",
     "changed: user `alice` is now `/e/eve`; its keys, sessions and policies go with it",
     "- user alice | + user eve /e/ AIDA1 once(alice) groups(devs) keys(AKIA1,AKIA2 off) password"},
    {"iam:UpdateUser", "UserName: alice, NewUserName: bob", "same: user `bob` is there already",
     ""},
    {"iam:UpdateUser", "UserName: alice", "same: user `alice` stays as it is", ""},
    {"iam:UpdateUser", "UserName: nobody, NewPath: /e/",
     "same: there is no user `nobody` in account 111122223333", ""},
    {"iam:CreateAccessKey", "UserName: alice, AccessKeyId: AKIA9",
     "changed: user `alice` has access key AKIA9",
     "+ user alice AIDA1 groups(devs) keys(AKIA1,AKIA2 off,AKIA9) password"},
    {"iam:CreateAccessKey", "UserName: alice",
     "changed: user `alice` has another access key; its id was not told",
     "+ user alice AIDA1 groups(devs) keys among others(AKIA1,AKIA2 off) password"},
    {"iam:CreateAccessKey", "UserName: alice, AccessKeyId: AKIA2",
     "same: user `alice` has access key AKIA2 already", ""},
    {"iam:UpdateAccessKey", "UserName: alice, AccessKeyId: AKIA1, Status: Inactive",
     "changed: access key AKIA1 of user `alice` is inactive",
     "+ user alice AIDA1 groups(devs) keys(AKIA1 off,AKIA2 off) password"},
    {"iam:UpdateAccessKey", "AccessKeyId: AKIA2, Status: Active",
     "changed: access key AKIA2 of user `alice` is active",
     "+ user alice AIDA1 groups(devs) keys(AKIA1,AKIA2) password"},
    {"iam:UpdateAccessKey", "AccessKeyId: AKIA2, Status: Inactive",
     "same: access key AKIA2 of user `alice` is inactive already", ""},
    {"iam:UpdateAccessKey", "AccessKeyId: AKIA2, Status: inactive",
     "same: `Status` has to be `Active` or `Inactive`, not `inactive`", ""},
    {"iam:DeleteAccessKey", "UserName: alice, AccessKeyId: AKIA1",
     "changed: access key AKIA1 of user `alice` is deleted",
     "+ user alice AIDA1 groups(devs) keys(AKIA2 off) password"},
    {"iam:DeleteAccessKey", "AccessKeyId: AKIA1",
     "changed: access key AKIA1 of user `alice` is deleted",
     "+ user alice AIDA1 groups(devs) keys(AKIA2 off) password"},
    {"iam:DeleteAccessKey", "userName: alice, accessKeyId: AKIA1",
     "changed: access key AKIA1 of user `alice` is deleted",
     "+ user alice AIDA1 groups(devs) keys(AKIA2 off) password"},
    {"iam:DeleteAccessKey", "UserName: bob, AccessKeyId: AKIA1",
     "same: access key AKIA1 belongs to user `alice`, not to `bob`", ""},
    {"iam:DeleteAccessKey", "UserName: bob, AccessKeyId: AKIA7",
     "same: access key AKIA7 is not known to belong to a user of account 111122223333", ""},
    {"iam:CreateLoginProfile", "UserName: bob, Password: hush",
     "changed: user `bob` has a console password", "+ user bob password @1"},
    {"iam:CreateLoginProfile", "UserName: alice",
     "same: user `alice` has a console password already", ""},
    {"iam:UpdateLoginProfile", "UserName: alice, Password: hush",
     "changed: the console password of user `alice` is replaced; open sessions go on",
     "+ user alice AIDA1 groups(devs) keys(AKIA1,AKIA2 off) password @1"},
    {"iam:UpdateLoginProfile", "UserName: alice, PasswordResetRequired: true",
     "same: without `Password` the password of user `alice` stays (any text will do: it is not "
     "read)",
     ""},
    {"iam:DeleteLoginProfile", "UserName: alice",
     "changed: the console password of user `alice` is deleted; open sessions go on",
     "+ user alice AIDA1 groups(devs) keys(AKIA1,AKIA2 off) no-password"},
    {"iam:DeleteLoginProfile", "UserName: bob",
     "changed: the console password of user `bob` is deleted; open sessions go on",
     "+ user bob no-password"},
    {"iam:DeleteLoginProfile", "UserName: nobody",
     "same: there is no user `nobody` in account 111122223333", ""},
    {"iam:CreateGroup", "GroupName: new, Path: /g/, GroupId: AGPA9",
     "changed: group `new` is created", "+ group new /g/ AGPA9 @1"},
    {"iam:CreateGroup", "GroupName: devs", "same: group `devs` is there already", ""},
    {"iam:DeleteGroup", "GroupName: devs",
     "changed: group `devs` is deleted; AWS demands that its members be removed first",
     "- group devs | + user alice AIDA1 keys(AKIA1,AKIA2 off) password"},
    {"iam:DeleteGroup", "GroupName: ops", "changed: group `ops` is deleted", "- group ops"},
    {"iam:DeleteGroup", "GroupName: op",
     "same: there is no group `op` in account 111122223333, but there is `ops`", ""},
    {"iam:UpdateGroup", "GroupName: devs, NewGroupName: old, NewPath: /o/",
     "changed: group `devs` is now `/o/old`; its members and policies go with it",
     "- group devs | + user alice AIDA1 groups(old) keys(AKIA1,AKIA2 off) password | + group old "
     "/o/ inline(own: Allow ec2:* *) attached(arn:aws:iam::aws:policy/AWSDenyAll)"},
    {"iam:UpdateGroup", "GroupName: devs, NewGroupName: ops", "same: group `ops` is there already",
     ""},
    {"iam:UpdateGroup", "GroupName: devs, NewPath: /", "same: group `devs` stays as it is", ""},
    {"iam:AddUserToGroup", "UserName: bob, GroupName: devs",
     "changed: user `bob` is in group `devs`", "+ user bob groups(devs)"},
    {"iam:AddUserToGroup", "UserName: alice, GroupName: devs",
     "same: user `alice` is in group `devs` already", ""},
    {"iam:AddUserToGroup", "UserName: alice, GroupName: none",
     "same: there is no group `none` in account 111122223333", ""},
    {"iam:AddUserToGroup", "UserName: nobody, GroupName: devs",
     "same: there is no user `nobody` in account 111122223333", ""},
    {"iam:RemoveUserFromGroup", "UserName: alice, GroupName: devs",
     "changed: user `alice` is out of group `devs`",
     "+ user alice AIDA1 keys(AKIA1,AKIA2 off) password"},
    {"iam:RemoveUserFromGroup", "UserName: bob, GroupName: devs",
     "same: user `bob` is not in group `devs`", ""},
    {"iam:TagUser", "UserName: carl, Tags: [{Key: team, Value: blue}, {Key: a, Value: b}]",
     "changed: tags of user `carl` are set",
     "+ user carl inline(own: Allow s3:* *) attached(arn:aws:iam::111122223333:policy/read) "
     "boundary(arn:aws:iam::111122223333:policy/read) tags(team=blue,a=b)"},
    {"iam:TagUser", "UserName: carl, Tags: [{Key: team, Value: red}]",
     "same: user `carl` has these tags already", ""},
    {"iam:UntagUser", "UserName: carl, TagKeys: [team, other]",
     "changed: tags of user `carl` are removed",
     "+ user carl inline(own: Allow s3:* *) attached(arn:aws:iam::111122223333:policy/read) "
     "boundary(arn:aws:iam::111122223333:policy/read)"},
    {"iam:UntagUser", "UserName: bob, TagKeys: [team]", "same: user `bob` has no such tag", ""},
    {"iam:TagRole", "RoleName: plain, Tags: [{Key: team, Value: blue}]",
     "changed: tags of role `plain` are set",
     "+ role plain trust(Allow[AWS 111122223333] sts:AssumeRole) tags(team=blue)"},
    {"iam:TagRole", "RoleName: app, Tags: [{Key: team, Value: red}]",
     "same: role `app` has these tags already", ""},
    {"iam:UntagRole", "RoleName: app, TagKeys: [team]", "changed: tags of role `app` are removed",
     "+ role app AROA1 inline(own: Allow s3:* *) attached(arn:aws:iam::111122223333:policy/read) "
     "trust(Allow[Service ec2.amazonaws.com] sts:AssumeRole) "
     "boundary(arn:aws:iam::111122223333:policy/read) max 3600s"},
    {"iam:UntagRole", "RoleName: plain, TagKeys: [team]", "same: role `plain` has no such tag", ""},
    {"iam:CreateRole",
     "RoleName: new, AssumeRolePolicyDocument: {Statement: {Effect: Allow, Principal: '*', Action: "
     "'sts:*'}}",
     "changed: role `new` is created", "+ role new @1 trust(Allow[* *] sts:* @1) max 3600s"},
    {"iam:CreateRole",
     "RoleName: new, RoleId: AROA9, Path: /x/, MaxSessionDuration: 43200, PermissionsBoundary: "
     "arn, Description: d, Tags: [{Key: a, Value: b}], AssumeRolePolicyDocument: nonsense",
     "changed: role `new` is created; the document can't be read: what it says is unknown",
     "+ role new /x/ AROA9 @1 trust(unreadable @1) boundary(arn) tags(a=b) max 43200s"},
    {"iam:CreateRole", "RoleName: app, AssumeRolePolicyDocument: {}",
     "same: role `app` is there already", ""},
    {"iam:DeleteRole", "RoleName: app",
     "changed: role `app` is deleted; AWS demands that its policies and instance profiles be "
     "removed first",
     "- role app | + profile app roles()"},
    {"iam:DeleteRole", "RoleName: plain", "changed: role `plain` is deleted", "- role plain"},
    {"iam:DeleteRole", "RoleName: plane",
     "same: there is no role `plane` in account 111122223333, but there is `plain`", ""},
    {"iam:DeleteRole", "RoleName: AWSServiceRoleForSupport",
     "same: role `AWSServiceRoleForSupport` is a service-linked role: AWS lets nobody change it",
     ""},
    {"iam:DeleteRole", "RoleName: AWSReservedSSO_Admin_0123456789abcdef",
     "same: role `AWSReservedSSO_Admin_0123456789abcdef` belongs to IAM Identity Center: it "
     "changes only through its permission set",
     ""},
    {"iam:UpdateAssumeRolePolicy",
     "RoleName: plain, PolicyDocument: {Statement: {Effect: Deny, Principal: '*', Action: "
     "'sts:*'}}",
     "changed: the trust policy of role `plain` is replaced; open sessions go on",
     "+ role plain trust(Deny[* *] sts:* @1)"},
    {"iam:UpdateAssumeRolePolicy", "RoleName: plain, PolicyDocument: '%7B'",
     "changed: the trust policy of role `plain` is replaced; open sessions go on; the document "
     "can't be read: what it says is unknown",
     "+ role plain trust(unreadable @1)"},
    {"iam:UpdateAssumeRolePolicy", "RoleName: AWSServiceRoleForSupport, PolicyDocument: {}",
     "same: role `AWSServiceRoleForSupport` is a service-linked role: AWS lets nobody change it",
     ""},
    {"iam:UpdateRole", "RoleName: plain, MaxSessionDuration: 7200",
     "changed: new sessions of role `plain` last 7200 seconds at most; open ones go on",
     "+ role plain trust(Allow[AWS 111122223333] sts:AssumeRole) max 7200s"},
    {"iam:UpdateRole", "RoleName: app, MaxSessionDuration: 3600",
     "same: sessions of role `app` are that long already", ""},
    {"iam:UpdateRole", "RoleName: app, MaxSessionDuration: 1h",
     "same: `MaxSessionDuration` has to be a whole number of seconds from 3600 to 43200", ""},
    {"iam:UpdateRole", "RoleName: app, Description: d", "same: role `app` stays as it is", ""},
    {"iam:CreateInstanceProfile", "InstanceProfileName: new",
     "changed: instance profile `new` is created", "+ profile new roles()"},
    {"iam:CreateInstanceProfile", "InstanceProfileName: app",
     "same: instance profile `app` is there already", ""},
    {"iam:DeleteInstanceProfile", "InstanceProfileName: app",
     "changed: instance profile `app` is deleted; delivered credentials go on until they expire; "
     "AWS demands that its role be removed first",
     "- profile app"},
    {"iam:DeleteInstanceProfile", "InstanceProfileName: spare",
     "changed: instance profile `spare` is deleted; delivered credentials go on until they expire",
     "- profile spare"},
    {"iam:DeleteInstanceProfile", "InstanceProfileName: none",
     "same: there is no instance profile `none` in account 111122223333", ""},
    {"iam:AddRoleToInstanceProfile", "InstanceProfileName: spare, RoleName: plain",
     "changed: instance profile `spare` delivers credentials of role `plain`",
     "+ profile spare roles(plain)"},
    {"iam:AddRoleToInstanceProfile", "InstanceProfileName: app, RoleName: plain",
     "same: instance profile `app` has role `app` already: it takes one", ""},
    {"iam:AddRoleToInstanceProfile", "InstanceProfileName: app, RoleName: none",
     "same: there is no role `none` in account 111122223333", ""},
    {"iam:AddRoleToInstanceProfile", "InstanceProfileName: apt, RoleName: app",
     "same: there is no instance profile `apt` in account 111122223333, but there is `app`", ""},
    {"iam:RemoveRoleFromInstanceProfile", "InstanceProfileName: app, RoleName: app",
     "changed: role `app` is out of instance profile `app`; delivered credentials go on until they "
     "expire",
     "+ profile app roles()"},
    {"iam:RemoveRoleFromInstanceProfile", "InstanceProfileName: app, RoleName: plain",
     "same: role `plain` is not in instance profile `app`", ""},
});

TEST_CASE("events: users, groups, roles and instance profiles") {
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

std::span<const EventRow> iam_principal_rows() { return kRows; }

}  // namespace cordon::incident
