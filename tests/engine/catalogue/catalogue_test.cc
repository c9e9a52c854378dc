// What is looked up in the catalogue, as one line of text each. The facts are those of the data in
// the repository; an update of the data may change a row, and then the row is corrected.

#include "engine/catalogue/catalogue.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "doctest/doctest.h"
#include "engine/action_index.h"
#include "engine/catalogue/data_files.h"

namespace cordon::catalogue {
namespace {

std::string joined(const KeyNames& names) {
  std::string text;
  for (const std::string_view name : names) text += (text.empty() ? "" : " ") + std::string(name);
  return text;
}

std::string dump(const std::optional<Service>& service) {
  if (!service) return "-";
  return fmt::format("{}: {}{}", service->prefix, service->name, service->rcp ? ", rcp" : "");
}

std::string dump(const std::optional<Action>& action) {
  if (!action) return "-";
  std::string text = fmt::format("{}:{} {} [{}]", action->service, action->name,
                                 to_string(action->level), joined(action->condition_keys));
  for (const ResourceUse& use : action->resources) {
    text += fmt::format(" {}{}[{}]", use.type, use.required ? "*" : "", joined(use.condition_keys));
  }
  return text;
}

std::string dump(const std::optional<ResourceType>& type) {
  if (!type) return "-";
  return fmt::format("{} {} {} [{}]", type->service, type->name, type->arn,
                     joined(type->condition_keys));
}

std::string dump(const std::optional<ConditionKey>& key) {
  if (!key) return "-";
  return fmt::format("{} {}{}", key->name, key->multivalued ? "many " : "", to_string(key->type));
}

struct Row {
  std::string_view given;
  std::string_view found;
};

TEST_CASE("services are found by their prefix, whatever the case") {
  const Row rows[] = {
      {"s3", "s3: Amazon S3, rcp"},
      {"S3", "s3: Amazon S3, rcp"},
      {"a2c", "a2c: AWS App2Container"},
      {"xray", "xray: AWS X-Ray, rcp"},
      {"ec2", "ec2: Amazon EC2"},
      {"s", "-"},
      {"s33", "-"},
      {"", "-"},
      {"zzz", "-"},
      {"s3\tAmazon", "-"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.given);
    CHECK(dump(find_service(row.given)) == row.found);
  }
}

TEST_CASE("actions are found by their full name") {
  const Row rows[] = {
      {"s3:ListAllMyBuckets",
       "s3:ListAllMyBuckets List [s3:authType s3:ResourceAccount s3:signatureAge "
       "s3:signatureversion s3:TlsVersion s3:x-amz-content-sha256]"},
      {"IAM:passrole",
       "iam:PassRole Write [iam:AssociatedResourceArn iam:PassedToService] role*[]"},
      {"iam:PassRol", "-"},
      {"iam:PassRoles", "-"},
      {"iam:", "-"},
      {"", "-"},
      {"iam", "-"},
      {"*", "-"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.given);
    CHECK(dump(find_action(row.given)) == row.found);
  }
}

TEST_CASE("every action is found by its name, and its service has it") {
  std::size_t count = 0;
  for (const Service& service : services()) {
    for (const Action& action : actions_of(service.prefix)) {
      CHECK(action.service == service.prefix);
      const auto found = find_action(action.full_name);
      REQUIRE(found);
      CHECK(found->full_name == action.full_name);
      CHECK(to_string(action.level) != "");
      ++count;
    }
  }
  CHECK(count > 22000);
}

TEST_CASE("actions that match an entry are those that the engine matches") {
  std::vector<std::string_view> all;
  for (const Action& action : actions_matching("*")) all.push_back(action.full_name);
  CHECK(all.size() > 22000);
  for (const std::string_view entry : {"s3:Get*",
                                       "S3:gEt*",
                                       "s3:*",
                                       "s3:GetObject",
                                       "s3:getobject",
                                       "s3:Get?bject",
                                       "s3:*Tag*",
                                       "s?:*",
                                       "*:*",
                                       "**",
                                       "s3*:Get*",
                                       "*:PassRole",
                                       "?a?:Pass*Role",
                                       "s3:",
                                       "s3",
                                       "",
                                       "s3:Get",
                                       "s3*Get",
                                       "*Get",
                                       " s3:GetObject",
                                       "s3:GetObject,s3:PutObject",
                                       "iam:*a*a*e*",
                                       "zzz:*",
                                       "ec2:?*Instance*s",
                                       "s3:GetObject*",
                                       "s3:?",
                                       "dynamodb:*Item*",
                                       "x*",
                                       "*x",
                                       ":",
                                       ":*"}) {
    CAPTURE(entry);
    std::vector<std::string_view> expected;
    std::ranges::copy_if(all, std::back_inserter(expected), [entry](std::string_view action) {
      return cordon::action_matches(entry, action);
    });
    std::vector<std::string_view> found;
    for (const Action& action : actions_matching(entry)) found.push_back(action.full_name);
    CHECK(found == expected);
    CHECK(actions_matching(entry).empty() == expected.empty());
  }
}

TEST_CASE("resource types are found by service and name") {
  struct Case {
    std::string_view service, name, found;
  };
  const Case rows[] = {
      {"s3", "bucket",
       "s3 bucket arn:${Partition}:s3:::${BucketName} "
       "[aws:ResourceTag/${TagKey} s3:BucketTag/${TagKey}]"},
      {"S3", "BUCKET",
       "s3 bucket arn:${Partition}:s3:::${BucketName} "
       "[aws:ResourceTag/${TagKey} s3:BucketTag/${TagKey}]"},
      {"s3", "multiregionaccesspoint",
       "s3 multiregionaccesspoint arn:${Partition}:s3::${Account}:accesspoint/${AccessPointAlias} "
       "[]"},
      {"s3", "buckets", "-"},
      {"s3", "", "-"},
      {"", "bucket", "-"},
      {"s3-outposts", "bucket",
       "s3-outposts bucket "
       "arn:${Partition}:s3-outposts:${Region}:${Account}:outpost/${OutpostId}/bucket/${BucketName}"
       " []"},
  };
  for (const Case& row : rows) {
    CAPTURE(row.service);
    CAPTURE(row.name);
    CHECK(dump(find_resource_type(row.service, row.name)) == row.found);
  }
}

TEST_CASE("condition keys are found with what stands in the place of a placeholder") {
  const Row rows[] = {
      {"s3:prefix", "s3:prefix String"},
      {"S3:Prefix", "s3:prefix String"},
      {"aws:ResourceTag/team", "aws:ResourceTag/${TagKey} String"},
      {"AWS:resourcetag/Team", "aws:ResourceTag/${TagKey} String"},
      {"aws:ResourceTag/${TagKey}", "aws:ResourceTag/${TagKey} String"},
      {"aws:ResourceTag/a/b:c", "aws:ResourceTag/${TagKey} String"},
      {"aws:ResourceTag/", "-"},
      {"aws:ResourceTag", "-"},
      {"aws:TagKeys", "aws:TagKeys many String"},
      {"s3:ExistingObjectTag/team", "s3:ExistingObjectTag/<key> String"},
      {"secretsmanager:ResourceTag/team", "secretsmanager:ResourceTag/tag-key String"},
      {"secretsmanager:ResourceTag", "-"},
      {"events:Metadata/x", "events:Metadata/${MetadataKey} many String"},
      {"events:Metadata/x/Matcher", "events:Metadata/${MetadataKey}/Matcher String"},
      {"codebuild:environment.environmentVariables/A.value",
       "codebuild:environment.environmentVariables/${name}.value String"},
      {"kms:EncryptionContext:department", "kms:EncryptionContext:${EncryptionContextKey} String"},
      {"kms:EncryptionContext:", "-"},
      {"saml:aud", "saml:aud String"},
      {"token.actions.githubusercontent.com:actor",
       "token.actions.githubusercontent.com:actor String"},
      {"token.actions.githubusercontent.com/octo:actor",
       "token.actions.githubusercontent.com/${SubPath}:actor String"},
      {"token.actions.example.ghe.com:actor", "token.actions.${Domain}.ghe.com:actor String"},
      {"ec2:osuser", "ec2:osuser String"},
      {"identitystore:UserId", "identitystore:UserId String"},
      {"ec2-instance-connect:privateIpAddress", "ec2-instance-connect:privateIpAddress IPAddress"},
      {"kms:ValidTo", "kms:ValidTo Date"},
      {"s3:nothing", "-"},
      {"nothing.example.com:sub", "-"},
      {"prefix", "-"},
      {":", "-"},
      {"", "-"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.given);
    CHECK(dump(find_key(row.given)) == row.found);
  }
}

TEST_CASE("a service's list of condition keys") {
  struct Case {
    std::string_view service, key, found;
  };
  const Case rows[] = {
      {"s3", "s3:prefix", "s3:prefix String"},
      {"s3", "aws:ResourceTag/x", "aws:ResourceTag/${TagKey} String"},
      {"sts", "saml:aud", "saml:aud String"},
      {"q", "identitystore:UserId", "identitystore:UserId many String"},
      {"identitystore", "identitystore:UserId", "identitystore:UserId String"},
      {"s3", "kms:ValidTo", "-"},
      {"a2c", "aws:TagKeys", "-"},
      {"", "aws:TagKeys", "-"},
  };
  for (const Case& row : rows) {
    CAPTURE(row.service);
    CAPTURE(row.key);
    CHECK(dump(find_service_key(row.service, row.key)) == row.found);
  }
}

TEST_CASE("whether an action carries a key") {
  struct Case {
    std::string_view action, key;
    bool carried;
  };
  const Case rows[] = {
      {"s3:ListBucket", "s3:prefix", true},             // the action's own
      {"s3:ListBucket", "S3:PREFIX", true},             //
      {"s3:ListBucket", "aws:ResourceTag/team", true},  // its resource type's
      {"s3:ListAllMyBuckets", "aws:ResourceTag/team", false},
      {"s3:GetObject", "s3:prefix", false},
      {"ec2:CreateTags", "ec2:CreateAction", true},
      {"iam:PassRole", "iam:PassedToService", true},
      {"iam:PassRole", "iam:PolicyARN", false},
      {"ec2:RunInstances", "ec2:InstanceType", true},  // of one use of a type
      {"ec2:RunInstances", "aws:RequestTag/x", true},
  };
  for (const Case& row : rows) {
    CAPTURE(row.action);
    CAPTURE(row.key);
    CHECK(carries(find_action(row.action).value(), row.key) == row.carried);
  }
}

TEST_CASE("the data has a date") {
  CHECK(data_date().size() == 10);
  CHECK(data_date().starts_with("20"));
}

}  // namespace
}  // namespace cordon::catalogue
