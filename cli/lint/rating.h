// How bad a finding or a rule is, in the words of other people's formats. One place, so that no two
// formats rate a finding differently.
#pragma once

#include <cstdint>
#include <string_view>

#include "rules/rule.h"

namespace cordon {

/// The three steps that most formats have.
enum class Rating : std::uint8_t { kError, kWarning, kNote };

/// A hole is as bad as what AWS refuses.
[[nodiscard]] constexpr Rating rating(rules::Level level) {
  switch (level) {
    case rules::Level::kError:
    case rules::Level::kSecurity:
      return Rating::kError;
    case rules::Level::kWarning:
      return Rating::kWarning;
    case rules::Level::kInfo:
      break;
  }
  return Rating::kNote;
}

/// Whether findings of the rule are about what somebody can get, not about form.
[[nodiscard]] inline bool is_about_security(const rules::Rule& rule) {
  constexpr std::string_view kFamilies = "SEC CTN ESC";
  return rule.level == rules::Level::kSecurity ||
         kFamilies.find(rule.id.substr(0, 3)) != std::string_view::npos;
}

/// A number from 0 to 10 as GitHub's code scanning reads it: over 9 critical, from 7 high, from 4
/// medium, else low. For rules that are about security.
[[nodiscard]] inline std::string_view security_severity(const rules::Rule& rule) {
  switch (rule.level) {
    case rules::Level::kError:
      return "8.0";
    case rules::Level::kSecurity:
      // A way to more rights than one was given is a way to all of them.
      return rule.id.starts_with("ESC") ? "9.1" : "8.0";
    case rules::Level::kWarning:
      return "5.5";
    case rules::Level::kInfo:
      break;
  }
  return "2.5";
}

}  // namespace cordon
