#include "engine/incident/verdict/call_key.h"

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

// The ARN of an IAM user up to the name: `arn:aws:iam::111122223333:user/`.
std::string_view kind_of(std::string_view resource, const Arn& arn) {
  const std::size_t name = arn.resource.find_first_of("/:");
  if (name == std::string_view::npos) return resource;
  return resource.substr(0, resource.size() - arn.resource.size() + name + 1);
}

bool is_pattern(std::string_view resource) {
  return resource.find_first_of("*?") != std::string_view::npos;
}

// Of the role that the ARN names: what its trust policy says, and whether the caller is younger.
void add_trust(std::string& key, const Arn& arn, const Question& question) {
  const Account* account = find_account(question.surroundings.world(), arn.account);
  if (account == nullptr || !arn.resource.starts_with("role/")) return;
  const Role* role = find_role(*account, last_path_part(arn.resource));
  if (role == nullptr) return;
  const std::string_view text = document_text(*role->trust.policy);
  key += text;
  if (text.empty()) add_address(key, role->trust.policy.get());
  key += question.standing.created > role->trust.stored ? '>' : '=';
}

void add_elements(std::vector<const ResourceSet*>& elements, const std::vector<PolicyPtr>& policies,
                  std::string_view action_lower) {
  for (const PolicyPtr& policy : policies) {
    policy->actions.matching(action_lower).for_each([&](std::size_t index) {
      const ResourceSet& resources = policy->statements[index].resources;
      if (!resources.matches_all_names()) elements.push_back(&resources);
    });
  }
}

}  // namespace

std::string answers_key(const Question& question, const std::string& key) {
  std::string surroundings;
  add_address(surroundings, &question.surroundings);
  return key.ends_with(surroundings) ? key.substr(0, key.size() - surroundings.size()) : key;
}

const CallKeys::Elements& CallKeys::own_elements(const std::string& action,
                                                 const Question& question) {
  const auto [place, is_new] = own_.try_emplace(action);
  if (!is_new) return place->second;
  const std::string lower = ascii_lower(action);
  const ApplicablePolicies& policies = question.standing.policies;
  add_elements(place->second, policies.identity, lower);
  add_elements(place->second, policies.boundary, lower);
  add_elements(place->second, policies.session, lower);
  for (const auto& level : policies.scps) add_elements(place->second, level, lower);
  return place->second;
}

bool CallKeys::add_matches(std::string& key, const Elements& elements,
                           const Candidate& call) const {
  for (const ResourceSet* element : elements) {
    const Truth matches = element->matches(*request_, call.resource);
    if (matches == Truth::kUnknown) return false;
    key += matches == Truth::kTrue ? '+' : '-';
  }
  return true;
}

CallKeys::Elements CallKeys::rcp_elements(const Candidate& call, std::string_view account,
                                          const Question& question) {
  Elements elements;
  for (const auto& level : question.surroundings.levels(account).rcps) {
    add_elements(elements, level, ascii_lower(call.action));
  }
  return elements;
}

bool CallKeys::names_count(const Candidate& call, const Question& question) {
  if (is_pattern(call.resource)) return false;
  const auto arn = split_arn(call.resource);
  if (!arn) return false;
  return !own_elements(call.action, question).empty() ||
         !rcp_elements(call, arn->account, question).empty() ||
         question.surroundings.has_policies_of(arn->service);
}

std::string CallKeys::of(const Candidate& call, const Question& question) {
  const auto arn = split_arn(call.resource);
  std::string by_name = call.action + '\n' + call.resource + '\n';
  if (!arn) return by_name;
  if (!request_) {
    request_ = request_of(question.standing, call.action, call.resource, question.clock.at);
  }
  std::string policies;  // of the resource's side
  const ResourcePolicy* resource = question.surroundings.resource_policy(call.resource);
  add_address(policies, resource == nullptr ? nullptr : resource->policy.policy.get());
  if (call.action.starts_with("sts:")) add_trust(policies, *arn, question);
  for (const auto& level : question.surroundings.levels(arn->account).rcps) {
    policies += '\n';
    for (const PolicyPtr& policy : level) add_address(policies, policy.get());
  }
  if (is_pattern(call.resource) || resource != nullptr) return by_name + policies;
  std::string key = call.action;
  key.append("\n").append(kind_of(call.resource, *arn)).append("\n");
  const bool known = add_matches(key, own_elements(call.action, question), call) &&
                     add_matches(key, rcp_elements(call, arn->account, question), call);
  return known ? key + '\n' + policies : by_name + policies;
}

}  // namespace cordon::incident
