// What hangs on a document's Version, for the rules about it.
#pragma once

#include <optional>
#include <string_view>

#include "rules/fix/edits.h"
#include "rules/subject.h"

namespace cordon::rules {

inline constexpr std::string_view kVersion2008 = "2008-10-17";
inline constexpr std::string_view kVersion2012 = "2012-10-17";

/// A `${…}` that would be a variable in a document of 2012, as offsets into its text.
struct VariablePlace {
  std::size_t begin = 0;
  std::size_t end = 0;

  [[nodiscard]] std::string_view text(std::string_view whole) const {
    return whole.substr(begin, end - begin);
  }
};
/// The first one in a text: a name with a prefix as condition keys have it, or one of `${*}`,
/// `${?}`, `${$}`. `${bucket}` is none, but a template's placeholder.
[[nodiscard]] std::optional<VariablePlace> variable_in(const PolicyText& text);
/// The first text of the document that has one where variables are read.
[[nodiscard]] const PolicyText* first_variable(const PolicyDocument& document);

/// Makes the document one of 2012. Not safe: what was plain text may become a variable.
[[nodiscard]] std::optional<Fix> version_fix(const Subject& subject);

/// Whether AWS refuses a document of the old version of this policy type.
[[nodiscard]] bool old_version_refused(const Subject& subject);

}  // namespace cordon::rules
