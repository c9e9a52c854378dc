#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/regions.h"
#include "engine/catalogue/value_form.h"
#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool matches_a_region(const Pattern& pattern) {
  return std::ranges::any_of(
             catalogue::regions(),
             [&](const catalogue::Region& region) { return pattern.matches(region.name); }) ||
         std::ranges::any_of(catalogue::pseudo_regions(),
                             [&](std::string_view name) { return pattern.matches(name); });
}

std::string did_you_mean(std::string_view text) {
  std::vector<std::string_view> names;
  for (const catalogue::Region& region : catalogue::regions()) names.push_back(region.name);
  const auto near = nearest(text, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "";
}

// As AWS's checks do, and a condition ignores: the case of letters is not what is wrong there.
bool exists(const Subject& subject, const ConditionUse& use, const PolicyText& value) {
  const PolicyValue read = read_value(subject, use, value);
  if (const auto* pattern = std::get_if<Pattern>(&read)) return matches_a_region(*pattern);
  const bool folded = use.op.base->type == ValueType::kStringIgnoreCase;
  return matches_a_region(Pattern::glob(folded ? ascii_lower(value.value) : value.value));
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, kTextOperators, [&](const ConditionUse& use) {
    if (catalogue::value_form(use.key()) != catalogue::ValueForm::kRegion) return;
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (exists(subject, use, value)) return;
      found.add(subject, value.node.span(),
                fmt::format("no region {} is known to the data of {}", backticked(value.value),
                            catalogue::data_date()),
                did_you_mean(value.value));
    });
  });
}

}  // namespace

extern const Rule kRegionValue{
    .id = "SEM047",
    .name = "region-value",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_REGION"},
    .summary = "no such region in a condition",
    .doc =
        R"(Region names are in lower case and are compared as texts: `us-east1` and `US-EAST-1` equal no region. Under a negated
operator in a Deny such a value locks out more than was meant. What is known here is of a certain day, and the
message says of which.
)",
    .check = check,
};

}  // namespace cordon::rules
