// Condition keys whose list of values is empty: what that means hangs on the operator, and there is
// a rule for each meaning (semantics.md 1.3).
#pragma once

#include <string>
#include <string_view>

#include "engine/operators.h"
#include "rules/rule.h"

namespace cordon::rules {

struct EmptyValues {
  bool (*of)(const OperatorName& op);  // which operators are the rule's
  std::string_view says;               // behind the key's name
  std::string_view help;
  /// Only the absence of the key is tested: the fix says so with Null.
  bool tests_absence = false;
};

void report_empty_values(const Subject& subject, const EmptyValues& rule, Found& found);

}  // namespace cordon::rules
