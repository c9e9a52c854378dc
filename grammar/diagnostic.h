// Diagnostics are about the text that a user wrote: collected, sorted, and never thrown. What could
// not be done at all (no such file) is an Error instead; the two are never mixed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"

namespace cordon {

enum class Severity : std::uint8_t {
  kError,    // the text can't be used as what it is meant to be; AWS would refuse it
  kWarning,  // it can be used; what it means is surprising or undocumented
};

/// What a problem is, for those who tell kinds apart (the linter has a rule for each).
enum class Problem : std::uint8_t {
  kOther,
  kSyntax,
  kTrailingText,  // behind the end of a whole document
  kDuplicateKey,
  kCharacter,
  kUnknownElement,
  kDataType,
  kMissingStatement,
  kMissingEffect,
  kInvalidEffect,
  kMissingAction,
  kElementConflict,
  kInvalidVersion,
  kDeadVariable,
  kEmptyActionList,
  kEmptyResourceList,
  kEmptyPrincipalList,
  kEmptyPrincipalObject,
  kEmptyStatementList,
  kEmptyConditionValues,
  kDuplicateConditionKey,
  kPrincipalFormat,
  kPrincipalKey,
};
inline constexpr std::size_t kProblems = static_cast<std::size_t>(Problem::kPrincipalKey) + 1;

/// One problem at one place. Wording: lower case, no full stop, user text in backticks, what is
/// wrong in `message` and what to do about it in `help` (may be empty).
struct Diagnostic {
  Severity severity = Severity::kError;
  SourcePtr source;
  Span span;
  std::string message;
  std::string help;
  Problem problem = Problem::kOther;
};

using Diagnostics = std::vector<Diagnostic>;

/// Something that could not be done: the reason, ready to be shown after `cordon: error: `.
struct Error {
  std::string message;
};

[[nodiscard]] bool has_errors(const Diagnostics& diagnostics);

/// Orders by source name, then place, then text; keeps no duplicate.
void sort_diagnostics(Diagnostics& diagnostics);

/// `file:line:column: error: message (help)`, one line without control characters. An embedded
/// document is named by the place of the string that holds it, followed by the place inside:
/// `file:12:5 > 1:17: error: …`.
[[nodiscard]] std::string to_line(const Diagnostic& diagnostic);

/// A user's text as a message shows it: in backticks, cut after 60 characters, control characters
/// and bytes that are no UTF-8 as `\xNN`.
[[nodiscard]] std::string backticked(std::string_view user_text);

}  // namespace cordon
