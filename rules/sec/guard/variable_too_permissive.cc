#include <fmt/format.h>

#include <algorithm>

#include "engine/key_template.h"
#include "rules/conditions/loose_values.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// `"aws:ResourceAccount": "${aws:PrincipalAccount}"` is AWS's own way to say: of the same account.
bool is_id_of_aws(const VariableUse& variable) {
  const catalogue::GlobalKey* key = catalogue::find_global_key(variable.key.name);
  return key != nullptr && key->sensitive;
}

OpenPart first_variable(std::string_view value) {
  const std::size_t begin = value.find("${");
  const std::size_t end = value.find('}', begin);
  return {.begin = begin, .end = end == std::string_view::npos ? value.size() : end + 1};
}

void check(const Subject& subject, Found& found) {
  const PolicyVersion version = subject.document.version;
  each_condition(subject, [&](const ConditionUse& use) {
    if (!limits_callers(use) || !use.op.base->variables) return;
    for (const PolicyText& value : use.entry.values) {
      if (!has_variables(value.value, version)) continue;
      const KeyTemplate text(value.value, version, KeyTemplate::Wildcards::kNone);
      if (std::ranges::all_of(text.variables(), is_id_of_aws)) continue;
      const auto why = too_loose(use.key(), value.value, first_variable(value.value));
      if (!why) continue;
      found.add(subject, value.node.span(),
                fmt::format("{} for {} {}", backticked(value.value), backticked(use.key()), *why),
                "write the value out, or list the values");
    }
  });
}

}  // namespace

extern const Rule kVariableTooPermissive{
    .id = "SEC031",
    .name = "variable-too-permissive",
    .level = Level::kSecurity,
    .aws_codes = {"VARIABLE_USAGE_TOO_PERMISSIVE"},
    .summary = "a policy variable where the value says who calls",
    .doc =
        R"(A variable is filled from the request: from tags and names that somebody else may have chosen. In a value that
says whose account, organization, VPC or endpoint it is, that lets in whoever chooses well. Variables that AWS fills
with such an id itself (`${aws:PrincipalAccount}`) are not reported.
)",
    .check = check,
};

}  // namespace cordon::rules
