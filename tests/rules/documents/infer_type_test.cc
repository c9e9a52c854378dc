#include "rules/documents/infer_type.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <string_view>

#include "doctest/doctest.h"
#include "rules/documents/documents.h"
#include "rules/settings.h"
#include "rules/subject.h"

namespace cordon {
namespace {

const rules::Settings kSettings;

rules::Subject subject_of(std::string_view statements, std::string_view path) {
  std::string text = fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
  auto found = rules::find_documents(std::make_shared<Source>(std::string(path), std::move(text)),
                                     rules::Expected::kAnything);
  return rules::make_subject(std::move(found.documents.at(0)), kSettings, std::nullopt);
}

std::string type_of(std::string_view statements, std::string_view path = "p.json") {
  const rules::Subject subject = subject_of(statements, path);
  CHECK(subject.type_is_inferred);  // the path says nothing
  std::string text(to_string(subject.type));
  if (!subject.found.resource_type.empty()) text += " " + subject.found.resource_type;
  return text;
}

TEST_CASE("types: what statements speak for") {
  struct Row {
    std::string_view statements, type;
  };
  constexpr std::string_view kTrust = "trust AWS::IAM::AssumeRolePolicyDocument";
  const Row rows[] = {
      {R"({"Effect":"Allow","Action":"s3:*","Resource":"*"})", "identity"},
      {R"({"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"})", "identity"},
      {"", "identity"},
      {R"({"Effect":"Allow","Principal":{"AWS":"1"},"Action":"sts:AssumeRole"})", kTrust},
      {R"({"Effect":"Allow","Principal":{"AWS":"1"},"Action":["STS:TagSession","s3:x"]})", kTrust},
      {R"({"Effect":"Allow","Principal":{"AWS":"1"},"Action":"sts:AssumeRole","Resource":"*"})",
       kTrust},
      {R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"})",
       "resource"},
      {R"({"Effect":"Allow","Principal":"*"})", "resource"},
      {R"({"Effect":"Allow","Principal":{"AWS":"1"},"Action":"sts:AssumeRole"},)"
       R"({"Effect":"Allow","Principal":{"AWS":"1"},"Action":"s3:*","Resource":"arn:aws:s3:::b"})",
       "resource AWS::S3::Bucket"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.statements);
    CHECK(type_of(row.statements) == row.type);
  }
}

TEST_CASE("types: what a path speaks for, beside the statements") {
  constexpr std::string_view kPlain = R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})";
  constexpr std::string_view kWithPrincipal =
      R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"})";
  struct Row {
    std::string_view path, plain, with_principal;
  };
  const Row rows[] = {
      {"policies/a.json", "identity", "resource"},
      {"scp/a.json", "scp", "scp"},
      {"org/SCPs/prod/a.json", "scp", "scp"},
      {"service_control_policies/a.json", "scp", "scp"},
      {"a.scp.json", "scp", "scp"},
      {"scp.json", "scp", "scp"},
      {"deny-regions-scp.json", "scp", "scp"},
      {"scp_deny_regions.json", "scp", "scp"},
      {"escape-room.json", "identity", "resource"},
      {"ascp.json", "identity", "resource"},
      {"rcps/a.json", "rcp", "rcp"},
      {"a.rcp.json", "rcp", "rcp"},
      {"trust-policy.json", "trust", "trust"},
      {"lambda-trust-policy.json", "trust", "trust"},
      {"trust/app.json", "trust", "trust"},
      {"assume_role_policy.json", "trust", "trust"},
      {"trust-anchor-admin.json", "identity", "resource"},
      {"trusted-advisor.json", "identity", "resource"},
      {"permissions-boundary.json", "boundary", "resource"},
      {"boundaries/developer.json", "boundary", "resource"},
      {"permission_boundaries/developer.json", "boundary", "resource"},
      {"developer.boundary.json", "boundary", "resource"},
      {"session-policy.json", "session", "resource"},
      {"session-manager.json", "identity", "resource"},
      {"s3.endpoint.json", "identity", "endpoint"},
      {"vpc-endpoint-policies/s3.json", "identity", "resource"},
      {"endpoint-policies/s3.json", "identity", "endpoint"},
      {"read-bucket-policy.json", "identity", "resource"},
      {"a.identity.json", "identity", "resource"},
      {"scps/trust-policy.json", "trust", "trust"},
      {"scps/boundaries/a.json", "boundary", "resource"},
      {"scps/README", "scp", "scp"},
      {".json", "identity", "resource"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(to_string(subject_of(kPlain, row.path).type) == row.plain);
    CHECK(to_string(subject_of(kWithPrincipal, row.path).type) == row.with_principal);
  }
}

TEST_CASE("types: the resource that a policy can be attached to") {
  struct Row {
    std::string_view action, resource, type;
  };
  const Row rows[] = {
      {"s3:GetObject", "arn:aws:s3:::bucket/*", "AWS::S3::Bucket"},
      {"s3:*", R"(["arn:aws:s3:::bucket", "arn:aws:s3:::bucket/*"])", "AWS::S3::Bucket"},
      {"s3:*",
       R"(["arn:aws:s3:us-east-1:111122223333:accesspoint/finance",)"
       R"("arn:aws:s3:us-east-1:111122223333:accesspoint/finance/object/*"])",
       "AWS::S3::AccessPoint"},
      {"sqs:SendMessage", "arn:aws:sqs:us-east-1:111122223333:queue", "AWS::SQS::Queue"},
      {"sns:Publish", "arn:aws:sns:us-east-1:111122223333:topic", "AWS::SNS::Topic"},
      {"lambda:InvokeFunction", "arn:aws:lambda:us-east-1:111122223333:function:f",
       "AWS::Lambda::Function"},
      {"secretsmanager:GetSecretValue", "*", "AWS::SecretsManager::Secret"},
      {"kms:*", "*", "AWS::KMS::Key"},
      {"kms:*", "", "AWS::KMS::Key"},
      {"KMS:Decrypt", "", "AWS::KMS::Key"},
      {"ecr:BatchGetImage", "", "AWS::ECR::Repository"},
      {"*", "*", ""},
      {"s3:*", "*", ""},
      {"s3:GetObject", "arn:aws:unknown:::thing", ""},
      {"s3:GetObject", R"(["arn:aws:s3:::b", "arn:aws:sqs:us-east-1:111122223333:q"])", ""},
      {"kms:Decrypt", "arn:aws:kms:*:111122223333:key/*", "AWS::KMS::Key"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.action);
    CAPTURE(row.resource);
    const std::string resource = row.resource.starts_with('[')
                                     ? std::string(row.resource)
                                     : fmt::format("\"{}\"", row.resource);
    const std::string statement =
        fmt::format(R"({{"Effect":"Allow","Principal":{{"AWS":"1"}},"Action":"{}"{}}})", row.action,
                    row.resource.empty() ? "" : fmt::format(",\"Resource\":{}", resource));
    CHECK(subject_of(statement, "p.json").found.resource_type == row.type);
  }
}

}  // namespace
}  // namespace cordon
