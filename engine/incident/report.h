// What came out of an incident: verdicts per credential and stretch of time, probes, steps,
// escapes. Plain data for the reporters (docs/reports.md).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/incident.h"

namespace cordon::incident {

enum class Verdict : std::uint8_t { kDead, kDenied, kResidual, kLive, kUnknown };
inline constexpr std::array<std::string_view, 5> kVerdictNames{"dead", "denied", "residual", "live",
                                                               "unknown"};
[[nodiscard]] constexpr std::string_view to_string(Verdict verdict) {
  return kVerdictNames[static_cast<std::size_t>(verdict)];
}
/// The attacker can do nothing that matters.
[[nodiscard]] constexpr bool is_closed(Verdict verdict) {
  return verdict == Verdict::kDead || verdict == Verdict::kDenied || verdict == Verdict::kResidual;
}

/// A statement that decided, ready to be shown.
struct DecidingStatement {
  std::string policy_type;
  std::string policy;
  std::uint32_t statement = 0;
  std::string sid;
  std::string place;  // file:line:column
};

/// A concrete request that gets through.
struct Witness {
  std::string principal;
  std::string action;
  std::string resource;
  Instant at;
  std::optional<Instant> issued;  // of the token that makes it
  bool token_is_chosen = false;   // not every token that there is gets through
  std::vector<ContextEntry> context;
  std::vector<DecidingStatement> allowed_by;
};

struct VerdictAt {
  Verdict verdict = Verdict::kUnknown;
  std::string reason;
  std::optional<Witness> witness;
};

/// [from, to); no end: for good.
struct Stretch {
  Instant from;
  std::optional<Instant> to;
  VerdictAt what;
};

struct CredentialReport {
  const HeldCredential* credential = nullptr;
  std::vector<Stretch> timeline;
};

/// Credentials of one sort that a step takes from those who have done nothing.
struct StepCost {
  std::string what;                     // `sessions opened before`
  std::vector<std::string> principals;  // ARNs of those they are of
};

struct StepReport {
  const Event* event = nullptr;
  bool changed = false;   // some credential's verdict differs before and after
  bool doubtful = false;  // AWS refuses it, unless something was done that is not told
  std::string why;
  std::vector<StepCost> costs;
};

enum class ProbeDecision : std::uint8_t {
  kAllowed,
  kExplicitDeny,
  kImplicitDeny,
  kDead,
  kBarred,
  kUnknown,
};
inline constexpr std::array<std::string_view, 6> kProbeDecisionNames{
    "allowed", "explicitDeny", "implicitDeny", "dead", "barred", "unknown"};
[[nodiscard]] constexpr std::string_view to_string(ProbeDecision decision) {
  return kProbeDecisionNames[static_cast<std::size_t>(decision)];
}

struct ProbeReport {
  const Probe* probe = nullptr;
  const HeldCredential* credential = nullptr;
  std::optional<Instant> at;
  ProbeDecision decision = ProbeDecision::kUnknown;
  std::string reason;
  std::vector<DecidingStatement> decided_by;
  std::optional<bool> as_expected;
};

struct ClaimReport {
  const Claim* claim = nullptr;
  const HeldCredential* credential = nullptr;  // null: it is about a resource
  Instant at;
  ClaimVerdict verdict = ClaimVerdict::kUndecided;
  std::string reason;
  std::optional<Witness> witness;  // of kRefuted
  std::optional<bool> as_expected;

  /// The id of the credential, or the ARN of the resource.
  [[nodiscard]] const std::string& about() const {
    return credential == nullptr ? claim->resources.front() : credential->id;
  }
};

struct EscapeStep {
  std::string credential;
  std::string call;  // the call that minted the next one, or that the witness makes
  std::optional<Instant> at;
};
struct Escape {
  std::vector<EscapeStep> path;
  Witness witness;
};

/// A change that outlasts the credential that can make it.
struct LastingChange {
  const HeldCredential* credential = nullptr;
  Instant from;  // when it could be made, at first
  bool certain = false;
  std::optional<Witness> witness;  // of a certain one
  std::string why;                 // what an uncertain one hangs on
};

/// A way in that an event opened, for somebody whose credentials the incident does not list.
struct Door {
  const Event* event = nullptr;
  std::string who;      // is let in: `account 999988887777`, `anyone`
  std::string where;    // `role/app`, `arn:aws:s3:::bucket`, `access key AKIA…`
  std::string opening;  // which principal of which statement (openings.h); empty: it is none
  Instant from;
  std::optional<Instant> to;  // none: it stays open
  const Event* shut_by = nullptr;
  bool certain = true;
  std::string why;                 // of an uncertain one: what it hangs on
  std::optional<Witness> witness;  // of a certain one to a resource
  /// What whoever comes in holds, which is judged like any other. Null: that is not followed.
  std::shared_ptr<const HeldCredential> credential;
  /// Whether other credentials can be made with it.
  bool makes_others = true;
};

/// A credential that is open after the last event may take a step back.
struct UndoReport {
  const Event* event = nullptr;
  const HeldCredential* credential = nullptr;
  std::string action;
  std::string resource;
};

struct Report {
  Containment verdict = Containment::kUnknown;
  std::optional<Instant> contained_at;
  std::string why;  // one sentence
  std::vector<CredentialReport> credentials;
  /// Credentials that nobody is known to have made, and that can be made, or could after the last
  /// moment up to which all are known; those that are open at some time after it.
  std::vector<CredentialReport> reached;
  std::vector<std::shared_ptr<const HeldCredential>> made;  // what `reached` speaks of
  bool reach_cut_short = false;                             // there may be more of them
  /// More users and roles are touched by a step than were asked for their costs.
  bool costs_cut_short = false;
  std::vector<Door> doors;             // `reached` has their credentials too
  std::vector<LastingChange> lasting;  // the first of each credential
  std::vector<UndoReport> undo;        // by step
  std::vector<Escape> escapes;         // shorter paths first
  std::vector<StepReport> steps;
  std::vector<ProbeReport> probes;
  std::vector<ClaimReport> claims;
  /// Whether the file's own expectations hold; no value when it has none.
  std::optional<bool> as_expected;
  Diagnostics diagnostics;  // found while events were applied
};

/// Judges an incident. The report points into it.
[[nodiscard]] Report judge(const Incident& incident);

/// The same without what a conclusion does not hang on: what steps changed and cost, who may take
/// them back, and how what is live got in.
[[nodiscard]] Report judge_containment(const Incident& incident);

/// Only the credentials that are given: what can be made with them is not followed.
[[nodiscard]] Report judge_given(const Incident& incident);

/// The same, slow and simple: each credential is judged anew in every world and at every instant
/// that anything speaks of. Tests hold `judge_given` against it.
[[nodiscard]] Report judge_everything_again(const Incident& incident);

}  // namespace cordon::incident
