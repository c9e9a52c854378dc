#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

bool only_denies(const Subject& subject) {
  return std::ranges::all_of(subject.statements(), [](const Statement& statement) {
    return statement.effect && statement.effect->value == Effect::kDeny;
  });
}

bool has_principal(const Statement& statement) { return statement.principal.has_value(); }

bool is_for_everyone(const Statement& statement) {
  return has_principal(statement) && !statement.principal->negated &&
         std::ranges::all_of(statement.principal->entries,
                             [](const PrincipalEntry& entry) { return entry.value.value == "*"; });
}

/// What else it may be; empty when the shape speaks for the type that was taken.
std::string_view other_types(const Subject& subject) {
  const auto& statements = subject.statements();
  const bool all = std::ranges::all_of(statements, has_principal);
  if (!all) {
    if (std::ranges::any_of(statements, has_principal)) {
      return "some of its statements have a principal and some have none";
    }
    return only_denies(subject) ? "it could be an SCP or a boundary as well" : "";
  }
  if (!std::ranges::all_of(statements, is_for_everyone)) return {};
  return only_denies(subject) ? "it could be an RCP or an endpoint policy as well"
                              : "it could be an endpoint policy as well";
}

void check(const Subject& subject, Found& found) {
  if (!subject.type_is_inferred || subject.statements().empty()) return;
  const std::string_view others = other_types(subject);
  if (others.empty()) return;
  found.add(subject, opening(subject.document.span),
            fmt::format("taken for a policy of type `{}`: {}", to_string(subject.type), others),
            "say the type by `--type`, or for its path in the configuration");
}

}  // namespace

extern const Rule kPolicyTypeUnclear{
    .id = "SYN069",
    .name = "policy-type-unclear",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .summary = "policy that could be of several types",
    .doc =
        R"(The type of a policy is taken from its shape where nothing else tells it, and some shapes fit several
types that AWS reads by different rules: a list of Denies without a principal may be an identity policy or an
SCP. What is reported then holds for the type that was taken.

Say the type by `--type`, or for a path in the configuration.
)",
    .check = check,
};

}  // namespace cordon::rules
