#include "engine/incident/world/entity_reader.h"

#include <fmt/format.h>

#include <utility>

#include "engine/incident/world/snapshot.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

constexpr std::int64_t kShortestMaxSession = 3'600;  // seconds
constexpr std::int64_t kLongestMaxSession = 43'200;

// Stands where an ARN should: as it is in no account, its policy is unreadable, not absent.
constexpr std::string_view kNoArn = "without an ARN";

}  // namespace

std::optional<std::int64_t> parse_max_session(std::string_view seconds) {
  constexpr std::size_t kMostDigits = 5;
  const bool digits = seconds.find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits || seconds.size() > kMostDigits) return std::nullopt;
  std::int64_t value = 0;
  for (const char c : seconds) value = value * 10 + (c - '0');
  if (value < kShortestMaxSession || value > kLongestMaxSession) return std::nullopt;
  return value * 1'000;
}

std::vector<JsonValue> records(ObjectReader& object, std::string_view name) {
  std::vector<JsonValue> values;
  const auto list = object.member(name);
  if (!list) return values;
  if (!list->is(JsonKind::kArray)) {
    object.report(list->span(),
                  fmt::format("`{}` has to be an array, not {}", name, describe(list->kind())));
  }
  for (const JsonValue element : list->elements()) values.push_back(element);
  return values;
}

std::optional<User> EntityReader::user(JsonValue value) {
  ObjectReader object(value, "a user", diagnostics_);
  User user;
  if (!read_entity(object, {"user", "UserName", "UserId", "UserPolicyList"}, user)) {
    return std::nullopt;
  }
  for (const JsonValue group : records(object, "GroupList")) {
    if (auto name = scalar_text(group, "GroupList", diagnostics_)) {
      user.groups.push_back(std::move(*name));
    }
  }
  user.boundary = boundary(object);
  user.tags = tags(object);
  // Tells namesakes apart; a form that can't be read tells nothing.
  const auto created = object.member("CreateDate");
  if (created && created->is(JsonKind::kString)) {
    const auto instant = parse_time(created->text());
    if (instant) user.created_at = *instant;
  }
  return user;
}

std::optional<Group> EntityReader::group(JsonValue value) {
  ObjectReader object(value, "a group", diagnostics_);
  Group group;
  if (!read_entity(object, {"group", "GroupName", "GroupId", "GroupPolicyList"}, group)) {
    return std::nullopt;
  }
  return group;
}

std::optional<Role> EntityReader::role(JsonValue value) {
  ObjectReader object(value, "a role", diagnostics_);
  Role role;
  if (!read_entity(object, {"role", "RoleName", "RoleId", "RolePolicyList"}, role)) {
    return std::nullopt;
  }
  role.trust.name = trust_policy_name(role.name);
  role.trust.policy =
      document(object.required("AssumeRolePolicyDocument"), PolicyType::kTrust, role.trust.name);
  role.boundary = boundary(object);
  role.tags = tags(object);
  role.max_session_ms = max_session(object);
  return role;
}

std::vector<InstanceProfile> EntityReader::instance_profiles(JsonValue role,
                                                             std::string_view role_name) {
  ObjectReader object(role, "a role", diagnostics_);
  std::vector<InstanceProfile> profiles;
  for (const JsonValue value : records(object, "InstanceProfileList")) {
    ObjectReader profile(value, "an instance profile", diagnostics_);
    auto name = profile.required_text("InstanceProfileName");
    if (!name) continue;
    profiles.push_back(
        {.name = std::move(*name), .arn = arn(profile), .roles = {std::string(role_name)}});
  }
  return profiles;
}

bool EntityReader::read_entity(ObjectReader& object, const Members& members, Entity& entity) {
  auto name = object.required_text(members.name);
  if (!name) return false;
  entity.name = std::move(*name);
  entity.path = object.text("Path").value_or("/");
  entity.arn = arn(object);
  entity.id = object.text(members.id).value_or("");
  entity.inline_policies = inline_policies(object, members, entity.name);
  entity.attached = attached(object);
  return true;
}

std::string EntityReader::arn(ObjectReader& object) {
  auto text = object.text("Arn");
  if (!text) return {};
  const auto fields = split_arn(*text);
  if (fields && fields->service == "iam") return std::move(*text);
  object.report(object.member("Arn")->span(),
                fmt::format("{} is no ARN of IAM", backticked(*text)));
  return {};
}

std::vector<StoredPolicy> EntityReader::inline_policies(ObjectReader& object,
                                                        const Members& members,
                                                        std::string_view entity) {
  std::vector<StoredPolicy> policies;
  for (const JsonValue value : records(object, members.inline_policies)) {
    ObjectReader record(value, "an inline policy", diagnostics_);
    StoredPolicy stored;
    stored.name = record.required_text("PolicyName").value_or("");
    stored.policy = document(record.required("PolicyDocument"), PolicyType::kIdentity,
                             inline_policy_name(stored.name, members.kind, entity));
    policies.push_back(std::move(stored));
  }
  return policies;
}

std::vector<std::string> EntityReader::attached(ObjectReader& object) {
  std::vector<std::string> arns;
  for (const JsonValue value : records(object, "AttachedManagedPolicies")) {
    ObjectReader record(value, "an attached policy", diagnostics_);
    arns.push_back(record.required_text("PolicyArn").value_or(std::string(kNoArn)));
  }
  return arns;
}

std::string EntityReader::boundary(ObjectReader& object) {
  const auto value = object.member("PermissionsBoundary");
  if (!value) return {};
  ObjectReader record(*value, "a permissions boundary", diagnostics_);
  return record.required_text("PermissionsBoundaryArn").value_or(std::string(kNoArn));
}

Tags EntityReader::tags(ObjectReader& object) {
  Tags tags;
  for (const JsonValue value : records(object, "Tags")) {
    ObjectReader record(value, "a tag", diagnostics_);
    auto key = record.required_text("Key");
    auto text = record.required_text("Value");
    if (key && text) tags.emplace_back(std::move(*key), std::move(*text));
  }
  return tags;
}

std::optional<std::int64_t> EntityReader::max_session(ObjectReader& object) {
  const auto written = object.text("MaxSessionDuration");
  if (!written) return std::nullopt;
  if (const auto ms = parse_max_session(*written)) return ms;
  object.report(object.member("MaxSessionDuration")->span(), std::string(kMaxSessionExpected));
  return std::nullopt;
}

std::optional<ManagedPolicy> EntityReader::managed_policy(JsonValue value) {
  ObjectReader object(value, "a managed policy", diagnostics_);
  ManagedPolicy policy;
  if (!object.required("Arn")) return std::nullopt;
  policy.arn = arn(object);
  if (policy.arn.empty()) return std::nullopt;
  std::string marked_default;
  for (const JsonValue version : records(object, "PolicyVersionList")) {
    read_version(version, policy, marked_default);
  }
  policy.default_version = object.text("DefaultVersionId").value_or(marked_default);
  check_default(value, policy, marked_default);
  return policy;
}

void EntityReader::check_default(JsonValue value, const ManagedPolicy& policy,
                                 std::string_view marked) {
  const auto warn = [&](std::string message) {
    diagnostics_.push_back(
        {Severity::kWarning, value.source(), value.span(), std::move(message), ""});
  };
  if (!policy.versions.contains(policy.default_version)) {
    warn(fmt::format("the default version of {} is not here: what the policy says is unknown",
                     backticked(policy.arn)));
  } else if (!marked.empty() && marked != policy.default_version) {
    warn(fmt::format("`DefaultVersionId` says {}, `IsDefaultVersion` says {}: the former counts",
                     backticked(policy.default_version), backticked(marked)));
  }
}

void EntityReader::read_version(JsonValue value, ManagedPolicy& policy,
                                std::string& marked_default) {
  ObjectReader record(value, "a policy version", diagnostics_);
  auto id = record.required_text("VersionId");
  if (!id) return;
  if (record.boolean("IsDefaultVersion").value_or(false)) marked_default = *id;
  PolicyPtr read = document(record.required("Document"), PolicyType::kIdentity,
                            managed_policy_name(policy.arn, *id));
  policy.versions.insert_or_assign(std::move(*id), std::move(read));
}

PolicyPtr EntityReader::document(std::optional<JsonValue> value, PolicyType type,
                                 std::string name) {
  if (!value) return unreadable_policy(type, std::move(name));
  DocumentResult read = read_document(tree_, *value, type, std::move(name));
  for (Diagnostic& diagnostic : read.diagnostics) diagnostics_.push_back(std::move(diagnostic));
  return std::move(read.policy);
}

}  // namespace cordon::incident
