// Organizations and resource policies.
#include <array>

#include "doctest/doctest.h"
#include "tests/incident/event_rows.h"
#include "tests/incident/event_world.h"

namespace cordon::incident {
namespace {

constexpr auto kRows = std::to_array<EventRow>({
    {"organizations:AttachPolicy", "PolicyId: p-deny, TargetId: ou-1",
     "changed: policy p-deny is attached to ou-1",
     "+ target ou-1 in r-1 [p-FullAWSAccess, p-guard, p-deny]"},
    {"organizations:AttachPolicy", "PolicyId: p-deny, TargetId: '999999999999'",
     "changed: policy p-deny is attached to 999999999999; it is the management account: no such "
     "policy binds it",
     "+ target 999999999999 in r-1 [p-FullAWSAccess, p-deny]"},
    {"organizations:AttachPolicy", "PolicyId: p-else, TargetId: ou-1",
     "changed: policy p-else is attached to ou-1; its document is not in the organization file: "
     "what it says is unknown",
     "+ target ou-1 in r-1 [p-FullAWSAccess, p-guard, p-else]"},
    {"organizations:AttachPolicy", "PolicyId: p-deny, TargetId: '111122223333'",
     "same: policy p-deny is attached to 111122223333 already", ""},
    {"organizations:AttachPolicy", "PolicyId: p-deny, TargetId: ou-2",
     "same: target `ou-2` is not in the organization file, but `ou-1` is", ""},
    {"organizations:DetachPolicy", "PolicyId: p-deny, TargetId: '111122223333'",
     "changed: policy p-deny is detached from 111122223333",
     "+ target 111122223333 in r-1 [p-FullAWSAccess]"},
    {"organizations:DetachPolicy", "PolicyId: p-guard, TargetId: ou-1",
     "changed: policy p-guard is detached from ou-1", "+ target ou-1 in r-1 [p-FullAWSAccess]"},
    {"organizations:DetachPolicy", "PolicyId: p-FullAWSAccess, TargetId: ou-1",
     "same: policy p-FullAWSAccess is the last SCP of ou-1: AWS refuses to detach it before "
     "another one is attached",
     ""},
    {"organizations:DetachPolicy", "PolicyId: p-deny, TargetId: ou-1",
     "same: policy p-deny is not attached to ou-1", ""},
    {"organizations:DetachPolicy", "PolicyId: p-RCPFullAWSAccess, TargetId: r-1",
     "same: AWS lets nobody detach p-RCPFullAWSAccess", ""},
    {"organizations:CreatePolicy",
     "Name: p-new, Type: SERVICE_CONTROL_POLICY, Content: {Version: 2012-10-17, Statement: "
     "{Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "changed: policy p-new is created", "+ SCP p-new Deny * *"},
    {"organizations:CreatePolicy",
     R"(Name: n, PolicyId: p-n, Description: d, Type: RESOURCE_CONTROL_POLICY, Content: '{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}}')",
     "changed: policy p-n is created", "+ RCP p-n Deny[* *] s3:* *"},
    {"organizations:CreatePolicy",
     "Name: p-deny, Type: SERVICE_CONTROL_POLICY, Content: {Version: 2012-10-17, Statement: "
     "{Effect: Deny, Action: '*', "
     "Resource: '*'}}",
     "same: policy p-deny is there already", ""},
    {"organizations:CreatePolicy", "Name: t, Type: TAG_POLICY, Content: {}",
     "same: a policy of type `TAG_POLICY` limits no request", ""},
    {"organizations:UpdatePolicy",
     "PolicyId: p-deny, Content: {Version: 2012-10-17, Statement: {Effect: Deny, Action: 's3:*', "
     "Resource: '*'}}",
     "changed: the document of policy p-deny is replaced", "+ SCP p-deny Deny s3:* *"},
    {"organizations:UpdatePolicy", "PolicyId: p-deny, Name: other",
     "same: without `Content` the document of policy p-deny stays", ""},
    {"organizations:UpdatePolicy", "PolicyId: p-FullAWSAccess, Content: {}",
     "same: policy p-FullAWSAccess is AWS's own: nobody else changes it", ""},
    {"organizations:UpdatePolicy", "PolicyId: p-dent, Content: {}",
     "same: policy `p-dent` is not in the organization file, but `p-deny` is", ""},
    {"organizations:DeletePolicy", "PolicyId: p-guard",
     "changed: policy p-guard is deleted; AWS demands that it be detached everywhere first",
     "- RCP p-guard | + target ou-1 in r-1 [p-FullAWSAccess]"},
    {"organizations:DeletePolicy", "PolicyId: p-none",
     "same: policy `p-none` is not in the organization file", ""},
    {"organizations:MoveAccount",
     "AccountId: '111122223333', SourceParentId: r-1, DestinationParentId: ou-1",
     "changed: account 111122223333 is in `ou-1`, with the policies that are attached from there "
     "up",
     "+ target 111122223333 in ou-1 [p-FullAWSAccess, p-deny]"},
    {"organizations:MoveAccount",
     "AccountId: '111122223333', SourceParentId: ou-1, DestinationParentId: r-1",
     "same: account 111122223333 is in `r-1`, not in `ou-1`", ""},
    {"organizations:MoveAccount",
     "AccountId: '111122223333', SourceParentId: r-1, DestinationParentId: ou-9",
     "same: target `ou-9` is not in the organization file, but `ou-1` is", ""},
    {"organizations:MoveAccount",
     "AccountId: '111122223333', SourceParentId: r-1, DestinationParentId: r-1",
     "same: account 111122223333 stays in `r-1`", ""},
    {"organizations:MoveAccount", "AccountId: ou-1, SourceParentId: r-1, DestinationParentId: r-1",
     "same: `ou-1` is no account", ""},
    {"s3:PutBucketPolicy",
     "Bucket: b, Policy: {Statement: {Effect: Deny, Principal: '*', Action: '*', Resource: '*'}}",
     "changed: the policy of arn:aws:s3:::b is stored",
     "+ resource arn:aws:s3:::b Deny[* *] * * @1"},
    {"s3:PutBucketPolicy",
     "Bucket: new, Policy: {Statement: {Effect: Deny, Principal: '*', Action: '*', Resource: '*'}}",
     "changed: the policy of arn:aws:s3:::new is stored",
     "+ resource arn:aws:s3:::new Deny[* *] * * @1"},
    {"s3:PutBucketPolicy", "Bucket: b, Policy: nonsense",
     "changed: the policy of arn:aws:s3:::b is stored; the document can't be read: what it says is "
     "unknown",
     "+ resource arn:aws:s3:::b unreadable @1"},
    {"s3:PutBucketPolicy", "Bucket: b", "same: `s3:PutBucketPolicy` needs `Policy`", ""},
    {"s3:DeleteBucketPolicy", "Bucket: b", "changed: the policy of arn:aws:s3:::b is deleted",
     "+ resource arn:aws:s3:::b empty @1"},
    {"s3:DeleteBucketPolicy", "Bucket: ''", "same: `s3:DeleteBucketPolicy` needs `Bucket`", ""},
    {"kms:PutKeyPolicy",
     "KeyId: k, PolicyName: default, Policy: {Statement: {Effect: Deny, Principal: '*', Action: "
     "'*', Resource: '*'}}",
     "changed: the policy of arn:aws:kms:eu-west-1:111122223333:key/k is stored",
     "+ resource arn:aws:kms:eu-west-1:111122223333:key/k Deny[* *] * * @1"},
    {"kms:PutKeyPolicy",
     "KeyId: 'arn:aws:kms:eu-west-1:111122223333:key/k', Policy: {Statement: {Effect: Deny, "
     "Principal: '*', Action: '*', Resource: '*'}}",
     "changed: the policy of arn:aws:kms:eu-west-1:111122223333:key/k is stored",
     "+ resource arn:aws:kms:eu-west-1:111122223333:key/k Deny[* *] * * @1"},
    {"kms:PutKeyPolicy",
     "KeyId: unknown, Policy: {Statement: {Effect: Deny, Principal: '*', Action: '*', Resource: "
     "'*'}}",
     "same: `unknown` is none of the resources whose policy was given: name it by its ARN", ""},
    {"sqs:SetQueueAttributes",
     R"(QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q', Attributes: {Policy: '{"Statement": {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}}'})",
     "changed: the policy of arn:aws:sqs:eu-west-1:111122223333:q is stored",
     "+ resource arn:aws:sqs:eu-west-1:111122223333:q Deny[* *] sqs:* * @1"},
    {"sqs:SetQueueAttributes",
     "QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q', Attributes: {Policy: ''}",
     "changed: the policy of arn:aws:sqs:eu-west-1:111122223333:q is deleted",
     "+ resource arn:aws:sqs:eu-west-1:111122223333:q empty @1"},
    {"sqs:SetQueueAttributes",
     "QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/q', Attributes: {DelaySeconds: "
     "5}",
     "same: the policy of arn:aws:sqs:eu-west-1:111122223333:q stays: `Attributes` has no `Policy`",
     ""},
    {"sqs:SetQueueAttributes", "QueueUrl: 'https://example.com/q', Attributes: {}",
     "same: `https://example.com/q` is no URL of a queue", ""},
    {"sqs:SetQueueAttributes", "QueueUrl: q, Attributes: {}", "same: `q` is no URL of a queue", ""},
    {"sns:SetTopicAttributes",
     "TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t', AttributeName: Policy, AttributeValue: "
     "{Statement: {Effect: Deny, Principal: '*', Action: '*', Resource: '*'}}",
     "changed: the policy of arn:aws:sns:eu-west-1:111122223333:t is stored",
     "+ resource arn:aws:sns:eu-west-1:111122223333:t Deny[* *] * * @1"},
    {"sns:SetTopicAttributes",
     "TopicArn: 'arn:aws:sns:eu-west-1:111122223333:t', AttributeName: DisplayName, "
     "AttributeValue: x",
     "same: the policy of arn:aws:sns:eu-west-1:111122223333:t stays: another attribute is set",
     ""},
    {"secretsmanager:PutResourcePolicy",
     "SecretId: s, ResourcePolicy: {Statement: {Effect: Deny, Principal: '*', Action: '*', "
     "Resource: '*'}}",
     "changed: the policy of arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf is "
     "stored",
     "+ resource arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf Deny[* *] * * @1"},
    {"secretsmanager:PutResourcePolicy",
     "SecretId: s-Ab, ResourcePolicy: {Statement: {Effect: Deny, Principal: '*', Action: '*', "
     "Resource: '*'}}",
     "same: `s-Ab` is none of the resources whose policy was given: name it by its ARN", ""},
    {"secretsmanager:DeleteResourcePolicy",
     "SecretId: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf'",
     "changed: the policy of arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf is "
     "deleted",
     "+ resource arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf empty @1"},
    {"secretsmanager:DeleteResourcePolicy", "SecretId: t",
     "same: `t` is none of the resources whose policy was given: name it by its ARN", ""},
    {"lambda:AddPermission",
     "FunctionName: f, StatementId: two, Action: 'lambda:InvokeFunction', Principal: "
     "s3.amazonaws.com, SourceArn: 'arn:aws:s3:::b', SourceAccount: '111122223333'",
     "changed: statement `two` is added to the policy of "
     "arn:aws:lambda:eu-west-1:111122223333:function:f",
     "+ resource arn:aws:lambda:eu-west-1:111122223333:function:f Allow[* *] lambda:InvokeFunction "
     "arn:aws:lambda:eu-west-1:111122223333:function:f; Allow[Service s3.amazonaws.com] "
     "lambda:InvokeFunction arn:aws:lambda:eu-west-1:111122223333:function:f if AWS:SourceArn "
     "ArnLike arn:aws:s3:::b if AWS:SourceAccount StringEquals 111122223333 @1"},
    {"lambda:AddPermission",
     "FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:f', StatementId: two, Action: "
     "'lambda:*', Principal: '999999999999', InvokedViaFunctionUrl: true",
     "changed: statement `two` is added to the policy of "
     "arn:aws:lambda:eu-west-1:111122223333:function:f",
     "+ resource arn:aws:lambda:eu-west-1:111122223333:function:f Allow[* *] lambda:InvokeFunction "
     "arn:aws:lambda:eu-west-1:111122223333:function:f; Allow[AWS 999999999999] lambda:* "
     "arn:aws:lambda:eu-west-1:111122223333:function:f if lambda:InvokedViaFunctionUrl Bool true "
     "@1"},
    {"lambda:AddPermission",
     "FunctionName: '111122223333:function:f', StatementId: two, Action: 'lambda:*', Principal: "
     "'*', PrincipalOrgID: o-1",
     "changed: statement `two` is added to the policy of "
     "arn:aws:lambda:eu-west-1:111122223333:function:f",
     "+ resource arn:aws:lambda:eu-west-1:111122223333:function:f Allow[* *] lambda:InvokeFunction "
     "arn:aws:lambda:eu-west-1:111122223333:function:f; Allow[* *] lambda:* "
     "arn:aws:lambda:eu-west-1:111122223333:function:f if aws:PrincipalOrgID StringEquals o-1 @1"},
    {"lambda:AddPermission",
     "FunctionName: f, Qualifier: live, StatementId: two, Action: 'lambda:*', Principal: '*'",
     "changed: the policy of arn:aws:lambda:eu-west-1:111122223333:function:f:live changes; it was "
     "not given: what else it says is unknown",
     "+ resource arn:aws:lambda:eu-west-1:111122223333:function:f:live unreadable @1"},
    {"lambda:AddPermission",
     "FunctionName: f, StatementId: one, Action: 'lambda:*', Principal: '*'",
     "same: the policy of arn:aws:lambda:eu-west-1:111122223333:function:f has a statement `one` "
     "already",
     ""},
    {"lambda:AddPermission",
     "FunctionName: g, StatementId: two, Action: 'lambda:*', Principal: '*'",
     "same: `g` is none of the resources whose policy was given: name it by its ARN", ""},
    {"lambda:RemovePermission", "FunctionName: f, StatementId: one",
     "changed: statement `one` is removed from the policy of "
     "arn:aws:lambda:eu-west-1:111122223333:function:f",
     "+ resource arn:aws:lambda:eu-west-1:111122223333:function:f empty @1"},
    {"lambda:RemovePermission", "FunctionName: f, StatementId: two",
     "same: the policy of arn:aws:lambda:eu-west-1:111122223333:function:f has no statement `two`",
     ""},
    {"lambda:RemovePermission", "FunctionName: g, StatementId: one",
     "same: `g` is none of the resources whose policy was given: name it by its ARN", ""},
    {"lambda:RemovePermission",
     "FunctionName: 'arn:aws:lambda:eu-west-1:111122223333:function:h', StatementId: one",
     "changed: the policy of arn:aws:lambda:eu-west-1:111122223333:function:h changes; it was not "
     "given: what else it says is unknown",
     "+ resource arn:aws:lambda:eu-west-1:111122223333:function:h unreadable @1"},
});

TEST_CASE("events: organizations and resource policies") {
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

std::span<const EventRow> other_rows() { return kRows; }

}  // namespace cordon::incident
