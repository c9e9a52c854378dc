#include "engine/incident/trail/change.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/catalogue/catalogue.h"
#include "engine/incident/events/event_call.h"
#include "engine/incident/world/json_text.h"
#include "grammar/embedded_json.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

// Where a record has a parameter elsewhere than under its own name with a small first letter.
struct Alias {
  std::string_view call;
  std::string_view parameter;
  std::array<std::string_view, 3> path;  // empty names are none
};

constexpr std::array<Alias, 11> kAliases{{
    {"s3:PutBucketPolicy", "Bucket", {"requestParameters", "bucketName"}},
    {"s3:PutBucketPolicy", "Policy", {"requestParameters", "bucketPolicy"}},
    {"s3:DeleteBucketPolicy", "Bucket", {"requestParameters", "bucketName"}},
    {"iam:CreateUser", "UserId", {"responseElements", "user", "userId"}},
    {"iam:CreateGroup", "GroupId", {"responseElements", "group", "groupId"}},
    {"iam:CreateRole", "RoleId", {"responseElements", "role", "roleId"}},
    {"iam:CreateAccessKey", "AccessKeyId", {"responseElements", "accessKey", "accessKeyId"}},
    {"iam:CreateAccessKey", "UserName", {"responseElements", "accessKey", "userName"}},
    {"iam:CreatePolicyVersion", "VersionId", {"responseElements", "policyVersion", "versionId"}},
    {"organizations:CreatePolicy", "PolicyId", {"responseElements", "policy", "policySummary"}},
    {"organizations:AttachPolicy", "PolicyId", {"requestParameters", "policyId"}},
}};

std::optional<JsonValue> follow(const TrailRecord& record, const Alias& alias) {
  auto value = record.member(alias.path[0], alias.path[1]);
  if (value && !alias.path[2].empty()) value = value->find(alias.path[2]);
  // `policySummary` is an object, whose `id` is meant.
  return value && value->is(JsonKind::kObject) && alias.path[2] == "policySummary"
             ? value->find("id")
             : value;
}

std::optional<JsonValue> find_parameter(const TrailRecord& record, std::string_view name) {
  std::string small(name);
  small.front() = ascii_lower(small.front());
  auto value = record.member("requestParameters", small);
  if (!value) value = record.member("requestParameters", name);
  for (const Alias& alias : kAliases) {
    const bool missing = !value || value->is(JsonKind::kNull);
    if (missing && alias.call == record.call && alias.parameter == name) {
      value = follow(record, alias);
    }
  }
  return value && !value->is(JsonKind::kNull) ? value : std::nullopt;
}

// `{"Key": …, "Value": …}`: logs write the members small.
std::string tag_list(JsonValue list) {
  std::string text;
  for (const JsonValue tag : list.elements()) {
    const auto key = tag.find("key") ? tag.find("key") : tag.find("Key");
    const auto value = tag.find("value") ? tag.find("value") : tag.find("Value");
    if (!key || !value) continue;
    text += fmt::format("{}{{\"Key\": {}, \"Value\": {}}}", text.empty() ? "" : ", ",
                        json_text(key->text()), json_text(value->text()));
  }
  return fmt::format("[{}]", text);
}

// A document in a string is easier to read as what it holds.
std::string document_text(JsonValue value) {
  const bool holds_object = value.is(JsonKind::kString) && value.text().starts_with('{');
  const auto read =
      holds_object ? read_embedded_json(value.source(), value.span(), value.text()) : std::nullopt;
  const auto root = read ? read->root() : std::nullopt;
  return json_text(root ? *root : value);
}

// IAM takes the caller for the user where none is named.
std::string caller_as_user(const TrailRecord& record, std::string_view name) {
  const bool own = name == "UserName" && record.who.type == "IAMUser";
  return own ? json_text(record.who.user_name) : std::string();
}

std::string parameter_text(const TrailRecord& record, std::string_view name) {
  // Never in a record, and never to be in a file.
  if (name == "Password") return {};
  const auto value = find_parameter(record, name);
  if (!value) return caller_as_user(record, name);
  if (name == "Tags") return tag_list(*value);
  return document_text(*value);
}

std::string parameters_of(const TrailRecord& record, const EventCall& call) {
  std::string text;
  for (const std::string_view names : {call.required, call.optional}) {
    for (const std::string_view name : words(names)) {
      const std::string value = parameter_text(record, name);
      if (value.empty()) continue;
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", json_text(name), value);
    }
  }
  return fmt::format("{{{}}}", text);
}

bool changes_permissions(const TrailRecord& record) {
  const auto action = catalogue::find_action(record.call);
  return action && action->level == catalogue::AccessLevel::kPermissionsManagement;
}

}  // namespace

std::optional<TrailChange> read_change(const TrailRecord& record) {
  const bool mints = record.call.starts_with("sts:") || record.call.starts_with("signin:");
  if (!record.error.empty() || record.read_only || mints) return std::nullopt;
  const EventCall* call = find_call(record.call);
  if (call == nullptr && !changes_permissions(record)) return std::nullopt;
  return TrailChange{.place = record.place,
                     .at = record.at,
                     .event_id = record.event_id,
                     .call = record.call,
                     .account = record.account,
                     .parameters = call == nullptr ? "{}" : parameters_of(record, *call),
                     .by_key = record.who.access_key_id,
                     .by_arn = record.who.arn,
                     .known = call != nullptr};
}

}  // namespace cordon::incident
