#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "grammar/number.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// The widest of the bounds, or none if the operator sets none.
std::optional<std::size_t> widest(const ConditionUse& use, const std::vector<Decimal>& bounds) {
  const std::string_view name = use.op.base->name;
  const bool less = name.starts_with("NumericLess");
  if (!less && !name.starts_with("NumericGreater")) return {};
  const auto found = less ? std::ranges::max_element(bounds) : std::ranges::min_element(bounds);
  return static_cast<std::size_t>(found - bounds.begin());
}

std::vector<Decimal> bounds_of(const ConditionUse& use) {
  std::vector<Decimal> bounds;
  for (const PolicyText& value : use.entry.values) {
    if (auto number = Decimal::parse(value.value)) bounds.push_back(std::move(*number));
  }
  return bounds;
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kNumeric}, [&](const ConditionUse& use) {
    const std::vector<PolicyText>& values = use.entry.values;
    const std::vector<Decimal> bounds = bounds_of(use);
    if (values.size() < 2 || bounds.size() != values.size()) return;
    const auto kept = widest(use, bounds);
    if (!kept) return;
    std::vector<JsonValue> others;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i != *kept) others.push_back(values[i].node);
    }
    Finding& finding =
        found.add(subject, others.front().span(),
                  fmt::format("of the bounds of {} only {} counts", backticked(use.key()),
                              backticked(values[*kept].value)),
                  "keep the one bound");
    finding.relate(subject.source(), values[*kept].node.span(), "the widest bound");
    finding.fix =
        safe_fix("keep the widest bound", remove_elements(written_values(use.entry), others));
  });
}

}  // namespace

extern const Rule kRedundantNumber{
    .id = "SEM061",
    .name = "redundant-number",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"REDUNDANT_CONDITION_VALUE_NUM"},
    .summary = "several bounds under one comparison",
    .doc =
        R"(The values of a key are alternatives, so of several bounds only the widest counts: less than 2700 or 3600 is less
than 3600.
)",
    .check = check,
};

}  // namespace cordon::rules
