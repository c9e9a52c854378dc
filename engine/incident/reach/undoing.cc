#include "engine/incident/reach/undoing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace cordon::incident {
namespace {

// What the undoing call is made on.
enum class On : std::uint8_t { kUser, kRole, kGroup, kPolicy, kProfile, kBucket, kAnything };

struct Undo {
  std::string_view call;  // the step
  std::string_view action;
  On on;
};

// Names of calls and their resources as in the Service Authorization Reference.
constexpr std::array kUndos{
    Undo{"iam:DeleteAccessKey", "iam:CreateAccessKey", On::kUser},
    Undo{"iam:UpdateAccessKey", "iam:UpdateAccessKey", On::kUser},
    Undo{"iam:UpdateAccessKey", "iam:CreateAccessKey", On::kUser},
    Undo{"iam:DeleteLoginProfile", "iam:CreateLoginProfile", On::kUser},
    Undo{"iam:UpdateLoginProfile", "iam:UpdateLoginProfile", On::kUser},
    Undo{"iam:DeleteUser", "iam:CreateUser", On::kUser},
    Undo{"iam:PutUserPolicy", "iam:DeleteUserPolicy", On::kUser},
    Undo{"iam:PutUserPolicy", "iam:PutUserPolicy", On::kUser},
    Undo{"iam:DeleteUserPolicy", "iam:PutUserPolicy", On::kUser},
    Undo{"iam:AttachUserPolicy", "iam:DetachUserPolicy", On::kUser},
    Undo{"iam:AttachUserPolicy", "iam:CreatePolicyVersion", On::kPolicy},
    Undo{"iam:AttachUserPolicy", "iam:SetDefaultPolicyVersion", On::kPolicy},
    Undo{"iam:DetachUserPolicy", "iam:AttachUserPolicy", On::kUser},
    Undo{"iam:PutUserPermissionsBoundary", "iam:DeleteUserPermissionsBoundary", On::kUser},
    Undo{"iam:PutUserPermissionsBoundary", "iam:PutUserPermissionsBoundary", On::kUser},
    Undo{"iam:AddUserToGroup", "iam:RemoveUserFromGroup", On::kGroup},
    Undo{"iam:RemoveUserFromGroup", "iam:AddUserToGroup", On::kGroup},
    Undo{"iam:PutGroupPolicy", "iam:DeleteGroupPolicy", On::kGroup},
    Undo{"iam:PutGroupPolicy", "iam:PutGroupPolicy", On::kGroup},
    Undo{"iam:AttachGroupPolicy", "iam:DetachGroupPolicy", On::kGroup},
    Undo{"iam:AttachGroupPolicy", "iam:CreatePolicyVersion", On::kPolicy},
    Undo{"iam:DetachGroupPolicy", "iam:AttachGroupPolicy", On::kGroup},
    Undo{"iam:PutRolePolicy", "iam:DeleteRolePolicy", On::kRole},
    Undo{"iam:PutRolePolicy", "iam:PutRolePolicy", On::kRole},
    Undo{"iam:DeleteRolePolicy", "iam:PutRolePolicy", On::kRole},
    Undo{"iam:AttachRolePolicy", "iam:DetachRolePolicy", On::kRole},
    Undo{"iam:AttachRolePolicy", "iam:CreatePolicyVersion", On::kPolicy},
    Undo{"iam:AttachRolePolicy", "iam:SetDefaultPolicyVersion", On::kPolicy},
    Undo{"iam:DetachRolePolicy", "iam:AttachRolePolicy", On::kRole},
    Undo{"iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary", On::kRole},
    Undo{"iam:PutRolePermissionsBoundary", "iam:PutRolePermissionsBoundary", On::kRole},
    Undo{"iam:UpdateAssumeRolePolicy", "iam:UpdateAssumeRolePolicy", On::kRole},
    Undo{"iam:DeleteRole", "iam:CreateRole", On::kRole},
    Undo{"iam:RemoveRoleFromInstanceProfile", "iam:AddRoleToInstanceProfile", On::kProfile},
    Undo{"iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", On::kPolicy},
    Undo{"iam:CreatePolicyVersion", "iam:CreatePolicyVersion", On::kPolicy},
    Undo{"iam:SetDefaultPolicyVersion", "iam:SetDefaultPolicyVersion", On::kPolicy},
    Undo{"organizations:AttachPolicy", "organizations:DetachPolicy", On::kAnything},
    Undo{"organizations:AttachPolicy", "organizations:UpdatePolicy", On::kAnything},
    Undo{"s3:PutBucketPolicy", "s3:PutBucketPolicy", On::kBucket},
    Undo{"s3:PutBucketPolicy", "s3:DeleteBucketPolicy", On::kBucket},
    Undo{"s3:DeleteBucketPolicy", "s3:PutBucketPolicy", On::kBucket},
};

class Targets {
 public:
  Targets(const History& history, std::size_t index)
      : history_(history), event_(history.incident().events[index]), before_(index) {}

  [[nodiscard]] std::optional<std::string> of(On on) const {
    switch (on) {
      case On::kUser:
        return user();
      case On::kRole:
        return principal(history_.roles(event_.account, parameter_text(event_, "RoleName")));
      case On::kGroup:
        return named("group", "GroupName");
      case On::kPolicy:
        return policy();
      case On::kProfile:
        return named("instance-profile", "InstanceProfileName");
      case On::kBucket:
        return bucket();
      case On::kAnything:
        return "*";
    }
    return std::nullopt;
  }

 private:
  // Before the event: it may have deleted it.
  template <class EntityType>
  [[nodiscard]] std::optional<std::string> principal(const Versions<EntityType>& versions) const {
    const auto& entity = versions.in(before_).entity;
    return entity ? std::optional(entity->arn) : std::nullopt;
  }

  // A key's call may leave the user to the key.
  [[nodiscard]] std::optional<std::string> user() const {
    if (const std::string name = parameter_text(event_, "UserName"); !name.empty()) {
      return principal(history_.users(event_.account, name));
    }
    const std::string key = parameter_text(event_, "AccessKeyId");
    const auto& held = history_.incident().credentials;
    const auto found = std::ranges::find(held, key, &HeldCredential::access_key_id);
    return key.empty() || found == held.end() ? std::nullopt : std::optional(found->principal);
  }

  [[nodiscard]] std::optional<std::string> named(std::string_view type,
                                                 std::string_view parameter) const {
    const Account* account = find_account(history_.incident().snapshot, event_.account);
    const std::string name = parameter_text(event_, parameter);
    if (account == nullptr || name.empty()) return std::nullopt;
    const auto group = account->groups.find(name);
    const bool known = type == "group" && group != account->groups.end();
    return known ? group->second.arn : entity_arn(*account, type, "/", name);
  }

  [[nodiscard]] std::string bucket() const {
    const Account* account = find_account(history_.incident().snapshot, event_.account);
    return fmt::format("arn:{}:s3:::{}", account == nullptr ? "aws" : account->partition,
                       parameter_text(event_, "Bucket"));
  }

  // AWS's own policies are nobody's to change.
  [[nodiscard]] std::optional<std::string> policy() const {
    std::string arn = parameter_text(event_, "PolicyArn");
    if (arn.empty() || arn.contains(":iam::aws:")) return std::nullopt;
    return arn;
  }

  const History& history_;
  const Event& event_;
  std::size_t before_;
};

}  // namespace

std::vector<Candidate> undoings_of(const History& history, std::size_t index) {
  const Event& event = history.incident().events[index];
  const Targets targets(history, index);
  std::vector<Candidate> calls;
  for (const Undo& undo : kUndos) {
    if (undo.call != event.call) continue;
    if (auto resource = targets.of(undo.on)) {
      calls.push_back(
          {.action = std::string(undo.action), .resource = *std::move(resource), .context = {}});
    }
  }
  return calls;
}

}  // namespace cordon::incident
