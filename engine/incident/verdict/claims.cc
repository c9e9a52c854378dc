#include "engine/incident/verdict/claims.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "engine/decided_by.h"
#include "engine/incident/verdict/explicit_denies.h"
#include "engine/incident/verdict/proof.h"
#include "engine/incident/verdict/timeline.h"
#include "engine/prove/policy_claims.h"
#include "engine/prove/settings.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

ClaimVerdict verdict_of(Verdict verdict) {
  if (is_closed(verdict)) return ClaimVerdict::kHolds;
  return verdict == Verdict::kLive ? ClaimVerdict::kRefuted : ClaimVerdict::kUndecided;
}

// --- About a credential --------------------------------------------------------------------------

class AboutCredential {
 public:
  AboutCredential(const Claim& claim, const CredentialReport& credential, Instant at,
                  Verdicts& verdicts)
      : claim_(claim), held_(*credential.credential), at_(at), verdicts_(verdicts) {}

  // The credential is alive, or it is not known whether it is.
  void judge(ClaimReport& report) {
    const History& history = verdicts_.history();
    const std::size_t world = history.world_at(at_);
    const Permission now = in(world);
    report.verdict = now.given == Truth::kFalse  ? ClaimVerdict::kHolds
                     : now.given == Truth::kTrue ? ClaimVerdict::kRefuted
                                                 : ClaimVerdict::kUndecided;
    report.reason = reason(now);
    report.witness = now.witness;
    if (report.verdict != ClaimVerdict::kHolds) return;
    // As long as a change is under way, what was before it may answer.
    const std::size_t oldest = oldest_world_in_flight(history, world, at_);
    for (std::size_t older = world; older > oldest; --older) {
      if (is_dead(older - 1) || in(older - 1).given == Truth::kFalse) continue;
      report.verdict = ClaimVerdict::kUndecided;
      report.reason = race_with(history.incident().events[older - 1]);
      return;
    }
  }

 private:
  [[nodiscard]] bool is_dead(std::size_t world) {
    return verdicts_.in(held_, world, at_)->verdict == Verdict::kDead;
  }

  // In a session of the console it may be bound by less: that opens nothing for sure.
  Permission in(std::size_t world) {
    std::optional<Permission> all;
    verdicts_.ask(held_, world, at_, [&](const Question& question, const std::string& /*key*/) {
      if (all && all->given != Truth::kFalse) return;
      all = in_doubt(asked(question), question.standing.doubt);
    });
    if (all) return *std::move(all);
    return {.given = Truth::kUnknown,
            .witness = std::nullopt,
            .why = verdicts_.in(held_, world, at_)->reason};
  }

  [[nodiscard]] Permission asked(const Question& question) const {
    if (claim_.kind == ClaimKind::kDenies) return may_escape_denies(question);
    return may_access(question, claim_.actions, claim_.resources);
  }

  [[nodiscard]] Permission in_doubt(Permission found, const std::string& doubt) const {
    if (doubt.empty() || found.given == Truth::kFalse) return found;
    std::string why = found.given == Truth::kTrue ? reason(found) : found.why;
    return {.given = Truth::kUnknown,
            .witness = std::nullopt,
            .why = fmt::format("{}: {}", doubt, why)};
  }

  [[nodiscard]] std::string reason(const Permission& found) const {
    const bool denies = claim_.kind == ClaimKind::kDenies;
    if (found.given == Truth::kTrue) {
      return fmt::format("{} on {} is {}", found.witness->action, found.witness->resource,
                         denies ? "not denied explicitly" : "allowed");
    }
    if (found.given == Truth::kUnknown) return found.why;
    return denies ? "its own policies deny every request, whoever allows it"
                  : "no such request gets through: proved for every context";
  }

  const Claim& claim_;
  const HeldCredential& held_;
  Instant at_;
  Verdicts& verdicts_;
};

ClaimReport about_credential(const Claim& claim, const CredentialReport& credential, Instant at,
                             Verdicts& verdicts) {
  ClaimReport report{.claim = &claim,
                     .credential = credential.credential,
                     .at = at,
                     .verdict = ClaimVerdict::kHolds,
                     .reason = "not yet issued",
                     .witness = {},
                     .as_expected = {}};
  const bool issue_is_told = credential.credential->issued.has_value();
  if (const Stretch* stretch = stretch_at(credential, at)) {
    report.verdict = verdict_of(stretch->what.verdict);
    report.reason = stretch->what.reason;
    report.witness = stretch->what.witness;
    const bool is_dead = stretch->what.verdict == Verdict::kDead;
    if (claim.kind != ClaimKind::kNone && !is_dead) {
      AboutCredential(claim, credential, at, verdicts).judge(report);
    }
  } else if (!issue_is_told) {
    report.verdict = ClaimVerdict::kUndecided;
    report.reason = fmt::format("the incident begins at {}, and when it was issued was not told",
                                to_string(credential.timeline.front().from));
  }
  return report;
}

// --- About a resource ----------------------------------------------------------------------------

// What answers strangers for a resource: its policy, of a role the trust policy.
struct Gate {
  PolicyPtr policy;                    // null: none is known
  std::vector<std::string> resources;  // patterns of what it is asked about; empty: all
};

Gate gate_of(const std::string& arn, const Surroundings& surroundings) {
  const auto parts = split_arn(arn);
  if (parts && parts->service == "iam") {
    const Account* account = find_account(surroundings.world(), parts->account);
    const Role* role =
        account == nullptr ? nullptr : find_role(*account, last_path_part(parts->resource));
    return {role == nullptr || role->arn != arn ? nullptr : role->trust.policy, {}};
  }
  const ResourcePolicy* found = surroundings.resource_policy(arn);
  return found == nullptr ? Gate{} : Gate{found->policy.policy, answered_by(*found)};
}

Witness stranger(const prove::PolicyProof& proved, Instant at) {
  const prove::Witness& found = *proved.proof.witness;
  const Caller& caller = found.request.caller();
  Witness witness;
  witness.principal = caller.arn.empty() ? "anybody" : caller.arn;
  witness.action = found.request.action();
  witness.resource = found.request.resource();
  witness.at = at;
  for (const ContextEntry& entry : found.request.context.entries()) {
    if (entry.state == ContextEntry::State::kValues) witness.context.push_back(entry);
  }
  std::vector<StatementHit> hits = decided_by(found.decision, found.request, proved.policies);
  std::erase_if(hits, [](const StatementHit& hit) { return prove::is_assumed(*hit.policy); });
  witness.allowed_by = describe(hits);
  return witness;
}

void judge_gate(const Gate& gate, std::string_view account, ClaimReport& report) {
  prove::Asking asking;
  asking.account = account;
  asking.resources = gate.resources;
  const prove::PolicyProof proved = prove::prove_not_public(gate.policy, asking);
  switch (proved.proof.verdict) {
    case prove::Verdict::kHolds:
      report.verdict = ClaimVerdict::kHolds;
      report.reason = fmt::format("{} lets no stranger in", gate.policy->name);
      return;
    case prove::Verdict::kRefuted:
      report.verdict = ClaimVerdict::kRefuted;
      report.witness = stranger(proved, report.at);
      report.reason = fmt::format("{} on {} is allowed to {}", report.witness->action,
                                  report.witness->resource, report.witness->principal);
      return;
    case prove::Verdict::kUndecided:
      report.reason = "not decided";
      if (!proved.proof.causes.empty()) report.reason += ": " + proved.proof.causes.front();
      return;
  }
}

ClaimReport in_world(const Claim& claim, Instant at, std::size_t world, const History& history) {
  ClaimReport report{.claim = &claim,
                     .credential = nullptr,
                     .at = at,
                     .verdict = ClaimVerdict::kUndecided,
                     .reason = "the incident knows no policy of it",
                     .witness = {},
                     .as_expected = {}};
  const std::string& arn = claim.resources.front();
  const auto parts = split_arn(arn);
  const Gate gate = gate_of(arn, history.surroundings(world));
  if (gate.policy != nullptr) {
    judge_gate(gate, parts ? parts->account : "", report);
  } else if (history.incident().assumptions.resource_policies_complete && parts &&
             parts->service != "iam" && parts->service != "kms") {
    report.verdict = ClaimVerdict::kHolds;
    report.reason = "it has no policy";
  }
  return report;
}

ClaimReport about_resource(const Claim& claim, Instant at, const History& history) {
  const std::size_t world = history.world_at(at);
  ClaimReport report = in_world(claim, at, world, history);
  if (report.verdict != ClaimVerdict::kHolds) return report;
  const std::size_t oldest = oldest_world_in_flight(history, world, at);
  for (std::size_t older = world; older > oldest; --older) {
    if (in_world(claim, at, older - 1, history).verdict == ClaimVerdict::kHolds) continue;
    report.verdict = ClaimVerdict::kUndecided;
    report.reason = race_with(history.incident().events[older - 1]);
    break;
  }
  return report;
}

}  // namespace

std::vector<ClaimReport> judge_claims(const std::vector<CredentialReport>& credentials,
                                      Verdicts& verdicts) {
  const Incident& incident = verdicts.history().incident();
  std::vector<ClaimReport> reports;
  for (const Claim& claim : incident.claims) {
    const Instant at = claim.at.value_or(last_step(incident));
    if (claim.kind == ClaimKind::kNotPublic) {
      reports.push_back(about_resource(claim, at, verdicts.history()));
      continue;
    }
    for (const CredentialReport& credential : credentials) {
      const bool meant = claim.credential == "*" || claim.credential == credential.credential->id;
      if (meant) reports.push_back(about_credential(claim, credential, at, verdicts));
    }
  }
  for (ClaimReport& report : reports) {
    if (report.claim->expect) report.as_expected = report.verdict == *report.claim->expect;
  }
  return reports;
}

}  // namespace cordon::incident
