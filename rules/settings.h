// What a repository tells the linter about itself. A plain value: cli/ reads it from cordon.yaml,
// rules only look. The defaults are those of a repository without configuration.
#pragma once

#include <string>
#include <vector>

namespace cordon::rules {

struct Settings {
  /// 12-digit ids of the repository's own accounts; with any given, others are external (SEC037).
  std::vector<std::string> known_accounts;
  /// External accounts that may be trusted (SEC037, SEC039).
  std::vector<std::string> allowed_external;
  std::string organization_id;  // `o-…`
  /// ARN patterns of what must not be reachable (SEC056).
  std::vector<std::string> sensitive_resources;
  /// RE2 expression that a Sid has to match whole (STY007); empty: no rule.
  std::string sid_style;
};

}  // namespace cordon::rules
