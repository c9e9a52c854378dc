// The policies in what `aws iam get-account-authorization-details` prints, and who has them.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/incident/world/account.h"
#include "rules/documents/envelopes.h"
#include "rules/documents/infer_type.h"

namespace cordon::rules {
namespace {

using Home = FoundDocument::Home;
using Arns = std::vector<std::string_view>;

/// The members that differ by kind of entity.
struct Kind {
  std::string_view list, name, inline_policies, word;
  Home home;
};
constexpr Kind kUsers{"UserDetailList", "UserName", "UserPolicyList", "user", Home::kUser};
constexpr Kind kGroups{"GroupDetailList", "GroupName", "GroupPolicyList", "group", Home::kGroup};
constexpr Kind kRoles{"RoleDetailList", "RoleName", "RolePolicyList", "role", Home::kRole};

/// A file may name every user in every group and every policy: past this many attachments it is
/// not told any more who has a policy.
constexpr std::size_t kMostAttachments = 1'000'000;

std::vector<JsonValue> elements_of(JsonValue object, std::string_view name) {
  std::vector<JsonValue> values;
  const auto list = object.find(name);
  if (!list) return values;
  for (const JsonValue element : list->elements()) values.push_back(element);
  return values;
}

bool is_true(JsonValue object, std::string_view name) {
  const auto value = object.find(name);
  return value && value->is_true();
}

std::vector<JsonValue> versions_of(JsonValue policy) {
  return elements_of(policy, "PolicyVersionList");
}

bool is_default(JsonValue policy, JsonValue version) {
  const std::string_view id = text_of(policy, "DefaultVersionId");
  return id.empty() ? is_true(version, "IsDefaultVersion") : text_of(version, "VersionId") == id;
}

class SnapshotOpener {
 public:
  explicit SnapshotOpener(JsonValue root) : root_(root) {}

  Envelope open() {
    note_holders();
    for (const Kind* kind : {&kUsers, &kGroups, &kRoles}) {
      for (const JsonValue entity : elements_of(root_, kind->list)) add_entity(*kind, entity);
    }
    for (const JsonValue policy : elements_of(root_, "Policies")) add_managed(policy);
    if (is_true(root_, "IsTruncated")) {
      warn(*root_.find("IsTruncated"),
           "`IsTruncated` is true: this is one page of several, so there are policies and "
           "attachments that it does not show");
    }
    return std::move(envelope_);
  }

 private:
  void warn(JsonValue at, std::string message) {
    envelope_.warnings.push_back(
        {Severity::kWarning, at.source(), at.span(), std::move(message), ""});
  }

  void note_holders() {
    for (const JsonValue user : elements_of(root_, kUsers.list)) {
      const std::string_view arn = text_of(user, "Arn");
      if (arn.empty()) continue;
      for (const JsonValue group : elements_of(user, "GroupList")) {
        members_[group.text()].push_back(arn);
      }
    }
    for (const Kind* kind : {&kUsers, &kGroups, &kRoles}) {
      for (const JsonValue entity : elements_of(root_, kind->list)) note_attached(*kind, entity);
    }
  }

  void note_attached(const Kind& kind, JsonValue entity) {
    const Arns holders = holders_of(kind, entity);
    for (const JsonValue policy : elements_of(entity, "AttachedManagedPolicies")) {
      Arns& known = attached_[text_of(policy, "PolicyArn")];
      if (take(holders.size())) known.insert(known.end(), holders.begin(), holders.end());
    }
    const auto boundary = entity.find("PermissionsBoundary");
    if (!boundary) return;
    Arns& bounded = bounded_[text_of(*boundary, "PermissionsBoundaryArn")];
    bounded.insert(bounded.end(), holders.begin(), holders.end());
  }

  /// Whom a policy of the entity applies to: a group is no principal, unless nobody is in it.
  [[nodiscard]] Arns holders_of(const Kind& kind, JsonValue entity) const {
    const std::string_view arn = text_of(entity, "Arn");
    const auto members =
        &kind == &kGroups ? members_.find(text_of(entity, kind.name)) : members_.end();
    if (members != members_.end()) return members->second;
    return arn.empty() ? Arns{} : Arns{arn};
  }

  /// Whether as many attachments more can be told.
  bool take(std::size_t attachments) {
    if (attachments <= left_) {
      left_ -= attachments;
      return true;
    }
    if (!too_many_) {
      warn(root_, fmt::format("there are more than {} attachments: the policies of one principal "
                              "are not looked at together for the rest",
                              kMostAttachments));
    }
    too_many_ = true;
    return false;
  }

  FoundDocument about(PolicyType type, std::string name, const Arns& holders, Home home) {
    FoundDocument found;
    found.type = type;
    found.name = std::move(name);
    if (take(holders.size())) found.principals.assign(holders.begin(), holders.end());
    std::ranges::sort(found.principals);
    const auto [first, last] = std::ranges::unique(found.principals);
    found.principals.erase(first, last);
    found.home = home;
    return found;
  }

  void add(JsonValue holder, std::string_view member, FoundDocument about) {
    const auto document = holder.find(member);
    if (document) envelope_.documents.push_back({*document, std::move(about)});
  }

  void add_entity(const Kind& kind, JsonValue entity) {
    const std::string_view name = text_of(entity, kind.name);
    const Arns holders = holders_of(kind, entity);
    if (&kind == &kRoles) {
      FoundDocument trust =
          about(PolicyType::kTrust, incident::trust_policy_name(name), holders, Home::kRole);
      trust.resource_type = kRoleTrust;
      add(entity, "AssumeRolePolicyDocument", std::move(trust));
    }
    for (const JsonValue policy : elements_of(entity, kind.inline_policies)) {
      std::string shown =
          incident::inline_policy_name(text_of(policy, "PolicyName"), kind.word, name);
      add(policy, "PolicyDocument",
          about(PolicyType::kIdentity, std::move(shown), holders, kind.home));
    }
  }

  void add_managed(JsonValue policy) {
    const std::string_view arn = text_of(policy, "Arn");
    for (const JsonValue version : versions_of(policy)) {
      if (!is_default(policy, version)) continue;
      return add_version(arn, version);
    }
    warn(policy,
         fmt::format("the default version of {} is not here: it is not checked", backticked(arn)));
  }

  /// A policy that is a boundary and nothing else is checked as one.
  void add_version(std::string_view arn, JsonValue version) {
    std::string name = incident::managed_policy_name(arn, text_of(version, "VersionId"));
    const auto bounded = bounded_.find(arn);
    const bool boundary = bounded != bounded_.end() && !attached_.contains(arn);
    const PolicyType type = boundary ? PolicyType::kBoundary : PolicyType::kIdentity;
    const Arns& holders = boundary ? bounded->second : attached_[arn];
    add(version, "Document", about(type, std::move(name), holders, Home::kManaged));
  }

  JsonValue root_;
  Envelope envelope_;
  std::map<std::string_view, Arns> members_;   // ARNs of users by the name of their group
  std::map<std::string_view, Arns> attached_;  // of principals by the ARN of the policy
  std::map<std::string_view, Arns> bounded_;
  std::size_t left_ = kMostAttachments;
  bool too_many_ = false;
};

}  // namespace

bool is_snapshot(JsonValue root) {
  const bool entities =
      std::ranges::any_of(std::array{kUsers.list, kGroups.list, kRoles.list},
                          [root](auto name) { return root.find(name).has_value(); });
  if (entities) return true;
  const std::vector<JsonValue> policies = elements_of(root, "Policies");
  return std::ranges::any_of(policies,
                             [](JsonValue policy) { return !versions_of(policy).empty(); });
}

Envelope open_snapshot(JsonValue root) { return SnapshotOpener(root).open(); }

}  // namespace cordon::rules
