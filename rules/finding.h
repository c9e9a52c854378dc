// What a rule reports: one cause, at one place, with the places that explain it and what would mend
// it. Findings are about policies that were read; what could not be done at all is an Error.
// Nothing here knows how a finding is shown, or whether somebody chose to ignore it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"

namespace cordon::rules {

struct Rule;

/// How bad it is, worst first.
enum class Level : std::uint8_t {
  kError,     // AWS refuses the policy, or a part of it never has an effect
  kSecurity,  // it grants or leaves open more than it seems to
  kWarning,   // it does something other than it seems to
  kInfo,      // it could be said better
};

/// The words of `--severity` and of every format: error, security, warning, info.
[[nodiscard]] std::string_view to_string(Level level);
[[nodiscard]] std::optional<Level> level_from(std::string_view name);

/// A place that explains the finding: the statement that subsumes this one, the guard that is
/// missing there. `source` may be another document than the finding's.
struct RelatedPlace {
  SourcePtr source;
  Span span;
  std::string message;
};

/// A replacement of bytes of the finding's source.
struct Edit {
  Span span;
  std::string text;
};

/// Edits that mend the finding. They do not overlap; applied together they leave a policy that can
/// be read.
struct Fix {
  std::string title;  // "remove the redundant action"
  std::vector<Edit> edits;
  /// What the policy allows stays exactly the same; else somebody has to look at it.
  bool safe = false;
};

struct Finding {
  const Rule* rule = nullptr;
  Level level = Level::kError;  // the rule's, unless this case is worse or better
  SourcePtr source;
  Span span;
  std::string message;  // one sentence that names the value; lower case, no full stop
  std::string help;     // what to do about it; may be empty
  std::vector<RelatedPlace> related;
  std::optional<Fix> fix;
  std::string_view aws_code;  // ValidatePolicy's issueCode; empty when AWS has none
  /// Where else the rule that this one replaces reports the same cause; its own place is one.
  std::vector<Span> also_at;

  Finding& relate(SourcePtr where, Span place, std::string text) {
    related.push_back({.source = std::move(where), .span = place, .message = std::move(text)});
    return *this;
  }
};

}  // namespace cordon::rules
