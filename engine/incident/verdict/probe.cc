#include "engine/incident/verdict/probe.h"

#include <fmt/format.h>

#include "engine/incident/verdict/decider.h"
#include "engine/incident/verdict/proof.h"
#include "engine/incident/verdict/standing.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {
namespace {

ProbeDecision probe_decision(const Decision& decision) {
  switch (decision.outcome) {
    case Outcome::kAllowed:
      return ProbeDecision::kAllowed;
    case Outcome::kExplicitDeny:
      return ProbeDecision::kExplicitDeny;
    case Outcome::kUndecided:
      return ProbeDecision::kUnknown;
    case Outcome::kImplicitDeny:
      break;
  }
  return decision.reason == Reason::kApiBarred ? ProbeDecision::kBarred
                                               : ProbeDecision::kImplicitDeny;
}

std::string why_unknown(const Decision& decision) {
  std::string text = "undecided";
  for (const ContextKey* key : decision.missing) {
    text += fmt::format("{}{}", text == "undecided" ? ": hangs on " : ", ", key->name);
  }
  return text;
}

ProbeReport answer_in(const Probe& probe, const HeldCredential& credential, const History& history,
                      std::size_t world, Instant at) {
  ProbeReport report{.probe = &probe, .credential = &credential, .at = at};
  const Standing standing = standing_of(credential, history, world, at);
  if (credential.issued && at < *credential.issued) {
    report.decision = ProbeDecision::kDead;
    report.reason = fmt::format("issued only at {}", to_string(*credential.issued));
    return report;
  }
  if (standing.life != Standing::Life::kAlive) {
    const bool dead = standing.life == Standing::Life::kDead;
    report.decision = dead ? ProbeDecision::kDead : ProbeDecision::kUnknown;
    report.reason = standing.reason;
    return report;
  }
  Decider decider(standing, history.surroundings(world), history.incident().assumptions);
  const auto asked = [&](const Standing& as) {
    Request request = request_of(as, probe.action, probe.resource, at);
    for (const ContextEntry& entry : probe.context) request.context.set(entry);
    return request;
  };
  Request request = asked(freshest(standing));
  Decision decision = decider.decide(request);
  if (decision.outcome != Outcome::kAllowed && issue_is_open(standing)) {
    request = asked(standing);
    decision = decider.decide(request);
  }
  report.decision = probe_decision(decision);
  report.reason = decision.outcome == Outcome::kUndecided ? why_unknown(decision)
                                                          : std::string(to_string(decision.reason));
  report.decided_by = describe(decider.statements(request, decision));
  if (report.decision == ProbeDecision::kAllowed && !standing.doubt.empty()) {
    report.decision = ProbeDecision::kUnknown;
    report.reason = standing.doubt;
  }
  return report;
}

bool is_denial(ProbeDecision decision) {
  return decision != ProbeDecision::kAllowed && decision != ProbeDecision::kUnknown;
}

}  // namespace

ProbeReport answer(const Probe& probe, const HeldCredential& credential, const History& history,
                   Instant at) {
  const std::size_t world = history.world_at(at);
  ProbeReport report = answer_in(probe, credential, history, world, at);
  const std::size_t oldest = oldest_world_in_flight(history, world, at);
  for (std::size_t older = world; older > oldest && is_denial(report.decision); --older) {
    if (is_denial(answer_in(probe, credential, history, older - 1, at).decision)) continue;
    report.decision = ProbeDecision::kUnknown;
    report.reason = race_with(history.incident().events[older - 1]);
  }
  if (probe.expect == ProbeExpectation::kNone) return report;
  const bool denied = is_denial(report.decision);
  const bool unknown = report.decision == ProbeDecision::kUnknown;
  report.as_expected = probe.expect == ProbeExpectation::kDenied    ? denied
                       : probe.expect == ProbeExpectation::kUnknown ? unknown
                                                                    : !denied && !unknown;
  return report;
}

}  // namespace cordon::incident
