#include "rules/documents/envelopes.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/incident/world/account.h"
#include "engine/incident/world/organization.h"
#include "rules/documents/infer_type.h"
#include "rules/documents/policy_shape.h"

namespace cordon::rules {
namespace {

using Home = FoundDocument::Home;

/// An output with documents of one kind. Empty texts: not asked for.
struct Output {
  std::string_view holder;  // the root's member that holds the rest: an object or an array of them
  std::string_view document;  // the member that is the document
  std::string_view beside;    // a member that has to stand beside it
  PolicyType type;
  std::string_view resource_type;
  std::string_view label;  // what the document is called…
  std::string_view name;   // … followed by what this member says
  std::string_view owner;  // the member with the ARN of the principal that has it
  Home home = Home::kUnknown;
};

constexpr PolicyType kIdentity = PolicyType::kIdentity;
constexpr PolicyType kResource = PolicyType::kResource;

// The first that fits counts.
constexpr std::array kOutputs{
    // iam get-policy-version
    Output{"PolicyVersion", "Document", "", kIdentity, "", "managed policy version", "VersionId",
           "", Home::kManaged},
    // iam get-role, create-role; list-roles; the input of create-role
    Output{"Role", "AssumeRolePolicyDocument", "", PolicyType::kTrust, kRoleTrust,
           "trust policy of role", "RoleName", "Arn", Home::kRole},
    Output{"Roles", "AssumeRolePolicyDocument", "", PolicyType::kTrust, kRoleTrust,
           "trust policy of role", "RoleName", "Arn", Home::kRole},
    Output{"", "AssumeRolePolicyDocument", "", PolicyType::kTrust, kRoleTrust,
           "trust policy of role", "RoleName", "Arn", Home::kRole},
    // the input of iam create-policy
    Output{"", "PolicyDocument", "PolicyName", kIdentity, "", "managed policy", "PolicyName", "",
           Home::kManaged},
    // sso-admin get-inline-policy-for-permission-set
    Output{"", "InlinePolicy", "", kIdentity, "", "inline policy of the permission set", "", ""},
    // organizations describe-resource-policy
    Output{"ResourcePolicy", "Content", "", kResource, "", "policy of the organization", "", ""},
    // sqs get-queue-attributes; sns get-topic-attributes
    Output{"Attributes", "Policy", "QueueArn", kResource, "AWS::SQS::Queue", "policy of queue",
           "QueueArn", ""},
    Output{"Attributes", "Policy", "TopicArn", kResource, "AWS::SNS::Topic", "policy of topic",
           "TopicArn", ""},
    Output{"Attributes", "Policy", "", kResource, "", "resource policy", "", ""},
    // secretsmanager get-resource-policy
    Output{"", "ResourcePolicy", "ARN", kResource, "AWS::SecretsManager::Secret",
           "policy of secret", "Name", ""},
    // efs describe-file-system-policy; backup get-backup-vault-access-policy
    Output{"", "Policy", "FileSystemId", kResource, "AWS::EFS::FileSystem", "policy of file system",
           "FileSystemId", ""},
    Output{"", "Policy", "BackupVaultName", kResource, "AWS::Backup::BackupVault",
           "policy of backup vault", "BackupVaultName", ""},
    // kms get-key-policy
    Output{"", "Policy", "PolicyName", kResource, "AWS::KMS::Key", "key policy", "PolicyName", ""},
    // events describe-event-bus
    Output{"", "Policy", "Arn", kResource, "", "policy of", "Arn", ""},
    // s3api get-bucket-policy, lambda get-policy, dynamodb and kinesis get-resource-policy
    Output{"", "Policy", "", kResource, "", "resource policy", "", ""},
    // ecr get-repository-policy, get-registry-policy
    Output{"", "policyText", "repositoryName", kResource, "AWS::ECR::Repository",
           "policy of repository", "repositoryName", ""},
    Output{"", "policyText", "", kResource, "", "policy of the registry", "registryId", ""},
    // codeartifact get-domain-permissions-policy
    Output{"policy", "document", "resourceArn", kResource, "", "policy of", "resourceArn", ""},
    // glue get-resource-policy
    Output{"", "PolicyInJson", "", kResource, "", "policy of the data catalog", "", ""},
    // logs describe-resource-policies
    Output{"resourcePolicies", "policyDocument", "", kResource, "", "resource policy", "policyName",
           ""},
    // ec2 describe-vpc-endpoints, create-vpc-endpoint
    Output{"VpcEndpoints", "PolicyDocument", "", PolicyType::kEndpoint, "", "policy of endpoint",
           "VpcEndpointId", ""},
    Output{"VpcEndpoint", "PolicyDocument", "", PolicyType::kEndpoint, "", "policy of endpoint",
           "VpcEndpointId", ""},
};

/// The document of a member; none when what is there can't be one.
std::optional<JsonValue> document_in(JsonValue object, std::string_view member) {
  const auto value = object.find(member);
  if (!value) return std::nullopt;
  const bool written = value->is(JsonKind::kObject) || !value->text().empty();
  return written && !value->is(JsonKind::kNumber) && !value->is(JsonKind::kBool) ? value
                                                                                 : std::nullopt;
}

/// A member's name alone says little: `Policy` may be anything.
bool speaks_for_itself(const Output& output, JsonValue document) {
  if (!output.holder.empty() || !output.beside.empty()) return true;
  return document.is(JsonKind::kObject) ? is_policy_shaped(document)
                                        : may_hold_policy(document.text());
}

FoundDocument described(const Output& output, JsonValue object) {
  FoundDocument about;
  about.type = output.type;
  about.resource_type = output.resource_type;
  const std::string_view name = output.name.empty() ? "" : text_of(object, output.name);
  about.name = name.empty() ? std::string(output.label) : fmt::format("{} {}", output.label, name);
  const std::string_view owner = output.owner.empty() ? "" : text_of(object, output.owner);
  if (!owner.empty()) about.principals.emplace_back(owner);
  about.home = output.home;
  return about;
}

void open(const Output& output, JsonValue object, Envelope& envelope) {
  if (!output.beside.empty() && !object.find(output.beside)) return;
  const auto document = document_in(object, output.document);
  if (!document || !speaks_for_itself(output, *document)) return;
  envelope.documents.push_back({*document, described(output, object)});
}

void open_holder(const Output& output, JsonValue root, Envelope& envelope) {
  if (output.holder.empty()) return open(output, root, envelope);
  const auto holder = root.find(output.holder);
  if (!holder) return;
  open(output, *holder, envelope);
  for (const JsonValue element : holder->elements()) open(output, element, envelope);
}

/// iam get-user-policy, get-role-policy, get-group-policy.
std::optional<Enveloped> open_inline(JsonValue root) {
  struct Entity {
    std::string_view name, kind;
    Home home;
  };
  constexpr std::array kEntities{Entity{"UserName", "user", Home::kUser},
                                 Entity{"RoleName", "role", Home::kRole},
                                 Entity{"GroupName", "group", Home::kGroup}};
  const auto document = document_in(root, "PolicyDocument");
  if (!document) return std::nullopt;
  for (const Entity& entity : kEntities) {
    if (!root.find(entity.name)) continue;
    FoundDocument about;
    about.type = kIdentity;
    about.name = incident::inline_policy_name(text_of(root, "PolicyName"), entity.kind,
                                              text_of(root, entity.name));
    about.home = entity.home;
    return Enveloped{*document, std::move(about)};
  }
  return std::nullopt;
}

/// organizations describe-policy. Other types of policies than SCPs and RCPs (tag policies, backup
/// policies) are no policies of IAM.
std::optional<Enveloped> open_organization_policy(JsonValue root) {
  const auto policy = root.find("Policy");
  const auto summary = policy ? policy->find("PolicySummary") : std::nullopt;
  const auto document = policy ? document_in(*policy, "Content") : std::nullopt;
  if (!summary || !document) return std::nullopt;
  const auto type = incident::organization_policy_type(text_of(*summary, "Type"));
  if (!type) return std::nullopt;
  FoundDocument about;
  about.type = type;
  about.name = incident::organization_policy_name(text_of(*summary, "Id"), *type);
  return Enveloped{*document, std::move(about)};
}

}  // namespace

std::string_view text_of(JsonValue object, std::string_view name) {
  const auto value = object.find(name);
  return value && value->is(JsonKind::kString) ? value->text() : std::string_view();
}

Envelope open_envelope(JsonValue root) {
  if (is_snapshot(root)) return open_snapshot(root);
  Envelope envelope;
  for (const auto& open_one : {open_inline, open_organization_policy}) {
    if (auto one = open_one(root)) envelope.documents.push_back(*std::move(one));
  }
  for (const Output& output : kOutputs) {
    if (!envelope.documents.empty()) break;
    open_holder(output, root, envelope);
  }
  return envelope;
}

}  // namespace cordon::rules
