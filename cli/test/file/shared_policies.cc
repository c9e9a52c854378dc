#include "cli/test/file/shared_policies.h"

#include <memory>
#include <utility>

namespace cordon {

PoliciesPtr SharedPolicies::get(ResourcePolicyKind kind) {
  auto& read = read_[static_cast<std::size_t>(kind)];
  if (read) return *read;
  const std::size_t before = diagnostics_.size();
  ApplicablePolicies policies;
  policies.resource_told = false;
  if (value_) policies = read_policies(tree_, *value_, kind, store_, diagnostics_);
  const bool usable = diagnostics_.size() == before;
  read = usable ? std::make_shared<const ApplicablePolicies>(std::move(policies)) : nullptr;
  return *read;
}

PoliciesPtr SharedPolicies::get(ResourcePolicyKind kind, std::optional<JsonValue> own) {
  PoliciesPtr shared = get(kind);
  if (!own || !shared) return shared;
  const std::size_t before = diagnostics_.size();
  ApplicablePolicies mine = read_policies(tree_, *own, kind, store_, diagnostics_);
  if (diagnostics_.size() > before) return nullptr;
  auto merged = std::make_shared<ApplicablePolicies>(*shared);
  const auto has = [&](std::string_view name) { return own->find(name).has_value(); };
  if (has("identity")) merged->identity = std::move(mine.identity);
  if (has("resource")) {
    merged->resource = std::move(mine.resource);
    merged->resource_told = mine.resource_told;
  }
  if (has("boundary")) merged->boundary = std::move(mine.boundary);
  if (has("session")) merged->session = std::move(mine.session);
  if (has("scps")) merged->scps = std::move(mine.scps);
  if (has("rcps")) merged->rcps = std::move(mine.rcps);
  if (has("endpoint")) merged->endpoint = std::move(mine.endpoint);
  return merged;
}

}  // namespace cordon
