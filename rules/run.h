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
[[nodiscard]] std::expected<std::vector<Finding>, Error> run_rules(
    std::span<const Rule* const> rules, const std::vector<Subject>& subjects);

/// What findings are sorted by: file, place in it, place in the document inside of it, rule, text.
[[nodiscard]] std::tuple<std::string_view, std::uint32_t, Span, std::string_view, std::string_view>
place_in_order(const Finding& finding);

}  // namespace cordon::rules
