// Findings that somebody decided to live with: entries of the configuration, each with a reason,
// and baselines, which hold what was there when they were written. Nothing is dropped: a finding
// keeps its place in the result and says why it does not count. Entries without effect are findings
// themselves.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/date_time.h"
#include "grammar/source.h"
#include "rules/findings/fingerprint.h"
#include "rules/lint_result.h"

namespace cordon::rules {

/// An entry of the configuration, with its places there.
struct Suppression {
  SourcePtr source;
  Span span;                             // the entry
  std::vector<const Rule*> rules;        // what its `rule` names
  std::string rule;                      // as written
  std::string file;                      // a path pattern
  std::optional<std::string> statement;  // a Sid, or `#` and the statement's number from 0
  std::string reason;                    // empty: the entry has none, and suppresses nothing
  std::optional<Instant> expires;        // first instant at which it suppresses nothing
  /// Whether the entry's file pattern fits a file's name.
  std::function<bool(std::string_view file)> fits_file;
};

/// What a baseline knows: how often each identity was there.
using Baseline = std::map<FindingIdentity, std::size_t>;

struct SuppressionInput {
  const std::vector<Suppression>& suppressions;
  const Baseline& baseline;
  /// What was looked at: a suppression for other files only is not unused.
  const std::vector<std::string>& files;
  std::optional<Instant> now;  // none: entries do not expire
};

/// Judges all findings: state, reason and fingerprint of each; then adds a finding for each
/// suppression that suppressed nothing (STY014) and for each without reason or past its expiry
/// (STY015), where those rules are among `rules`.
[[nodiscard]] std::vector<JudgedFinding> judge_findings(std::vector<Finding> findings,
                                                        const FindingIndex& index,
                                                        const SuppressionInput& input,
                                                        std::span<const Rule* const> rules);

/// Sorts by file, place and rule.
void sort_judged(std::vector<JudgedFinding>& findings);

/// What a baseline for these findings holds: those that are not suppressed.
[[nodiscard]] Baseline baseline_of(const std::vector<JudgedFinding>& findings,
                                   const FindingIndex& index);

}  // namespace cordon::rules
