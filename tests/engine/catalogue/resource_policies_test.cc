// Targets of resource policies and the quotas of policies.

#include "engine/catalogue/resource_policies.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "doctest/doctest.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/name_order.h"
#include "engine/catalogue/quotas.h"

namespace cordon::catalogue {
namespace {

std::string dump(const Quota& quota) {
  if (quota.size == 0) return "unknown";
  constexpr std::string_view kWhite[] = {"ignored", "counts", "unknown"};
  std::string text = fmt::format("{} {}, white space {}", quota.size,
                                 quota.unit == SizeUnit::kBytes ? "bytes" : "characters",
                                 kWhite[static_cast<int>(quota.white_space)]);
  if (quota.raised != 0) text += fmt::format(", up to {}", quota.raised);
  return text;
}

TEST_CASE("quotas: by policy type and target") {
  struct Row {
    SizedPolicy policy;
    std::string_view quota;
  };
  const Row rows[] = {
      {SizedPolicy::kAnalyzer, "10240 characters, white space ignored"},
      {SizedPolicy::kManaged, "6144 characters, white space ignored"},
      {SizedPolicy::kUser, "2048 characters, white space ignored"},
      {SizedPolicy::kGroup, "5120 characters, white space ignored"},
      {SizedPolicy::kRole, "10240 characters, white space ignored"},
      {SizedPolicy::kTrust, "2048 characters, white space ignored, up to 8192"},
      {SizedPolicy::kSession, "2048 characters, white space counts"},
      {SizedPolicy::kScp, "10240 characters, white space counts"},
      {SizedPolicy::kRcp, "5120 characters, white space counts"},
      {SizedPolicy::kEndpoint, "20480 characters, white space counts"},
  };
  for (const Row& row : rows) CHECK(dump(quota_of(row.policy)) == row.quota);
}

TEST_CASE("policy targets: found by type, with quota and checks of AWS") {
  struct Row {
    std::string_view type;
    std::string_view dump;
  };
  const Row rows[] = {
      {"AWS::S3::Bucket", "s3 20480 bytes, white space unknown (validated)"},
      {"aws::s3::accesspoint", "s3 20480 bytes, white space unknown (validated)"},
      {"AWS::KMS::Key", "kms 32768 bytes, white space unknown"},
      {"AWS::SQS::Queue", "sqs 8192 bytes, white space unknown"},
      {"AWS::SNS::Topic", "sns unknown"},
      {"AWS::DynamoDB::Table", "dynamodb 20480 bytes, white space counts (validated)"},
      {"AWS::IAM::AssumeRolePolicyDocument",
       "sts 2048 characters, white space ignored, up to 8192 (validated)"},
      {"AWS::EC2::Instance", "none"},
      {"", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    const PolicyTarget* target = find_policy_target(row.type);
    const std::string text = target == nullptr
                                 ? "none"
                                 : fmt::format("{} {}{}", target->service, dump(target->quota),
                                               target->validated ? " (validated)" : "");
    CHECK(text == row.dump);
  }
}

TEST_CASE("policy targets: sorted, and what they name is in the catalogue") {
  CHECK(strictly_sorted(policy_targets(), &PolicyTarget::type));
  for (const PolicyTarget& target : policy_targets()) {
    CAPTURE(target.type);
    CHECK(find_service(target.service).has_value());
    CHECK_FALSE(target.resources.front().empty());
    CHECK_FALSE(target.edits.front().empty());
    for (const std::string_view resource : target.resources) {
      CAPTURE(resource);
      const std::size_t blank = resource.find(' ');
      const bool foreign = resource.starts_with("iam ");
      const auto type = foreign ? find_resource_type("iam", resource.substr(blank + 1))
                                : find_resource_type(target.service, resource);
      CHECK(resource.empty() != type.has_value());
    }
    for (const std::string_view action : target.edits) {
      CAPTURE(action);
      CHECK(action.empty() != find_action(action).has_value());
    }
  }
}

TEST_CASE("policy targets: the six types of ValidatePolicy") {
  std::string names;
  for (const PolicyTarget& target : policy_targets()) {
    if (target.validated) names += fmt::format("{} ", target.type);
  }
  CHECK(names ==
        "AWS::DynamoDB::Table AWS::IAM::AssumeRolePolicyDocument AWS::S3::AccessPoint "
        "AWS::S3::Bucket AWS::S3::MultiRegionAccessPoint AWS::S3ObjectLambda::AccessPoint ");
}

TEST_CASE("policy targets: resources, editing actions and keys") {
  struct Row {
    std::string_view type;
    std::string_view what;
    bool holds;
  };
  const Row rows[] = {
      {"AWS::S3::Bucket", "names s3 object", true},
      {"AWS::S3::Bucket", "names S3 BUCKET", true},
      {"AWS::S3::Bucket", "names s3 accesspoint", false},
      {"AWS::S3::Bucket", "names s3express bucket", false},
      {"AWS::S3::Bucket", "names s3 ", false},
      {"AWS::Lambda::Function", "names lambda function alias", true},
      {"AWS::IAM::AssumeRolePolicyDocument", "names iam role", true},
      {"AWS::IAM::AssumeRolePolicyDocument", "names sts role", false},
      {"AWS::S3::Bucket", "edits s3:putbucketpolicy", true},
      {"AWS::S3::Bucket", "edits s3:PutBucketAcl", false},
      {"AWS::S3::Bucket", "edits ", false},
      {"AWS::KMS::Key", "edits kms:PutKeyPolicy", true},
      {"AWS::S3::Bucket", "ignores s3:resourceaccount", true},
      {"AWS::S3::Bucket", "ignores s3:prefix", false},
      {"AWS::KMS::Key", "ignores s3:ResourceAccount", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.type);
    CAPTURE(row.what);
    const PolicyTarget* target = find_policy_target(row.type);
    REQUIRE(target != nullptr);
    const std::string_view rest = row.what.substr(row.what.find(' ') + 1);
    const std::size_t blank = rest.find(' ');
    bool holds = false;
    if (row.what.starts_with("names")) {
      holds = can_name(*target, rest.substr(0, blank), rest.substr(blank + 1));
    } else if (row.what.starts_with("edits")) {
      holds = edits_policy(*target, rest);
    } else {
      holds = is_irrelevant(*target, rest);
    }
    CHECK(holds == row.holds);
  }
}

TEST_CASE("trust policies: their actions, and the companions of keys") {
  for (const std::string_view action : trust_policy_actions()) {
    CAPTURE(action);
    CHECK(find_action(action).has_value());
  }
  struct Row {
    std::string_view key;
    std::string_view action;
  };
  const Row rows[] = {
      {"aws:RequestTag/team", "sts:TagSession"},
      {"AWS:TAGKEYS", "sts:TagSession"},
      {"sts:TransitiveTagKeys", "sts:TagSession"},
      {"sts:sourceidentity", "sts:SetSourceIdentity"},
      {"aws:SourceIdentity", ""},
      {"sts:ExternalId", ""},
      {"", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.key);
    CHECK(companion_action(row.key) == row.action);
    const auto actions = trust_policy_actions();
    CHECK((row.action.empty() || std::ranges::find(actions, row.action) != actions.end()));
  }
}

}  // namespace
}  // namespace cordon::catalogue
