// Baseline files: the findings that were there when linting began, by what they are about and not
// by line, so that edits elsewhere don't bring them back. JSON, one entry a line, sorted: a change
// of it is a readable diff.
#pragma once

#include <expected>
#include <map>
#include <string>

#include "grammar/date_time.h"
#include "grammar/diagnostic.h"
#include "rules/suppression.h"

namespace cordon {

struct BaselineFile {
  rules::Baseline findings;
  /// The day on which each came in, `2026-01-31`.
  std::map<rules::FindingIdentity, std::string> since;
};

struct BaselineResult {
  BaselineFile file;
  Diagnostics diagnostics;
};

[[nodiscard]] BaselineResult read_baseline(const SourcePtr& source);

/// `old` gives entries that stay their day; the others get `now`'s.
[[nodiscard]] std::string write_baseline(const rules::Baseline& findings, const BaselineFile& old,
                                         Instant now);

}  // namespace cordon
