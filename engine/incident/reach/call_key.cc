#include "engine/incident/reach/call_key.h"

#include <array>
#include <cstring>

#include "engine/incident/verdict/surroundings.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

void add_address(std::string& key, const void* address) {
  std::array<char, sizeof address> bytes{};
  std::memcpy(bytes.data(), static_cast<const void*>(&address), sizeof address);
  key.append(bytes.data(), bytes.size());
}

}  // namespace

std::string answers_key(const Question& question, const std::string& key) {
  std::string surroundings;
  add_address(surroundings, &question.surroundings);
  return key.ends_with(surroundings) ? key.substr(0, key.size() - surroundings.size()) : key;
}

std::string call_key(const Candidate& call, const Question& question) {
  std::string key = call.action + '\n' + call.resource + '\n';
  const ResourcePolicy* resource = question.surroundings.resource_policy(call.resource);
  add_address(key, resource == nullptr ? nullptr : resource->policy.policy.get());
  const auto arn = split_arn(call.resource);
  if (!arn) return key;
  const Account* account = find_account(question.surroundings.world(), arn->account);
  if (account != nullptr && arn->resource.starts_with("role/")) {
    const Role* role = find_role(*account, last_path_part(arn->resource));
    if (role != nullptr) add_address(key, role->trust.policy.get());
  }
  for (const auto& level : question.surroundings.levels(arn->account).rcps) {
    key += '\n';
    for (const PolicyPtr& policy : level) add_address(key, policy.get());
  }
  return key;
}

}  // namespace cordon::incident
