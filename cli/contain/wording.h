// How the parts of a judged incident are put into words, once for all formats. No layout, no
// colour and no escaping: texts hold ids and names as they stand in the incident's files, and a
// format makes them harmless for where it writes them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "engine/incident/report.h"

namespace cordon {

/// On a terminal.
[[nodiscard]] Ink ink_of(incident::Verdict verdict);
[[nodiscard]] Ink ink_of(incident::Containment verdict);

/// `NOT CONTAINED`.
[[nodiscard]] std::string_view headline(incident::Containment verdict);

/// Whether what the file expects came out, of the verdict and all else; empty when it expects
/// nothing.
[[nodiscard]] std::string expectation_words(const incident::Incident& incident,
                                            const incident::Report& report);
/// The same of one probe or claim.
[[nodiscard]] std::string_view expectation_words(std::optional<bool> as_expected);

/// The reason of a stretch, and when it ends.
[[nodiscard]] std::string standing_words(const incident::Stretch& stretch);

/// `from leaked-key, issued …, expires …, renews itself`; empty when nothing is told.
[[nodiscard]] std::string facts_of(const incident::HeldCredential& credential);

/// `changed` or `no effect`.
[[nodiscard]] std::string_view effect_words(const incident::StepReport& step);
/// What a step did, or why it had no effect.
[[nodiscard]] std::string outcome_of(const incident::StepReport& step);
/// What it takes from others; empty: nothing.
[[nodiscard]] std::string cost_words(const incident::StepReport& step);

/// `s3:GetObject on arn:… at …`.
[[nodiscard]] std::string request_words(const incident::ProbeReport& probe);

/// `no request of leaked-key is allowed at …`.
[[nodiscard]] std::string claim_words(const incident::ClaimReport& claim);

/// `file:line:column: policy statement 0 (Sid)`.
[[nodiscard]] std::string statement_words(const incident::DecidingStatement& statement);

/// `leaked-key -> sts:GetSessionToken at …`.
[[nodiscard]] std::string hop_words(const incident::EscapeStep& step);

/// What a request carries: `aws:SourceIp = 203.0.113.9`, `aws:UserAgent absent`.
[[nodiscard]] std::string context_words(const ContextEntry& entry);

/// Credentials that can still be made and are worth a reader's time: those that give more than what
/// is live for good without them, shorter paths first.
struct ShownReached {
  std::vector<const incident::CredentialReport*> shown;
  std::size_t more = 0;  // left out
};
[[nodiscard]] ShownReached reached_by(const incident::Report& report);
/// All of them, however many.
[[nodiscard]] std::vector<const incident::CredentialReport*> all_reached_by(
    const incident::Report& report);
/// `sts:AssumeRole on arn:… from … on`.
[[nodiscard]] std::string minting_words(const incident::MintWindow& minting);
/// `9 more are in the JSON report`; empty when none was left out and all were followed.
[[nodiscard]] std::string left_out_words(const ShownReached& reached, bool cut_short);

/// `event 2 (iam:CreateAccessKey) lets …`: who gets in where, from when, and whether surely.
[[nodiscard]] std::string door_words(const incident::Door& door);

/// The change and what it hangs on: `iam:CreateUser on arn:…`.
[[nodiscard]] std::string change_words(const incident::LastingChange& change);
/// `step 2 (iam:PutUserPolicy): token calls iam:DeleteUserPolicy on arn:…`.
[[nodiscard]] std::string undo_words(const incident::UndoReport& undo);

/// The assumptions as they are named in incident files, with their values.
struct NamedAssumption {
  std::string name;
  std::string value;
  std::string meaning;
};
[[nodiscard]] std::vector<NamedAssumption> named_assumptions(
    const incident::Assumptions& assumptions);

}  // namespace cordon
