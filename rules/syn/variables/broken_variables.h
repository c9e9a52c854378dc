// Policy variables that are not written as one: where they stand, one kind of mistake at a time
// (grammar/variable.h). For the rules beside it.
#pragma once

#include <string_view>

#include "engine/operators.h"
#include "grammar/variable.h"
#include "rules/documents/texts.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {

/// Whether AWS reads variables there: in Resource, and in values under operators of text and ARNs.
[[nodiscard]] inline bool reads_variables(const PlacedText& placed) {
  if (!placed.takes_variables()) return false;
  if (placed.condition == nullptr) return true;
  const Operator* op = parse_operator(placed.condition->op.value).base;
  return op != nullptr && op->variables;
}

/// Reports the mistakes of that kind and calls `mend(Finding&, const PolicyText&, problem)` for
/// each. Documents of 2008 have no variables.
template <class Mend>
void report_variables(const Subject& subject, TemplateProblem::Kind kind, std::string_view help,
                      Found& found, Mend mend) {
  if (subject.document.version == PolicyVersion::k2008) return;
  for_each_text(subject.document, [&](const PlacedText& placed) {
    if (!placed.text.value.contains("${") || !reads_variables(placed)) return;
    for (const TemplateProblem& problem : parse_template(placed.text.value).problems) {
      if (problem.kind != kind) continue;
      mend(found.add(subject, placed.text.node.span_of(problem.begin, problem.end), problem.message,
                     std::string(help)),
           placed.text, problem);
    }
  });
}

/// The name of a key that has the prefix of a service or of `aws`, and one colon: what a variable
/// of a policy has, and a placeholder of a template has not.
[[nodiscard]] bool is_key_name(std::string_view name);

}  // namespace cordon::rules
