// Runs rules over policies. A rule that fails inside fails the run: it must never look like a
// policy without findings.
#pragma once

#include <cstdint>
#include <expected>
#include <span>
#include <string_view>
#include <tuple>
#include <vector>

#include "grammar/diagnostic.h"
#include "rules/finding.h"
#include "rules/rule.h"
#include "rules/subject.h"

namespace cordon::rules {

/// Findings of all rules on all subjects, sorted by source name, place and rule. Error: a rule that
/// could not do its work, with its id and the policy's name.
[[nodiscard]] std::expected<Findings, Error> run_rules(std::span<const Rule* const> rules,
                                                       const std::vector<Subject>& subjects);

/// One finding a cause: takes out what a rule found at a place where one that replaces it
/// (Rule::replaces) found the same. For findings that are shown together: a rule that was not
/// chosen for a document replaces nothing there.
void drop_replaced(std::vector<Finding>& findings);

/// What findings are sorted by: file, place in it, place in the document inside of it, rule, text.
[[nodiscard]] std::tuple<std::string_view, std::uint32_t, Span, std::string_view, std::string_view>
place_in_order(const Finding& finding);

}  // namespace cordon::rules
