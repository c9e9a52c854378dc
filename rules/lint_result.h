// What a lint run came to: every finding with what was decided about it, and what was looked at.
// All formats are written from this one value, so that no format can change a result.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/policy_type.h"
#include "grammar/json.h"
#include "rules/finding.h"

namespace cordon::rules {

struct JudgedFinding {
  enum class State : std::uint8_t {
    kActive,
    kSuppressed,  // by an entry of the configuration; `reason` is the entry's
    kBaselined,   // known since the baseline was written
  };
  Finding finding;
  State state = State::kActive;
  std::string reason;
  /// The same for the same cause in a later version of the file; no line numbers in it
  /// (baseline.h).
  std::string fingerprint;
};

struct LintedPolicy {
  std::string name;  // for people
  SourcePtr source;
  JsonPtr tree;                   // of `source`
  std::optional<JsonValue> root;  // the document's, in `tree`; none after a syntax error
  PolicyType type = PolicyType::kIdentity;
  bool type_is_inferred = false;
  std::string resource_type;  // empty: not known
};

struct LintResult {
  std::vector<JudgedFinding> findings;  // sorted by file, place, rule
  std::vector<LintedPolicy> policies;   // in the order they were found
  std::size_t files = 0;                // with at least one policy in them
  std::vector<std::string> errors;      // inputs that could not be read: the rest was linted
  std::string_view data_date;           // of the catalogue
  Level fail_on = Level::kWarning;      // the mildest level that fails the run

  [[nodiscard]] bool fails(const JudgedFinding& judged) const {
    return judged.state == JudgedFinding::State::kActive && judged.finding.level <= fail_on;
  }
  [[nodiscard]] bool fails() const {
    return std::ranges::any_of(findings, [this](const auto& judged) { return fails(judged); });
  }
  [[nodiscard]] std::size_t count(JudgedFinding::State state) const {
    return static_cast<std::size_t>(std::ranges::count(findings, state, &JudgedFinding::state));
  }
};

}  // namespace cordon::rules
