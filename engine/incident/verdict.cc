#include "engine/incident/verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/action_index.h"
#include "engine/incident/candidates.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kNobodyStops = "sts:GetCallerIdentity";

bool tolerated(const Incident& incident, std::string_view action) {
  return std::ranges::any_of(incident.tolerate, [&](const std::string& pattern) {
    return action_matches(pattern, action);
  });
}

bool speaks_of_every_action(const CompiledStatement& statement) {
  if (!statement.action || statement.action->negated) return false;
  return std::ranges::any_of(statement.action->entries, [](const PolicyText& entry) {
    return !entry.value.empty() && entry.value.find_first_not_of('*') == std::string_view::npos;
  });
}

bool speaks_of_every_resource(const CompiledStatement& statement) {
  return !statement.resources.negated() &&
         std::ranges::any_of(statement.resources.entries(), &ResourceEntry::everything);
}

/// A Deny of everything whose conditions hold whatever else a request says.
struct CoveringDeny {
  const CompiledPolicy* policy;
  std::uint32_t statement;
  bool conditional;
};

std::optional<CoveringDeny> covering_deny_in(const CompiledPolicy& policy, const Request& request) {
  for (std::size_t i = 0; i < policy.statements.size(); ++i) {
    const CompiledStatement& statement = policy.statements[i];
    if (statement.effect != Effect::kDeny || statement.principals.given()) continue;
    if (!speaks_of_every_action(statement) || !speaks_of_every_resource(statement)) continue;
    const bool holds = std::ranges::all_of(statement.conditions, [&](const auto& condition) {
      return evaluate_condition(condition, request, Effect::kDeny).value == Truth::kTrue;
    });
    if (holds) {
      return CoveringDeny{.policy = &policy,
                          .statement = static_cast<std::uint32_t>(i),
                          .conditional = !statement.conditions.empty()};
    }
  }
  return std::nullopt;
}

std::optional<CoveringDeny> covering_deny(const Standing& standing, const Request& request) {
  std::vector<PolicyPtr> policies = standing.policies.identity;
  const auto add = [&](const std::vector<PolicyPtr>& more) {
    policies.insert(policies.end(), more.begin(), more.end());
  };
  add(standing.policies.boundary);
  add(standing.policies.session);
  const bool scps_bind =
      standing.policies.scps_apply && standing.caller.service_linked == Truth::kFalse;
  if (scps_bind) {
    for (const auto& level : standing.policies.scps) add(level);
  }
  for (const PolicyPtr& policy : policies) {
    if (auto found = covering_deny_in(*policy, request)) return found;
  }
  return std::nullopt;
}

std::string quoted(const CompiledPolicy& policy, std::uint32_t statement) {
  const std::string& sid = policy.statements[statement].sid;
  return fmt::format("{} statement {}{}", policy.name, statement,
                     sid.empty() ? "" : fmt::format(" ({})", sid));
}

// sts:GetCallerIdentity answers whatever the policies say; a long-term key may also get a session
// token (AWS's documents disagree), which the same Deny then covers.
VerdictAt closed_by(const CoveringDeny& deny, const Standing& standing, const Incident& incident) {
  const bool listed = tolerated(incident, kNobodyStops);
  std::string reason = fmt::format("{} denies everything", quoted(*deny.policy, deny.statement));
  const bool mints = standing.credential.kind == CredentialKind::kAccessKey && !deny.conditional;
  if (mints) reason += "; a token from sts:GetSessionToken, should it answer, is denied as well";
  if (!listed) reason += "; only sts:GetCallerIdentity answers, which no policy stops";
  return {listed ? Verdict::kResidual : Verdict::kDenied, std::move(reason), std::nullopt};
}

// A value with which the caller can meet a condition on a key that it chooses, if there is a plain
// one.
std::optional<ContextEntry> chosen_value(const CompiledCondition& condition) {
  const OperatorName& op = condition.op;
  if (op.base == nullptr || !caller_chooses(condition.key)) return std::nullopt;
  ContextEntry entry{.key = condition.key, .values = {}};
  entry.multivalued = op.qualifier != SetQualifier::kNone;
  const bool plain = !condition.values.empty() && !condition.values[0].with_variables;
  if (op.base->type == ValueType::kNull || op.base->negated || !plain) {
    entry.state = ContextEntry::State::kAbsent;
    return entry;
  }
  const std::string& text = condition.values[0].text;
  const bool glob = op.base->wildcards;
  const bool block = op.base->type == ValueType::kIp;
  entry.values.push_back(glob    ? example_of(text, "example")
                         : block ? text.substr(0, text.find('/'))
                                 : text);
  return entry;
}

// What every request over the public endpoints has; the caller may choose another value.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kUsualContext{{
    {"aws:SourceIp", "198.51.100.7"},
    {"aws:UserAgent", "aws-cli"},
    {"aws:RequestedRegion", "us-east-1"},
}};

/// Tries one candidate: as it is, then with the keys that the caller chooses set so as to get
/// through.
class Attempt {
 public:
  Attempt(const Standing& standing, const History& history, std::size_t world, Instant at)
      : standing_(standing), history_(history), world_(history.world(world)), at_(at) {}

  std::optional<Witness> run(const Candidate& candidate) {
    Request request = request_of(standing_, candidate.action, candidate.resource, at_);
    for (const ContextEntry& entry : candidate.context) request.context.set(entry);
    Decided decided = decide_here(request);
    std::vector<ContextEntry> chosen = candidate.context;
    // A choice may bring up further keys: a few rounds at the most.
    for (int round = 0; round < 3 && decided.decision.outcome == Outcome::kUndecided; ++round) {
      if (!choose(request, decided.decision, chosen)) break;
      decided = decide_here(request);
    }
    if (decided.decision.outcome != Outcome::kAllowed) {
      undecided_ = undecided_ || decided.decision.outcome == Outcome::kUndecided;
      return std::nullopt;
    }
    return witness(request, std::move(chosen), decided);
  }

  /// Some candidate hung on something that is not told.
  [[nodiscard]] bool any_undecided() const { return undecided_; }

 private:
  [[nodiscard]] Decided decide_here(const Request& request) const {
    return decide(request, standing_, world_, history_.incident().assumptions);
  }

  bool choose(Request& request, const Decision& decision, std::vector<ContextEntry>& chosen) {
    bool any = false;
    for (const ContextKey* key : decision.missing) {
      if (request.context.find(*key) != nullptr) continue;
      auto entry = value_for(*key, decision);
      if (!entry) continue;
      request.context.set(*entry);
      chosen.push_back(std::move(*entry));
      any = true;
    }
    return any;
  }

  static std::optional<ContextEntry> value_for(const ContextKey& key, const Decision& decision) {
    if (!caller_chooses(key)) return std::nullopt;
    for (const StatementHit& hit : decision.hits) {
      if (hit.effect != Effect::kAllow) continue;
      for (const CompiledCondition& condition : hit.policy->statements[hit.statement].conditions) {
        if (condition.key == key) return chosen_value(condition);
      }
    }
    for (const auto& [name, value] : kUsualContext) {
      if (ContextKey(name) == key) return ContextEntry{.key = key, .values = {std::string(value)}};
    }
    return ContextEntry{.key = key, .state = ContextEntry::State::kAbsent, .values = {}};
  }

  [[nodiscard]] Witness witness(const Request& request, std::vector<ContextEntry> context,
                                const Decided& decided) const {
    Witness witness;
    witness.principal = request.caller().arn;
    witness.action = request.action();
    witness.resource = request.resource();
    witness.at = at_;
    if (request.credential()->issued) witness.issued = request.credential()->issued->earliest;
    witness.context = std::move(context);
    witness.allowed_by = describe(decided.statements(request));
    return witness;
  }

  const Standing& standing_;
  const History& history_;
  const World& world_;
  Instant at_;
  bool undecided_ = false;
};

VerdictAt search(const HeldCredential& credential, const Standing& standing, const History& history,
                 std::size_t world, Instant at) {
  const Incident& incident = history.incident();
  Attempt attempt(standing, history, world, at);
  const auto tried = candidates(credential, standing, history.world(world), incident);
  for (const Candidate& candidate : tried) {
    if (candidate.action == kNobodyStops || tolerated(incident, candidate.action)) continue;
    auto witness = attempt.run(candidate);
    if (!witness) continue;
    std::string reason = fmt::format("{} on {} is allowed", witness->action, witness->resource);
    return {Verdict::kLive, std::move(reason), std::move(witness)};
  }
  const std::string_view cause =
      attempt.any_undecided()
          ? "what was tried hangs on something that is not told"
          : "no request was found that gets through, and no Deny covers every request";
  return {Verdict::kUnknown, std::string(cause), std::nullopt};
}

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
  Request request = request_of(standing, probe.action, probe.resource, at);
  for (const ContextEntry& entry : probe.context) request.context.set(entry);
  const Decided decided =
      decide(request, standing, history.world(world), history.incident().assumptions);
  const Decision& decision = decided.decision;
  report.decision = probe_decision(decision);
  report.reason = decision.outcome == Outcome::kUndecided ? why_unknown(decision)
                                                          : std::string(to_string(decision.reason));
  report.decided_by = describe(decided.statements(request));
  if (report.decision == ProbeDecision::kAllowed && !standing.doubt.empty()) {
    report.decision = ProbeDecision::kUnknown;
    report.reason = standing.doubt;
  }
  return report;
}

/// Worlds that may still answer at `at`: the current one, and those before each change whose window
/// is still open.
std::size_t oldest_world_in_flight(const History& history, std::size_t world, Instant at) {
  const auto& events = history.incident().events;
  const std::int64_t window = history.incident().assumptions.propagation_ms;
  while (world > 0 && at.ms < events[world - 1].at.ms + window) --world;
  return world;
}

bool is_denial(ProbeDecision decision) {
  return decision != ProbeDecision::kAllowed && decision != ProbeDecision::kUnknown;
}

// A document embedded in another file stands where its string stands.
std::string place_of(const CompiledPolicy& policy, Span span) {
  const SourcePtr& source = policy.document.tree->source();
  if (const auto& embedded = source->embedded_in()) {
    return place(*embedded->outer, embedded->span.begin);
  }
  return place(*source, span.begin);
}

}  // namespace

std::vector<DecidingStatement> describe(const std::vector<StatementHit>& hits) {
  std::vector<DecidingStatement> statements;
  for (const StatementHit& hit : hits) {
    const CompiledStatement& statement = hit.policy->statements[hit.statement];
    statements.push_back({.policy_type = std::string(to_string(hit.policy->type)),
                          .policy = hit.policy->name,
                          .statement = hit.statement,
                          .sid = statement.sid,
                          .place = place_of(*hit.policy, statement.span)});
  }
  return statements;
}

VerdictAt verdict_in(const HeldCredential& credential, const History& history, std::size_t world,
                     Instant at) {
  const Standing standing = standing_of(credential, history, world, at);
  if (standing.life == Standing::Life::kDead)
    return {Verdict::kDead, standing.reason, std::nullopt};
  if (standing.life == Standing::Life::kUnknown) {
    return {Verdict::kUnknown, standing.reason, std::nullopt};
  }
  const Request anything = request_of(standing, "sts:DecodeAuthorizationMessage", "*", at);
  if (const auto deny = covering_deny(standing, anything)) {
    return closed_by(*deny, standing, history.incident());
  }
  if (!standing.doubt.empty()) return {Verdict::kUnknown, standing.doubt, std::nullopt};
  return search(credential, standing, history, world, at);
}

VerdictAt verdict_at(const HeldCredential& credential, const History& history, Instant at) {
  const std::size_t world = history.world_at(at);
  VerdictAt now = verdict_in(credential, history, world, at);
  if (!is_closed(now.verdict)) return now;
  for (std::size_t older = oldest_world_in_flight(history, world, at); older < world; ++older) {
    const VerdictAt before = verdict_in(credential, history, older, at);
    if (is_closed(before.verdict)) continue;
    return {Verdict::kUnknown,
            fmt::format("race: {} may not have reached every endpoint yet (propagation)",
                        history.incident().events[older].call),
            std::nullopt};
  }
  return now;
}

ProbeReport answer(const Probe& probe, const HeldCredential& credential, const History& history,
                   Instant at) {
  const std::size_t world = history.world_at(at);
  ProbeReport report = answer_in(probe, credential, history, world, at);
  for (std::size_t older = oldest_world_in_flight(history, world, at); older < world; ++older) {
    if (!is_denial(report.decision)) break;
    const ProbeReport before = answer_in(probe, credential, history, older, at);
    if (is_denial(before.decision)) continue;
    report.decision = ProbeDecision::kUnknown;
    report.reason = fmt::format("race: {} may not have reached every endpoint yet (propagation)",
                                history.incident().events[older].call);
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
