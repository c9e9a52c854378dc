#include "engine/incident/verdict/claims.h"

#include <fmt/format.h>

#include <utility>

#include "engine/incident/verdict/timeline.h"

namespace cordon::incident {
namespace {

ClaimVerdict verdict_of(Verdict verdict) {
  if (is_closed(verdict)) return ClaimVerdict::kHolds;
  return verdict == Verdict::kLive ? ClaimVerdict::kRefuted : ClaimVerdict::kUndecided;
}

ClaimReport judge_claim(const Claim& claim, const CredentialReport& credential, Instant at) {
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
  } else if (!issue_is_told) {
    report.verdict = ClaimVerdict::kUndecided;
    report.reason = fmt::format("the incident begins at {}, and when it was issued was not told",
                                to_string(credential.timeline.front().from));
  }
  if (claim.expect) report.as_expected = report.verdict == *claim.expect;
  return report;
}

}  // namespace

std::vector<ClaimReport> judge_claims(const Incident& incident,
                                      const std::vector<CredentialReport>& credentials) {
  std::vector<ClaimReport> reports;
  for (const Claim& claim : incident.claims) {
    const Instant at = claim.at.value_or(last_step(incident));
    for (const CredentialReport& credential : credentials) {
      const bool meant = claim.credential == "*" || claim.credential == credential.credential->id;
      if (meant) reports.push_back(judge_claim(claim, credential, at));
    }
  }
  return reports;
}

}  // namespace cordon::incident
