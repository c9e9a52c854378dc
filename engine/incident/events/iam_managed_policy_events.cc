// Managed policies of the account and their versions.
#include <algorithm>
#include <array>
#include <charconv>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/events/refusals.h"
#include "engine/incident/world/quotas.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

constexpr std::size_t kMostVersions = 5;

std::optional<EventOutcome> refused_document(Change& change, const CompiledPolicy& policy) {
  auto refused = refused_resource(change, policy);
  if (!refused)
    refused = refused_length(change, "PolicyDocument", policy,
                             most_characters(catalogue::SizedPolicy::kManaged));
  return refused;
}

EventOutcome create_policy(Change& change) {
  return in_account(change, [&](Account& account) {
    ManagedPolicy policy;
    policy.arn =
        entity_arn(account, "policy", change.text_or("Path", "/"), change.text("PolicyName"));
    if (account.managed.contains(policy.arn)) {
      return unchanged("policy {} is there already", policy.arn);
    }
    policy.default_version = "v1";
    const PolicyPtr document = change.document("PolicyDocument", PolicyType::kIdentity,
                                               managed_policy_name(policy.arn, "v1"));
    auto refused = refused_name(change, "PolicyName", kLongestName);
    if (!refused) refused = refused_document(change, *document);
    if (refused) return *std::move(refused);
    policy.versions.emplace("v1", document);
    EventOutcome outcome =
        changed("policy {} is created{}", policy.arn, unreadable_note(*document));
    account.managed.emplace(policy.arn, std::move(policy));
    return outcome;
  });
}

bool is_of_aws(std::string_view arn) {
  const auto fields = split_arn(arn);
  return fields && fields->account == "aws";
}

// `act(Account&, ManagedPolicy&)` on the policy that the event names.
template <class Act>
EventOutcome on_policy(Change& change, Act act) {
  return in_account(change, [&](Account& account) {
    const std::string arn = change.text("PolicyArn");
    if (is_of_aws(arn)) return unchanged("policy {} is AWS's own: nobody else changes it", arn);
    const auto found = account.managed.find(arn);
    if (found == account.managed.end()) {
      return not_there(account, "managed policy", arn, keys_of(account.managed));
    }
    return act(account, found->second);
  });
}

// Returns how many principals had it.
template <class Entities>
std::size_t detach_everywhere(Entities& entities, std::string_view arn) {
  std::size_t users = 0;
  for (auto& [name, entity] : entities) {
    users += std::erase(entity.attached, arn);
    if constexpr (requires { entity.boundary; }) {
      if (entity.boundary != arn) continue;
      entity.boundary.clear();
      ++users;
    }
  }
  return users;
}

EventOutcome delete_policy(Change& change) {
  return on_policy(change, [&](Account& account, ManagedPolicy& policy) {
    const std::string arn = policy.arn;
    const std::size_t users = detach_everywhere(account.users, arn) +
                              detach_everywhere(account.groups, arn) +
                              detach_everywhere(account.roles, arn);
    account.managed.erase(arn);
    if (users == 0) return changed("policy {} is deleted", arn);
    return change.demand(fmt::format("policy {} is deleted", arn),
                         "that it be detached everywhere first");
  });
}

// AWS counts on, also past versions that were deleted; of those that are here the highest is known.
std::string next_version(const ManagedPolicy& policy) {
  unsigned highest = 0;
  for (const auto& [id, document] : policy.versions) {
    unsigned number = 0;
    std::from_chars(id.data() + std::min<std::size_t>(1, id.size()), id.data() + id.size(), number);
    highest = std::max(highest, number);
  }
  return fmt::format("v{}", highest + 1);
}

EventOutcome create_policy_version(Change& change) {
  return on_policy(change, [&](Account&, ManagedPolicy& policy) {
    const std::string id = change.text_or("VersionId", next_version(policy));
    if (policy.versions.contains(id)) {
      return unchanged("policy {} has a version {} already", policy.arn, id);
    }
    const bool full = policy.versions.size() >= kMostVersions;
    const PolicyPtr document = change.document("PolicyDocument", PolicyType::kIdentity,
                                               managed_policy_name(policy.arn, id));
    if (auto refused = refused_document(change, *document)) return *std::move(refused);
    policy.versions.emplace(id, document);
    const bool in_force = change.text("SetAsDefault") == "true";
    if (in_force) policy.default_version = id;
    std::string what = fmt::format("version {} of policy {} is stored{}{}", id, policy.arn,
                                   in_force ? " and in force" : "; it is not in force",
                                   unreadable_note(*document));
    if (!full) return EventOutcome{true, std::move(what)};
    return change.demand(std::move(what), "that one of its five versions be deleted first");
  });
}

EventOutcome delete_policy_version(Change& change) {
  return on_policy(change, [&](Account&, ManagedPolicy& policy) {
    const std::string id = change.text("VersionId");
    if (id == policy.default_version) {
      return unchanged("AWS refuses to delete version {} of policy {}: it is in force", id,
                       policy.arn);
    }
    if (policy.versions.erase(id) == 0) {
      return unchanged("policy {} has no version {}", policy.arn, id);
    }
    return changed("version {} of policy {} is deleted; it was not in force", id, policy.arn);
  });
}

EventOutcome set_default_policy_version(Change& change) {
  return on_policy(change, [&](Account&, ManagedPolicy& policy) {
    std::string id = change.text("VersionId");
    if (id == policy.default_version) {
      return unchanged("version {} of policy {} is in force already", id, policy.arn);
    }
    if (!policy.versions.contains(id)) {
      return unchanged("policy {} has no version {}", policy.arn, id);
    }
    policy.default_version = std::move(id);
    return changed("version {} of policy {} is in force", policy.default_version, policy.arn);
  });
}

constexpr std::array kCalls{
    EventCall{"iam:CreatePolicy", "PolicyName PolicyDocument", "Path Description Tags",
              "a new managed policy, attached to nobody", create_policy},
    EventCall{"iam:DeletePolicy", "PolicyArn", "",
              "removes the policy, also where AWS demands that it be detached first",
              delete_policy},
    EventCall{"iam:CreatePolicyVersion", "PolicyArn PolicyDocument", "SetAsDefault VersionId",
              "stores a version; with `SetAsDefault: true` it is in force", create_policy_version},
    EventCall{"iam:DeletePolicyVersion", "PolicyArn VersionId", "",
              "removes a version that is not in force", delete_policy_version},
    EventCall{"iam:SetDefaultPolicyVersion", "PolicyArn VersionId", "", "puts a version in force",
              set_default_policy_version},
};

}  // namespace

std::span<const EventCall> iam_managed_policy_calls() { return kCalls; }

}  // namespace cordon::incident
