// Runs rules over policies. A rule that fails inside fails the run: it must never look like a
// policy without findings.
#pragma once

#include <expected>
#include <span>
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

/// Sorts by source name, place, then rule id.
void sort_findings(std::vector<Finding>& findings);

}  // namespace cordon::rules
