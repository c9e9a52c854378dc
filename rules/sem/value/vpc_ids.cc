#include "rules/sem/value/vpc_ids.h"

#include <fmt/format.h>

#include "rules/conditions/conditions.h"

namespace cordon::rules {
namespace {

bool well_formed(std::string_view id, std::string_view prefix) {
  if (!id.starts_with(prefix)) return false;
  id.remove_prefix(prefix.size());
  const bool length = id.size() == 8 || id.size() == 17;
  return length &&
         id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

bool may_match(std::string_view pattern, std::string_view prefix) {
  const std::string_view start = pattern.substr(0, pattern.find_first_of("*?"));
  return start.size() < prefix.size() ? prefix.starts_with(start) : start.starts_with(prefix);
}

bool is_fine(std::string_view value, bool patterns, std::string_view prefix) {
  const bool pattern = patterns && value.find_first_of("*?") != std::string_view::npos;
  return pattern ? may_match(value, prefix) : well_formed(value, prefix);
}

std::string help_for(std::string_view value, const IdKind& kind) {
  if (value.starts_with(kind.other_prefix)) return std::string(kind.other_help);
  return fmt::format("write `{}` and 8 or 17 letters or digits", kind.prefix);
}

}  // namespace

void report_ids(const Subject& subject, const IdKind& kind, Found& found) {
  each_condition_of(subject, kTextOperators, [&](const ConditionUse& use) {
    if (catalogue::value_form(use.key()) != kind.form) return;
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (is_fine(value.value, use.op.base->wildcards, kind.prefix)) return;
      found.add(subject, value.node.span(),
                fmt::format("{} is no id of {}", backticked(value.value), kind.name),
                help_for(value.value, kind));
    });
  });
}

}  // namespace cordon::rules
