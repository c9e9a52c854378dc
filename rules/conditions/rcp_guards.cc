#include "rules/conditions/rcp_guards.h"

#include <algorithm>

#include "grammar/text.h"
#include "rules/containment/containment.h"

namespace cordon::rules {
namespace {

bool pins_to(const ConditionUse& use, catalogue::Pins pins) {
  const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
  return key != nullptr && key->pins == pins;
}

bool holds_without_key(const ConditionUse& use) {
  return use.op.base != nullptr && !is_null_test(use) && use.met_without_key();
}

std::vector<ConditionUse> perimeters(const Subject& subject, catalogue::Pins pins) {
  std::vector<ConditionUse> found;
  if (!subject.is(PolicyType::kRcp)) return found;
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement)) continue;
    for (const ConditionUse& use : conditions_of(statement)) {
      if (!pins_to(use, pins) || !holds_without_key(use)) continue;
      found.push_back(use);
      break;
    }
  }
  return found;
}

}  // namespace

std::vector<ConditionUse> principal_perimeters(const Subject& subject) {
  return perimeters(subject, catalogue::Pins::kCaller);
}

std::vector<ConditionUse> source_perimeters(const Subject& subject) {
  return perimeters(subject, catalogue::Pins::kSource);
}

bool is_for_services(const Statement& statement, std::string_view value) {
  return std::ranges::any_of(conditions_of(statement), [&](const ConditionUse& use) {
    return is_global(use, "aws:PrincipalIsAWSService") && !use.negated() && !is_null_test(use) &&
           std::ranges::all_of(use.entry.values, [&](const PolicyText& each) {
             return equals_ignoring_ascii_case(each.value, value);
           });
  });
}

bool asks_for_source(const Statement& statement) {
  return std::ranges::any_of(conditions_of(statement), [](const ConditionUse& use) {
    return asks_for_presence(use) && pins_to(use, catalogue::Pins::kSource);
  });
}

}  // namespace cordon::rules
