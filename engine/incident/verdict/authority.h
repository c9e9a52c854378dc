// What the policies in force let a credential that is alive do: the one place where that is found
// out. It is asked once for all credentials, worlds and instants that the policies can't tell apart
// (verdicts.h), so it may be slow.
#pragma once

#include <optional>
#include <vector>

#include "engine/decision.h"
#include "engine/incident/report.h"
#include "engine/incident/verdict/standing.h"
#include "engine/incident/verdict/surroundings.h"

namespace cordon::incident {

/// A stretch of time in which no time that the policies compare with lies, and an instant in it.
struct ClockStretch {
  Instant at;
  std::optional<Instant> since;  // no value: from ever on
  std::optional<Instant> until;  // the first instant after it; no value: for good
  /// Some policy compares an age in a way that may turn at any instant of the stretch.
  bool may_turn = false;
};

struct Question {
  const HeldCredential& credential;  // only for the probes that name it
  const Standing& standing;          // alive: as whom, and under which policies of its own
  const Surroundings& surroundings;  // the policies of what it asks for
  const Incident& incident;          // what is tolerated, assumed and probed
  ClockStretch clock;
};

/// Denied or residual when a Deny covers everything, live with the request that gets through, or
/// unknown. Depends on nothing but what the question holds.
[[nodiscard]] VerdictAt judge_authority(const Question& question);

/// Whether a credential with this verdict makes requests that matter to others: a residual one
/// makes what is tolerated, which may open a way on.
[[nodiscard]] bool may_act(Verdict verdict, const Incident& incident);

/// The witness as if the credential that stands so had made the request at that instant.
[[nodiscard]] Witness made_by(Witness witness, const Standing& standing, Instant at);

/// Statements ready to be shown.
[[nodiscard]] std::vector<DecidingStatement> describe(const std::vector<StatementHit>& hits);

}  // namespace cordon::incident
