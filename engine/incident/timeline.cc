#include "engine/incident/timeline.h"

#include <algorithm>
#include <utility>

#include "engine/incident/verdict.h"

namespace cordon::incident {
namespace {

// So that the state before the first step is seen where nothing earlier is told.
constexpr std::int64_t kBeforeFirstStepMs = 60'000;

bool is_time(DerivedKey key) {
  return key == DerivedKey::kCurrentTime || key == DerivedKey::kEpochTime ||
         key == DerivedKey::kTokenIssueTime;
}

void add_dates(const CompiledPolicy& policy, std::vector<Instant>& instants) {
  for (const CompiledStatement& statement : policy.statements) {
    for (const CompiledCondition& condition : statement.conditions) {
      if (!is_time(condition.key.derived)) continue;
      for (const ConditionValue& value : condition.values) {
        const auto* date = std::get_if<DateReading>(&value.value);
        if (date == nullptr) continue;
        instants.push_back(date->range.earliest);
        // `<=` and `>` turn a millisecond later.
        instants.push_back(Instant{date->range.latest.ms + 1});
      }
    }
  }
}

void add_policy_dates(const HeldCredential& credential, const History& history,
                      std::vector<Instant>& instants) {
  const auto& events = history.incident().events;
  for (std::size_t world = 0; world < history.worlds(); ++world) {
    const Instant at = world == 0 ? beginning(history.incident()) : events[world - 1].at;
    const ApplicablePolicies policies = standing_of(credential, history, world, at).policies;
    const auto add = [&](const std::vector<PolicyPtr>& documents) {
      for (const PolicyPtr& policy : documents) add_dates(*policy, instants);
    };
    add(policies.identity);
    add(policies.boundary);
    add(policies.session);
    for (const auto& level : policies.scps) add(level);
    for (const ResourcePolicy& resource : history.world(world).resources) {
      add_dates(*resource.policy.policy, instants);
    }
  }
}

}  // namespace

Instant beginning(const Incident& incident) {
  std::vector<Instant> instants;
  if (incident.snapshot_at) instants.push_back(*incident.snapshot_at);
  for (const HeldCredential& credential : incident.credentials) {
    if (credential.issued) instants.push_back(*credential.issued);
  }
  for (const Event& event : incident.events) {
    instants.push_back(Instant{event.at.ms - kBeforeFirstStepMs});
  }
  for (const Probe& probe : incident.probes) {
    if (probe.at) instants.push_back(*probe.at);
  }
  const auto first = std::ranges::min_element(instants);
  return first == instants.end() ? Instant{} : *first;
}

Instant last_step(const Incident& incident) {
  return incident.events.empty() ? beginning(incident) : incident.events.back().at;
}

const Stretch* stretch_at(const CredentialReport& credential, Instant at) {
  const Stretch* found = nullptr;
  for (const Stretch& stretch : credential.timeline) {
    if (stretch.from <= at) found = &stretch;
  }
  return found;
}

std::vector<Instant> turning_points(const HeldCredential& credential, const History& history) {
  const Incident& incident = history.incident();
  std::vector<Instant> instants;
  for (const Event& event : incident.events) {
    instants.push_back(event.at);
    instants.push_back(Instant{event.at.ms + incident.assumptions.propagation_ms});
  }
  if (credential.expires && !credential.renews) instants.push_back(*credential.expires);
  if (credential.renews) {
    if (const auto end = history.renewal_end(credential)) {
      instants.push_back(Instant{end->ms + kInstanceTokenLifeMs});
    }
  }
  add_policy_dates(credential, history, instants);
  const Instant start = credential.issued.value_or(beginning(incident));
  std::erase_if(instants, [&](Instant instant) { return instant <= start; });
  instants.push_back(start);
  std::ranges::sort(instants);
  const auto repeated = std::ranges::unique(instants);
  instants.erase(repeated.begin(), repeated.end());
  return instants;
}

std::vector<Stretch> timeline(const HeldCredential& credential, const History& history) {
  std::vector<Stretch> stretches;
  for (const Instant from : turning_points(credential, history)) {
    VerdictAt what = verdict_at(credential, history, from);
    if (!stretches.empty()) {
      const VerdictAt& last = stretches.back().what;
      const bool dead = last.verdict == Verdict::kDead && what.verdict == Verdict::kDead;
      if (dead || (last.verdict == what.verdict && last.reason == what.reason)) continue;
      stretches.back().to = from;
    }
    stretches.push_back({.from = from, .to = std::nullopt, .what = std::move(what)});
  }
  return stretches;
}

}  // namespace cordon::incident
