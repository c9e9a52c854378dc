// cordon.yaml: what a repository says about its policies and about the linter. Read from the
// nearest folder upwards from each file, so that a part of a repository can have its own. Unknown
// members are errors with the nearest known name; nothing in it can turn an error of reading into
// silence.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/path_pattern.h"
#include "engine/policy_type.h"
#include "grammar/diagnostic.h"
#include "rules/registry.h"
#include "rules/settings.h"
#include "rules/suppression.h"

namespace cordon {

/// The name of a configuration file.
inline constexpr std::string_view kConfigName = "cordon.yaml";

/// Settings for the files that fit a pattern. Of several that fit, a later one adds to and
/// overrides an earlier one.
struct PathSettings {
  PathPattern match;
  std::optional<PolicyType> type;
  std::string resource_type;   // empty: not said
  rules::Selection selection;  // extend_select and ignore only
};

struct LintConfig {
  std::string file;    // empty: no configuration
  std::string folder;  // paths in it are relative to this; empty: the working directory
  rules::Settings settings;
  rules::Selection selection;
  std::optional<rules::Level> fail_on;
  std::string baseline;  // path, relative to the working directory; empty: none
  std::vector<PathSettings> paths;
  std::vector<rules::Suppression> suppressions;

  /// `path` as patterns of this configuration see it.
  [[nodiscard]] std::string relative(std::string_view path) const;
};

struct LintConfigResult {
  std::shared_ptr<const LintConfig> config;  // never null
  Diagnostics diagnostics;
};

/// Reads a configuration whose paths are relative to `folder`.
[[nodiscard]] LintConfigResult read_lint_config(const SourcePtr& source, std::string folder);

/// Finds the configuration of each file: the nearest cordon.yaml in its folder or above it, up to
/// the working directory's repository (a folder with .git) or the root.
class LintConfigs {
 public:
  /// One configuration for all files (`--config FILE`).
  static LintConfigs only(std::shared_ptr<const LintConfig> config);
  /// No configuration for any file (`--isolated`).
  static LintConfigs none();
  /// The nearest one upwards.
  LintConfigs() = default;

  [[nodiscard]] std::shared_ptr<const LintConfig> of(const std::string& path);
  /// What was wrong in the files read so far.
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  [[nodiscard]] const std::vector<Error>& errors() const { return errors_; }

 private:
  std::shared_ptr<const LintConfig> in_folder(const std::string& folder);

  std::shared_ptr<const LintConfig> only_;
  std::map<std::string, std::shared_ptr<const LintConfig>, std::less<>> by_folder_;
  Diagnostics diagnostics_;
  std::vector<Error> errors_;
};

}  // namespace cordon
