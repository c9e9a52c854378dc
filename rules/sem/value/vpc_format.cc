#include <fmt/format.h>

#include "engine/catalogue/value_form.h"
#include "rules/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kPrefix = "vpc-";

bool well_formed(std::string_view id) {
  if (!id.starts_with(kPrefix)) return false;
  id.remove_prefix(kPrefix.size());
  const bool length = id.size() == 8 || id.size() == 17;
  return length &&
         id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

// What a pattern says before its first wildcard has to be the start of an id.
bool may_match(std::string_view pattern) {
  const std::string_view start = pattern.substr(0, pattern.find_first_of("*?"));
  return start.size() < kPrefix.size() ? kPrefix.starts_with(start) : start.starts_with(kPrefix);
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, kTextOperators, [&](const ConditionUse& use) {
    if (catalogue::value_form(use.key()) != catalogue::ValueForm::kVpcId) return;
    const bool patterns = use.op.base->wildcards;
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      const bool fine = patterns && value.value.find_first_of("*?") != std::string_view::npos
                            ? may_match(value.value)
                            : well_formed(value.value);
      if (fine) return;
      found.add(subject, value.node.span(),
                fmt::format("{} is no id of a VPC", backticked(value.value)),
                value.value.starts_with("vpce-")
                    ? "this is the id of a VPC endpoint: `aws:SourceVpce` holds those"
                    : "write `vpc-` and 8 or 17 letters or digits");
    });
  });
}

}  // namespace

extern const Rule kVpcFormat{
    .id = "SEM045",
    .name = "vpc-format",
    .level = Level::kError,
    .aws_codes = {"INVALID_VPC_FORMAT"},
    .summary = "malformed id of a VPC",
    .doc =
        R"(The id of a VPC is `vpc-` and 8 or 17 letters or digits. Another text equals no id, so the condition is never met,
or under a negated operator always. Often it is the id of an endpoint (`vpce-…`) under the wrong key.
)",
    .check = check,
};

}  // namespace cordon::rules
