// The words of the JSON reader: what was expected, what stood there, and what to do about it. Knows
// places and texts only; the grammar that finds the problems is in json_reader.cc.
#pragma once

#include <cstdint>

#include "grammar/source.h"
#include "grammar/tree_builder.h"

namespace cordon {

/// What the grammar wanted when it could not go on.
enum class JsonExpected : std::uint8_t {
  kDocument,      // the first value
  kFirstElement,  // behind `[`
  kElement,       // behind a comma in an array
  kFirstName,     // behind `{`
  kName,          // behind a comma in an object
  kColon,         // behind a member's name
  kMemberValue,   // behind the colon
  kAfterElement,  // a comma or `]`
  kAfterMember,   // a comma or `}`
  kEnd,           // nothing more
  kDigitAfterMinus,
  kDigitAfterPoint,
  kExponentDigit,
  kNoLeadingZero,
};

/// Where the grammar stopped, and the place of the innermost open bracket (TreeBuilder::kNone when
/// there is none).
struct JsonStop {
  std::uint32_t offset;
  std::uint32_t open_bracket;
};

[[nodiscard]] ReadFailure json_failure(JsonExpected expected, const Source& source, JsonStop stop);

// Failures inside a string: `offset` is the byte that can't stand there; of an escape, its
// backslash.
[[nodiscard]] ReadFailure unended_string(const Source& source, std::uint32_t string_begin);
[[nodiscard]] ReadFailure control_character_in_string(const Source& source, std::uint32_t offset);
[[nodiscard]] ReadFailure invalid_utf8_in_string(const Source& source, std::uint32_t offset);
[[nodiscard]] ReadFailure unknown_escape(const Source& source, std::uint32_t offset);
[[nodiscard]] ReadFailure bad_hex_digit(const Source& source, std::uint32_t offset);
[[nodiscard]] ReadFailure lone_surrogate(const Source& source, std::uint32_t offset);

}  // namespace cordon
