#include "engine/incident/verdict/situations.h"

#include <algorithm>
#include <string>

#include "engine/incident/verdict/attempt.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/incident/verdict/standing.h"

namespace cordon::incident {

using prove::Situation;

std::vector<PolicyPtr> own_policies(const ApplicablePolicies& policies) {
  std::vector<PolicyPtr> all = policies.identity;
  const auto add = [&](const std::vector<PolicyPtr>& more) {
    all.insert(all.end(), more.begin(), more.end());
  };
  add(policies.boundary);
  add(policies.session);
  for (const auto& level : policies.scps) add(level);
  return all;
}

Situation situation_of(const Question& question) {
  const Instant at = question.clock.at;
  const Request request = request_of(question.standing, "", "", at);
  auto credential = request.credential();
  prove::Window issued;
  if (issue_is_open(question.standing)) {
    issued = {.from = credential->issued->earliest, .to = credential->issued->latest};
    credential->issued.reset();
  }
  Situation situation{.caller = request.caller(),
                      .other_than = {},
                      .credential = credential,
                      .issued = issued,
                      .at = {at, at},
                      .context = request.context.entries(),
                      .resource_account = {},
                      .actions = {},
                      .resources = {},
                      .other_resources = {},
                      .tolerated = question.incident.tolerate,
                      .options = {},
                      .use_catalogue = question.incident.assumptions.keys_as_listed};
  situation.tolerated.emplace_back(kNobodyStops);
  situation.tolerated.emplace_back(kMintsToken);
  situation.options.get_session_token_under_deny =
      question.incident.assumptions.get_session_token_under_deny;
  return situation;
}

Situation without_foreign_keys(const Question& question) {
  Situation situation = situation_of(question);
  std::vector<ContextKey> keys;
  for (const PolicyPtr& policy : own_policies(question.standing.policies)) {
    for (const CompiledStatement& statement : policy->statements) {
      for (const CompiledCondition& condition : statement.conditions) {
        keys.push_back(condition.key);
      }
    }
  }
  for (const ContextKey& key : keys) {
    if (caller_chooses(key) || key.derived != DerivedKey::kNone) continue;
    const bool stated = std::ranges::any_of(
        situation.context, [&](const ContextEntry& entry) { return entry.key == key; });
    if (stated) continue;
    situation.context.push_back({.key = key, .state = ContextEntry::State::kAbsent, .values = {}});
  }
  return situation;
}

Situation token_of(const Question& question) {
  Situation situation = situation_of(question);
  situation.credential->kind = CredentialKind::kGetSessionToken;
  situation.issued = {.from = {}, .to = question.clock.at};
  return situation;
}

}  // namespace cordon::incident
