// Names of condition operators that are nearly right. What the right ones mean is engine/'s
// business.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/subject.h"

namespace cordon::rules {

/// `NullIfExists`, with a qualifier or without, but for `IfExists`; no value for any other name.
[[nodiscard]] std::optional<std::string> without_if_exists(std::string_view name);

/// No operator, and not NullIfExists either.
[[nodiscard]] bool is_unknown_operator(std::string_view name);

struct MeantOperator {
  std::string name;
  bool differs_by_case = false;  // and by nothing else
};
/// What somebody who wrote an unknown operator means: the same in other case, the operator of
/// another language or tool (`DateBefore`), or the nearest one.
[[nodiscard]] std::optional<MeantOperator> meant_operator(std::string_view name);

/// Calls `visit(condition, name)` for each operator of each Condition, also of one without keys.
template <class Visit>
void for_each_operator(const Subject& subject, Visit visit) {
  for (const Statement& statement : subject.statements()) {
    const auto condition = statement.node.find("Condition");
    if (!condition) continue;
    for (const auto block : condition->members()) visit(*condition, block.key);
  }
}

}  // namespace cordon::rules
