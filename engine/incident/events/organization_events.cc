// SCPs and RCPs: their documents, where they are attached, and where accounts are.
#include <algorithm>
#include <array>

#include "engine/incident/events/event_call.h"
#include "engine/incident/events/iam_lookup.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

EventOutcome unknown(std::string_view what, std::string_view id,
                     const std::vector<std::string_view>& known) {
  const auto meant = nearest(id, known);
  return unchanged("{} `{}` is not in the organization file{}", what, id,
                   meant ? fmt::format(", but `{}` is", *meant) : "");
}

bool is_of_aws(std::string_view id) { return id == kFullAccessId || id == kRcpFullAccessId; }

// `act(Organization&, Target&)` on the target that the event names.
template <class Act>
EventOutcome on_target(Change& change, std::string_view name, Act act) {
  Organization& organization = change.world().organization;
  const std::string id = change.text(name);
  const auto found = organization.targets.find(id);
  if (found == organization.targets.end()) {
    return unknown("target", id, keys_of(organization.targets));
  }
  return act(organization, found->second);
}

std::string_view exempt_note(const Organization& organization, const Target& target) {
  return target.id == organization.management_account
             ? "; it is the management account: no such policy binds it"
             : "";
}

EventOutcome attach_policy(Change& change) {
  return on_target(change, "TargetId", [&](Organization& organization, Target& target) {
    std::string id = change.text("PolicyId");
    if (std::ranges::find(target.policies, id) != target.policies.end()) {
      return unchanged("policy {} is attached to {} already", id, target.id);
    }
    const bool known = organization.policies.contains(id);
    EventOutcome outcome = changed(
        "policy {} is attached to {}{}{}", id, target.id, exempt_note(organization, target),
        known ? "" : "; its document is not in the organization file: what it says is unknown");
    target.policies.push_back(std::move(id));
    return outcome;
  });
}

EventOutcome detach_policy(Change& change) {
  return on_target(change, "TargetId", [&](Organization& organization, Target& target) {
    const std::string id = change.text("PolicyId");
    if (id == kRcpFullAccessId) return unchanged("AWS lets nobody detach {}", id);
    Target without = target;
    if (std::erase(without.policies, id) == 0) {
      return unchanged("policy {} is not attached to {}", id, target.id);
    }
    const auto policy = organization.policies.find(id);
    const bool is_scp =
        policy != organization.policies.end() && policy->second.type == PolicyType::kScp;
    if (is_scp && attached(organization, without, PolicyType::kScp).empty()) {
      return unchanged(
          "policy {} is the last SCP of {}: AWS refuses to detach it before another one "
          "is attached",
          id, target.id);
    }
    target = std::move(without);
    return changed("policy {} is detached from {}{}", id, target.id,
                   exempt_note(organization, target));
  });
}

// The id is in AWS's answer, not in the request: without `PolicyId` the name stands for it.
EventOutcome create_policy(Change& change) {
  const auto type = organization_policy_type(change.text("Type"));
  if (!type) return unchanged("a policy of type `{}` limits no request", change.text("Type"));
  auto& policies = change.world().organization.policies;
  OrganizationPolicy policy{
      .id = change.text_or("PolicyId", change.text("Name")), .policy = nullptr, .type = *type};
  if (policies.contains(policy.id)) return unchanged("policy {} is there already", policy.id);
  policy.policy = change.document("Content", *type, organization_policy_name(policy.id, *type));
  EventOutcome outcome =
      changed("policy {} is created{}", policy.id, unreadable_note(*policy.policy));
  std::string id = policy.id;
  policies.emplace(std::move(id), std::move(policy));
  return outcome;
}

// `act(Organization&, OrganizationPolicy&)` on the policy that the event names.
template <class Act>
EventOutcome on_policy(Change& change, Act act) {
  Organization& organization = change.world().organization;
  const std::string id = change.text("PolicyId");
  if (is_of_aws(id)) return unchanged("policy {} is AWS's own: nobody else changes it", id);
  const auto found = organization.policies.find(id);
  if (found == organization.policies.end()) {
    return unknown("policy", id, keys_of(organization.policies));
  }
  return act(organization, found->second);
}

EventOutcome update_policy(Change& change) {
  return on_policy(change, [&](Organization&, OrganizationPolicy& policy) {
    if (!change.has("Content")) {
      return unchanged("without `Content` the document of policy {} stays", policy.id);
    }
    policy.policy =
        change.document("Content", policy.type, organization_policy_name(policy.id, policy.type));
    return changed("the document of policy {} is replaced{}", policy.id,
                   unreadable_note(*policy.policy));
  });
}

EventOutcome delete_policy(Change& change) {
  return on_policy(change, [&](Organization& organization, OrganizationPolicy& policy) {
    const std::string id = policy.id;
    std::size_t detached = 0;
    for (auto& [target_id, target] : organization.targets) {
      detached += std::erase(target.policies, id);
    }
    organization.policies.erase(id);
    if (detached == 0) return changed("policy {} is deleted", id);
    return change.demand(fmt::format("policy {} is deleted", id),
                         "that it be detached everywhere first");
  });
}

EventOutcome move_account(Change& change) {
  return on_target(change, "AccountId", [&](Organization& organization, Target& account) {
    const std::string from = change.text("SourceParentId");
    std::string to = change.text("DestinationParentId");
    if (!is_account_id(account.id)) return unchanged("`{}` is no account", account.id);
    if (account.parent != from) {
      return unchanged("account {} is in `{}`, not in `{}`", account.id, account.parent, from);
    }
    if (!organization.targets.contains(to)) {
      return unknown("target", to, keys_of(organization.targets));
    }
    if (to == from) return unchanged("account {} stays in `{}`", account.id, to);
    account.parent = std::move(to);
    return changed("account {} is in `{}`, with the policies that are attached from there up",
                   account.id, account.parent);
  });
}

constexpr std::array kCalls{
    EventCall{"organizations:AttachPolicy", "PolicyId TargetId", "", "an SCP or RCP applies there",
              attach_policy},
    EventCall{"organizations:DetachPolicy", "PolicyId TargetId", "",
              "it no longer applies; AWS refuses to detach a target's last SCP", detach_policy},
    EventCall{"organizations:CreatePolicy", "Name Content Type", "Description Tags PolicyId",
              "a new policy, attached nowhere; without `PolicyId` its name is its id",
              create_policy},
    EventCall{"organizations:UpdatePolicy", "PolicyId", "Name Description Content",
              "replaces the document", update_policy},
    EventCall{"organizations:DeletePolicy", "PolicyId", "",
              "removes the policy, also where AWS demands that it be detached first",
              delete_policy},
    EventCall{"organizations:MoveAccount", "AccountId SourceParentId DestinationParentId", "",
              "other SCPs and RCPs apply to the account", move_account},
};

}  // namespace

std::span<const EventCall> organization_calls() { return kCalls; }

}  // namespace cordon::incident
