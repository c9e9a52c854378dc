// Policies of resources: as they may be given, and which of them is that of a resource.
#include "engine/incident/world/snapshot.h"

#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "tests/support/incident_dump.h"
#include "tests/support/json_dump.h"

namespace cordon::incident {
namespace {

using test::lines;
using test::root_of;
using test::tree_of;

TEST_CASE("resource policies in the shapes that there are") {
  const std::string document =
      R"({\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"*\", \"Resource\": \"*\"}})";
  struct Resource {
    std::string text;
    std::string_view dump, diagnostics;
  };
  const Resource rows[] = {
      {"{arn: 'arn:aws:s3:::b', policy: {Statement: {Effect: Deny, Principal: '*', Action: '*', "
       "Resource: "
       "'*'}}}",
       "arn:aws:s3:::b Deny[* *] * *", ""},
      {"{\"arn\": \"arn:aws:s3:::b\", \"Policy\": \"" + document + "\"}",
       "arn:aws:s3:::b Deny[* *] * *", ""},
      {"{\"ARN\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf\", \"Name\": "
       "\"s\", "
       "\"ResourcePolicy\": \"" +
           document + "\"}",
       "arn:aws:secretsmanager:eu-west-1:111122223333:secret:s-AbCdEf Deny[* *] * *", ""},
      {"{\"Attributes\": {\"TopicArn\": \"arn:aws:sns:eu-west-1:111122223333:t\", \"Policy\": \"" +
           document + "\"}}",
       "arn:aws:sns:eu-west-1:111122223333:t Deny[* *] * *", ""},
      // The statements tell it.
      {"{Version: 2012-10-17, Statement: [{Effect: Allow, Principal: '*', Action: 's3:*', "
       "Resource: "
       "['arn:aws:s3:::b', 'arn:aws:s3:::b/*', 'arn:aws:s3:::b/${aws:username}']}]}",
       "arn:aws:s3:::b Allow[* *] s3:* "
       "arn:aws:s3:::b,arn:aws:s3:::b/*,arn:aws:s3:::b/${aws:username}",
       ""},
      {"{Statement: [{Effect: Allow, Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::b', "
       "'arn:aws:s3:::c/*']}]}",
       "several resources Allow[* *] s3:* arn:aws:s3:::b,arn:aws:s3:::c/*", ""},
      {"{Statement: [{Effect: Allow, Principal: '*', Action: 's3:*', Resource: "
       "'arn:aws:s3:::b*'}]}",
       "several resources Allow[* *] s3:* arn:aws:s3:::b*", ""},
      // Nothing tells it: a key's policy speaks of `*`.
      {"{\"Policy\": \"" + document + "\"}", "several resources Deny[* *] * *",
       "1:1: error: nothing tells which resource has this policy (write `{arn: ARN, policy: …}`)"},
      {"{Statement: {Effect: Deny, Principal: '*', Action: '*', NotResource: 'arn:aws:s3:::b'}}",
       "several resources Deny[* *] * not arn:aws:s3:::b",
       "1:1: error: nothing tells which resource has this policy (write `{arn: ARN, policy: …}`)"},
      {"{arn: b, policy: {Statement: {Effect: Deny, Principal: '*', Action: '*', Resource: '*'}}}",
       "several resources Deny[* *] * *",
       "1:7: error: this has to be the ARN of the resource that has the policy"},
      {"{arn: 'arn:aws:s3:::b', policy: 1, name: x}", "arn:aws:s3:::b unreadable",
       "1:36: error: unknown member `name` in a resource policy\n"
       "1:33: error: a policy document has to be an object or a string that holds one, not a "
       "number"},
      {"{Id: x}", "nothing",
       "1:1: error: this holds no resource policy (expected a policy document, `{arn: …, policy: "
       "…}`, or "
       "what the AWS CLI prints: `{\"Policy\": \"…\"}`)"},
      {"[]", "nothing",
       "1:1: error: this holds no resource policy (expected a policy document, `{arn: …, policy: "
       "…}`, or "
       "what the AWS CLI prints: `{\"Policy\": \"…\"}`)"},
  };
  for (const Resource& row : rows) {
    CAPTURE(row.text);
    const JsonPtr tree = tree_of(row.text);
    const ResourcePolicyResult result = read_resource_policy(tree, root_of(tree));
    CHECK((result.resource ? test::dump(*result.resource) : "nothing") == row.dump);
    CHECK(lines(result.diagnostics) == row.diagnostics);
  }
}

TEST_CASE("the policy of a resource") {
  World world;
  for (const std::string_view text :
       {"{Statement: {Effect: Deny, Principal: '*', Action: 's3:*', Resource: 'arn:aws:s3:::b/*'}}",
        "{arn: 'arn:aws:kms:eu-west-1:111122223333:key/k', policy: {Statement: {Effect: Deny, "
        "Principal: "
        "'*', Action: '*', Resource: '*'}}}",
        "{Statement: {Effect: Allow, Principal: '*', Action: '*', Resource: ['arn:aws:s3:::p-?', "
        "'arn:aws:sqs:*:*:q', '*']}}",
        "{arn: 'arn:aws:lambda:eu-west-1:111122223333:function:f', policy: {Statement: {Effect: "
        "Allow, Principal: '*', Action: '*', Resource: "
        "'arn:aws:lambda:eu-west-1:111122223333:function:f:LIVE'}}}",
        "{arn: 'arn:aws:dynamodb:eu-west-1:111122223333:table/t', policy: {Statement: {Effect: "
        "Allow, Principal: '*', Action: '*', Resource: '*'}}}",
        "{arn: 'arn:aws:ecr:eu-west-1:111122223333:repository/team', policy: {Statement: {Effect: "
        "Deny, Principal: '*', Action: '*'}}}"}) {
    const JsonPtr tree = tree_of(text);
    world.resources.push_back(*read_resource_policy(tree, root_of(tree)).resource);
  }
  struct Question {
    std::string_view arn, answer;
  };
  const Question rows[] = {
      {"arn:aws:s3:::b", "arn:aws:s3:::b Deny[* *] s3:* arn:aws:s3:::b/*"},
      {"arn:aws:s3:::b/deep/key", "arn:aws:s3:::b Deny[* *] s3:* arn:aws:s3:::b/*"},
      {"arn:aws:s3:::bb", "none"},
      {"arn:aws:kms:eu-west-1:111122223333:key/k",
       "arn:aws:kms:eu-west-1:111122223333:key/k Deny[* *] * *"},
      {"arn:aws:kms:eu-west-1:111122223333:key/other", "none"},
      {"arn:aws:sqs:eu-west-1:111122223333:q",
       "several resources Allow[* *] * arn:aws:s3:::p-?,arn:aws:sqs:*:*:q,*"},
      {"arn:aws:s3:::p-1", "several resources Allow[* *] * arn:aws:s3:::p-?,arn:aws:sqs:*:*:q,*"},
      // The alias that the policy names, and no other.
      {"arn:aws:lambda:eu-west-1:111122223333:function:f:LIVE",
       "arn:aws:lambda:eu-west-1:111122223333:function:f Allow[* *] * "
       "arn:aws:lambda:eu-west-1:111122223333:function:f:LIVE"},
      {"arn:aws:lambda:eu-west-1:111122223333:function:f:TEST", "none"},
      {"arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i",
       "arn:aws:dynamodb:eu-west-1:111122223333:table/t Allow[* *] * *"},
      // Both have a policy of their own.
      {"arn:aws:dynamodb:eu-west-1:111122223333:table/t/stream/s", "none"},
      {"arn:aws:ecr:eu-west-1:111122223333:repository/team/app", "none"},
      {"*", "none"},
      {"", "none"},
  };
  for (const Question& row : rows) {
    CAPTURE(row.arn);
    const ResourcePolicy* found = resource_policy_of(world, row.arn);
    CHECK((found == nullptr ? "none" : test::dump(*found)) == row.answer);
  }
}

}  // namespace
}  // namespace cordon::incident
