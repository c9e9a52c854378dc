#include "engine/incident/verdict/authority.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "engine/action_index.h"
#include "engine/incident/verdict/attempt.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/incident/verdict/proof.h"
#include "engine/incident/verdict/situations.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

/// The actions that do not matter.
class Tolerated {
 public:
  explicit Tolerated(const Incident& incident) : patterns_(1) {
    for (const std::string& pattern : incident.tolerate) patterns_.add(0, pattern);
    patterns_.finish();
  }
  [[nodiscard]] bool covers(std::string_view action) const {
    return patterns_.matching(ascii_lower(action)).contains(0);
  }

 private:
  ActionIndex patterns_;
};

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
  const bool listed = Tolerated(incident).covers(kNobodyStops);
  std::string reason = fmt::format("{} denies everything", quoted(*deny.policy, deny.statement));
  if (may_get_token(standing)) {
    reason += "; a token from sts:GetSessionToken, should it answer, is denied as well";
  }
  if (!listed) reason += "; only sts:GetCallerIdentity answers, which no policy stops";
  return {listed ? Verdict::kResidual : Verdict::kDenied, std::move(reason), std::nullopt};
}

// Requests are tried until one gets through. Trying proves nothing of requests that were not tried:
// when none does, all requests are asked about.
VerdictAt search(const Question& question) {
  const Incident& incident = question.incident;
  const Tolerated tolerated(incident);
  Attempt attempt(question);
  std::optional<Witness> witness;
  try_candidates(question, [&](const Candidate& candidate) {
    if (candidate.action == kNobodyStops) return false;
    if (tolerated.covers(candidate.action)) return false;
    witness = attempt.run(candidate).witness;
    return witness.has_value();
  });
  if (witness) {
    std::string reason = fmt::format("{} on {} is allowed", witness->action, witness->resource);
    return {Verdict::kLive, std::move(reason), std::move(witness)};
  }
  return prove_authority(question);
}

VerdictAt judge_as_it_is(const Question& question) {
  const Standing& standing = question.standing;
  const Request anything =
      request_of(standing, "sts:DecodeAuthorizationMessage", "*", question.clock.at);
  if (const auto deny = covering_deny(standing, anything)) {
    // A token that it gets may meet other conditions.
    if (auto open = deny->conditional ? minted_token(question) : std::nullopt) return *open;
    return closed_by(*deny, standing, question.incident);
  }
  if (!standing.doubt.empty()) return {Verdict::kUnknown, standing.doubt, std::nullopt};
  return search(question);
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

bool may_act(Verdict verdict, const Incident& incident) {
  if (verdict != Verdict::kResidual) return !is_closed(verdict);
  return std::ranges::any_of(incident.tolerate, [](const std::string& pattern) {
    return ascii_lower(pattern) != ascii_lower(kNobodyStops);
  });
}

Witness made_by(Witness witness, const Standing& standing, Instant at) {
  witness.principal = standing.caller.arn;
  witness.at = at;
  const auto& issued = standing.credential.issued;
  const bool chosen = issue_is_open(standing) && witness.issued && witness.token_is_chosen &&
                      *witness.issued >= issued->earliest && *witness.issued <= issued->latest;
  if (chosen) return witness;
  witness.issued = !issued                   ? std::nullopt
                   : issue_is_open(standing) ? std::optional(issued->latest)
                                             : std::optional(issued->earliest);
  return witness;
}

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

VerdictAt judge_authority(const Question& question) {
  if (!issue_is_open(question.standing)) return judge_as_it_is(question);
  // One that gets through is enough; what closes has to close them all.
  const Standing last = freshest(question.standing);
  VerdictAt verdict = judge_as_it_is({.credential = question.credential,
                                      .standing = last,
                                      .surroundings = question.surroundings,
                                      .incident = question.incident,
                                      .clock = question.clock});
  return verdict.verdict == Verdict::kLive ? verdict : judge_as_it_is(question);
}

}  // namespace cordon::incident
