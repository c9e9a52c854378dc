// From the paths of a command line to the policy documents to be linted. Files are opened here;
// what in them is a policy is rules/' knowledge.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/policy_type.h"
#include "grammar/diagnostic.h"
#include "rules/subject.h"

namespace cordon {

struct LintInputOptions {
  std::optional<PolicyType> type;  // --type: of every document
};

struct LintInputs {
  std::vector<rules::FoundDocument> documents;
  std::vector<Error> errors;  // what could not be read; the rest was
  std::size_t files = 0;      // that were read
};

/// Reads `paths` (`-`: standard input) in their order.
[[nodiscard]] LintInputs read_lint_inputs(const std::vector<std::string>& paths,
                                          const LintInputOptions& options);

}  // namespace cordon
