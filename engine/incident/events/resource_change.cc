#include "engine/incident/events/resource_change.h"

#include <algorithm>
#include <memory>

#include "grammar/arn.h"

namespace cordon::incident {
namespace {

std::string policy_name(std::string_view arn) { return fmt::format("resource policy of {}", arn); }

ResourcePolicy* find_exact(World& world, std::string_view arn) {
  const auto found = std::ranges::find(world.resources, arn, &ResourcePolicy::arn);
  return found == world.resources.end() ? nullptr : &*found;
}

// A secret's ARN ends with a dash and six characters that AWS chose.
bool is_named(std::string_view resource, std::string_view prefix, std::string_view name) {
  constexpr std::size_t kSecretSuffix = 7;
  if (!resource.starts_with(prefix)) return false;
  resource.remove_prefix(prefix.size());
  if (resource == name) return true;
  return prefix == "secret:" && resource.size() == name.size() + kSecretSuffix &&
         resource.starts_with(name) && resource[name.size()] == '-';
}

}  // namespace

std::optional<std::string> find_resource(const Change& change, std::string_view service,
                                         std::string_view prefix, std::string_view name) {
  if (split_arn(name)) return std::string(name);
  for (const ResourcePolicy& resource : change.world().resources) {
    const auto fields = split_arn(resource.arn);
    if (!fields || fields->service != service) continue;
    const bool own = change.event().account.empty() || fields->account == change.event().account;
    if (own && is_named(fields->resource, prefix, name)) return resource.arn;
  }
  return std::nullopt;
}

EventOutcome unknown_resource(std::string_view name) {
  return unchanged("`{}` {}: name it by its ARN", name, kNotAmongGiven);
}

void put_resource_policy(Change& change, const std::string& arn, PolicyPtr policy) {
  StoredPolicy stored = change.stored(policy_name(arn), std::move(policy));
  if (ResourcePolicy* known = find_exact(change.world(), arn)) {
    known->policy = std::move(stored);
  } else {
    change.world().resources.push_back({arn, std::move(stored)});
  }
}

void remove_resource_policy(Change& change, const std::string& arn) {
  auto empty = std::make_shared<CompiledPolicy>();
  empty->name = policy_name(arn);
  empty->type = PolicyType::kResource;
  put_resource_policy(change, arn, std::move(empty));
}

EventOutcome put_document(Change& change, const std::string& arn, JsonValue document) {
  PolicyPtr policy =
      change.document(change.event().tree, document, PolicyType::kResource, policy_name(arn));
  EventOutcome outcome = changed("the policy of {} is stored{}", arn, unreadable_note(*policy));
  put_resource_policy(change, arn, std::move(policy));
  return outcome;
}

EventOutcome remove_document(Change& change, const std::string& arn) {
  const ResourcePolicy* known = find_exact(change.world(), arn);
  const bool none = known != nullptr && !known->policy.policy->unreadable &&
                    known->policy.policy->statements.empty();
  if (none) return unchanged("{} has no policy", arn);
  remove_resource_policy(change, arn);
  return changed("the policy of {} is deleted", arn);
}

}  // namespace cordon::incident
