// Inline policies, attachments and permissions boundaries of users, groups and roles.
#include <algorithm>
#include <array>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/events/refusals.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

constexpr EntityKind kUser = EntityKind::kUser;
constexpr EntityKind kGroup = EntityKind::kGroup;
constexpr EntityKind kRole = EntityKind::kRole;

template <EntityKind kKind>
EventOutcome put_policy(Change& change) {
  return on<kKind>(change, [&](Account&, Entity& entity) {
    const std::string name = change.text("PolicyName");
    StoredPolicy stored =
        change.stored(name, change.document("PolicyDocument", PolicyType::kIdentity,
                                            inline_policy_name(name, word(kKind), entity.name)));
    auto refused = refused_name(change, "PolicyName", kLongestName);
    if (!refused) refused = refused_resource(change, *stored.policy);
    if (!refused) refused = refused_inline(change, kKind, entity, stored);
    if (refused) return *std::move(refused);
    EventOutcome outcome = changed("inline policy `{}` of {} `{}` is stored{}", name, word(kKind),
                                   entity.name, unreadable_note(*stored.policy));
    const auto old = std::ranges::find(entity.inline_policies, name, &StoredPolicy::name);
    if (old != entity.inline_policies.end()) {
      *old = std::move(stored);
    } else {
      entity.inline_policies.push_back(std::move(stored));
    }
    return outcome;
  });
}

template <EntityKind kKind>
EventOutcome delete_policy(Change& change) {
  return on<kKind>(change, [&](Account&, Entity& entity) {
    const std::string name = change.text("PolicyName");
    const auto removed = std::erase_if(
        entity.inline_policies, [&](const StoredPolicy& stored) { return stored.name == name; });
    if (removed == 0) {
      return unchanged("{} `{}` has no inline policy `{}`", word(kKind), entity.name, name);
    }
    return changed("inline policy `{}` of {} `{}` is deleted", name, word(kKind), entity.name);
  });
}

// Why AWS refuses to attach the policy; empty when it does not.
std::string refusal(const Account& account, std::string_view arn) {
  const auto fields = split_arn(arn);
  if (!fields || !fields->resource.starts_with("policy/")) {
    return fmt::format("`{}` is not the ARN of a managed policy", arn);
  }
  if (fields->account == "aws" || fields->account == account.id) return {};
  return fmt::format("`{}` is a policy of another account: AWS refuses it", arn);
}

std::string_view unknown_note(const Account& account, std::string_view arn) {
  return account.managed.contains(arn) ? ""
                                       : "; its document is not in the snapshot's `Policies`: what "
                                         "it says is unknown";
}

template <EntityKind kKind>
EventOutcome attach(Change& change) {
  return on<kKind>(change, [&](Account& account, Entity& entity) {
    std::string arn = change.text("PolicyArn");
    if (std::string why = refusal(account, arn); !why.empty())
      return EventOutcome{false, std::move(why)};
    if (std::ranges::find(entity.attached, arn) != entity.attached.end()) {
      return unchanged("policy {} is attached to {} `{}` already", arn, word(kKind), entity.name);
    }
    EventOutcome outcome = changed("policy {} is attached to {} `{}`{}", arn, word(kKind),
                                   entity.name, unknown_note(account, arn));
    entity.attached.push_back(std::move(arn));
    return outcome;
  });
}

template <EntityKind kKind>
EventOutcome detach(Change& change) {
  return on<kKind>(change, [&](Account&, Entity& entity) {
    const std::string arn = change.text("PolicyArn");
    if (std::erase(entity.attached, arn) == 0) {
      return unchanged("policy {} is not attached to {} `{}`", arn, word(kKind), entity.name);
    }
    return changed("policy {} is detached from {} `{}`", arn, word(kKind), entity.name);
  });
}

template <EntityKind kKind>
EventOutcome put_boundary(Change& change) {
  return on<kKind>(change, [&](Account& account, auto& entity) {
    std::string arn = change.text("PermissionsBoundary");
    if (std::string why = refusal(account, arn); !why.empty())
      return EventOutcome{false, std::move(why)};
    if (entity.boundary == arn) {
      return unchanged("policy {} is the boundary of {} `{}` already", arn, word(kKind),
                       entity.name);
    }
    EventOutcome outcome = changed("policy {} is the boundary of {} `{}`{}", arn, word(kKind),
                                   entity.name, unknown_note(account, arn));
    entity.boundary = std::move(arn);
    return outcome;
  });
}

template <EntityKind kKind>
EventOutcome delete_boundary(Change& change) {
  return on<kKind>(change, [](Account&, auto& entity) {
    if (entity.boundary.empty()) {
      return unchanged("{} `{}` has no permissions boundary", word(kKind), entity.name);
    }
    entity.boundary.clear();
    return changed("{} `{}` has no permissions boundary any more", word(kKind), entity.name);
  });
}

constexpr std::string_view kPut = "adds or replaces an inline policy";
constexpr std::string_view kDelete = "removes an inline policy";
constexpr std::string_view kAttach =
    "a managed policy applies; unknown unless the snapshot has its document";
constexpr std::string_view kDetach = "a managed policy no longer applies";
constexpr std::string_view kBoundary = "sets the permissions boundary";
constexpr std::string_view kNoBoundary = "removes the permissions boundary";

constexpr std::array kCalls{
    EventCall{"iam:PutUserPolicy", "UserName PolicyName PolicyDocument", "", kPut,
              put_policy<kUser>},
    EventCall{"iam:PutGroupPolicy", "GroupName PolicyName PolicyDocument", "", kPut,
              put_policy<kGroup>},
    EventCall{"iam:PutRolePolicy", "RoleName PolicyName PolicyDocument", "", kPut,
              put_policy<kRole>},
    EventCall{"iam:DeleteUserPolicy", "UserName PolicyName", "", kDelete, delete_policy<kUser>},
    EventCall{"iam:DeleteGroupPolicy", "GroupName PolicyName", "", kDelete, delete_policy<kGroup>},
    EventCall{"iam:DeleteRolePolicy", "RoleName PolicyName", "", kDelete, delete_policy<kRole>},
    EventCall{"iam:AttachUserPolicy", "UserName PolicyArn", "", kAttach, attach<kUser>},
    EventCall{"iam:AttachGroupPolicy", "GroupName PolicyArn", "", kAttach, attach<kGroup>},
    EventCall{"iam:AttachRolePolicy", "RoleName PolicyArn", "", kAttach, attach<kRole>},
    EventCall{"iam:DetachUserPolicy", "UserName PolicyArn", "", kDetach, detach<kUser>},
    EventCall{"iam:DetachGroupPolicy", "GroupName PolicyArn", "", kDetach, detach<kGroup>},
    EventCall{"iam:DetachRolePolicy", "RoleName PolicyArn", "", kDetach, detach<kRole>},
    EventCall{"iam:PutUserPermissionsBoundary", "UserName PermissionsBoundary", "", kBoundary,
              put_boundary<kUser>},
    EventCall{"iam:PutRolePermissionsBoundary", "RoleName PermissionsBoundary", "", kBoundary,
              put_boundary<kRole>},
    EventCall{"iam:DeleteUserPermissionsBoundary", "UserName", "", kNoBoundary,
              delete_boundary<kUser>},
    EventCall{"iam:DeleteRolePermissionsBoundary", "RoleName", "", kNoBoundary,
              delete_boundary<kRole>},
};

}  // namespace

std::span<const EventCall> iam_policy_calls() { return kCalls; }

}  // namespace cordon::incident
