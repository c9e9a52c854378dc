// Findings that are what the policy reader or the table of policy types says, for rules that add
// only a remedy. For rules/syn/.
#pragma once

#include <algorithm>
#include <optional>
#include <string_view>

#include "engine/type_rules.h"
#include "rules/rule.h"

namespace cordon::rules {

/// Reports the reader's problems of that kind, and calls `visit(Finding&, JsonValue)` for each that
/// stands at a value.
template <class Visit>
void report_problems(const Subject& subject, Problem problem, Found& found, Visit visit);

/// Reports what breaks a rule of the table of policy types; a doubt is a warning.
void report_type(const Subject& subject, TypeRule rule, Found& found);

/// Whether a member of the object has an unknown name that is nearly `name`: then it is misspelt,
/// not missing.
[[nodiscard]] bool has_misspelt(JsonValue object, std::string_view name);

/// The value of the subject's tree that is written exactly there.
[[nodiscard]] std::optional<JsonValue> value_at(const Subject& subject, Span span);

/// Where something is missing: the bracket of a statement.
[[nodiscard]] inline Span opening(Span span) {
  return {.begin = span.begin, .end = std::min(span.begin + 1, span.end)};
}

template <class Visit>
void report_problems(const Subject& subject, Problem problem, Found& found, Visit visit) {
  for (const Diagnostic& diagnostic : subject.problems) {
    if (diagnostic.problem != problem) continue;
    Finding& finding = found.add(subject, diagnostic.span, diagnostic.message, diagnostic.help);
    if (const auto value = value_at(subject, diagnostic.span)) visit(finding, *value);
  }
}

}  // namespace cordon::rules
