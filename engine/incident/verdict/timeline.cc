#include "engine/incident/verdict/timeline.h"

#include <algorithm>

namespace cordon::incident {
namespace {

// So that the state before the first step is seen where nothing earlier is told.
constexpr std::int64_t kBeforeFirstStepMs = 60'000;

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

Instant known_until(const Incident& incident) {
  if (incident.known_until) return *incident.known_until;
  return incident.events.empty() ? beginning(incident) : incident.events.front().at;
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

std::vector<Instant> turning_points(const HeldCredential& credential, Verdicts& verdicts) {
  const History& history = verdicts.history();
  const Incident& incident = history.incident();
  const Touches& touches = verdicts.touches_of(credential);
  std::vector<Instant> instants = touches.turns;
  for (const std::size_t world : touches.worlds) {
    const Instant at = incident.events[world - 1].at;
    instants.push_back(at);
    instants.push_back(Instant{at.ms + incident.assumptions.propagation_ms});
  }
  const Instant start = credential.minting ? credential.minting->from
                                           : credential.issued.value_or(history.beginning());
  std::erase_if(instants, [&](Instant instant) { return instant <= start; });
  instants.push_back(start);
  std::ranges::sort(instants);
  const auto repeated = std::ranges::unique(instants);
  instants.erase(repeated.begin(), repeated.end());
  return instants;
}

std::vector<Stretch> timeline(const HeldCredential& credential, Verdicts& verdicts) {
  std::vector<Stretch> stretches;
  for (const Instant from : turning_points(credential, verdicts)) {
    const SharedVerdict what = verdicts.at(credential, from);
    if (!stretches.empty()) {
      const VerdictAt& last = stretches.back().what;
      const bool dead = last.verdict == Verdict::kDead && what->verdict == Verdict::kDead;
      if (dead || (last.verdict == what->verdict && last.reason == what->reason)) continue;
      stretches.back().to = from;
    }
    stretches.push_back(
        {.from = from, .to = std::nullopt, .what = verdicts.as_own(what, credential, from)});
  }
  return stretches;
}

}  // namespace cordon::incident
