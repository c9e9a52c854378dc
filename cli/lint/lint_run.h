// One lint run: files and configurations read, rules run, findings judged. Everything that a format
// shows or an exit status says is in the result; nothing is printed here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/lint/baseline.h"
#include "cli/lint/config.h"
#include "cli/lint/inputs.h"
#include "rules/findings/fingerprint.h"
#include "rules/lint_result.h"

namespace cordon {

/// What the command line asks for.
struct LintRequest {
  std::vector<std::string> paths;
  LintInputOptions input;
  rules::Selection selection;            // beside the configuration's; `select` instead of it
  std::optional<std::string> config;     // --config
  bool isolated = false;                 // --isolated
  std::optional<std::string> baseline;   // --baseline; instead of the configuration's
  bool ignore_baseline = false;          // what is known counts again: for writing a new one
  std::optional<rules::Level> severity;  // milder findings are left out
  std::optional<rules::Level> fail_on;   // instead of the configurations'
  Instant now;
};

struct LintRun {
  std::vector<std::shared_ptr<const LintConfig>> configs;  // of each subject
  std::vector<rules::Subject> subjects;
  std::vector<std::shared_ptr<const std::vector<const rules::Rule*>>> rules;  // of each subject
  rules::LintResult result;
  BaselineFile baseline;
  Diagnostics diagnostics;                  // of inputs, configurations and baselines
  std::vector<Error> errors;                // what could not be read or done; the rest was
  std::vector<SkippedPath> without_policy;  // files that were named
  std::vector<SkippedPath> skipped;         // what searching passed over
  /// False: a rule that does not exist, a configuration that can't be read, or a rule that failed.
  /// Then there is no result: no findings would look like a clean policy.
  bool judged = false;
  /// The mildest level that fails the run, as configurations say; none say: no value.
  std::optional<rules::Level> fail_on;
};

/// Where findings are, with the names that baselines and fingerprints have for files: relative to
/// the working directory, however the command line wrote them.
[[nodiscard]] rules::FindingIndex index_of(const std::vector<rules::Subject>& subjects);

[[nodiscard]] LintRun run_lint(const LintRequest& request);

}  // namespace cordon
