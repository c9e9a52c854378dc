#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "rules/actions/actions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kHelp = "SCPs take this since September 2025 only";

bool has_inner_wildcard(std::string_view action) {
  const std::size_t first = action.find_first_of("*?");
  return first != std::string_view::npos && (first + 1 < action.size() || action[first] == '?');
}

void check_actions(const Subject& subject, const ListElement& action, Found& found) {
  for (const PolicyText& entry : action.entries) {
    if (!has_inner_wildcard(entry.value)) continue;
    found.add(
        subject, entry.node.span(),
        fmt::format("action {} has a wildcard that is not at its end", backticked(entry.value)),
        std::string(kHelp));
  }
}

void add(const Subject& subject, Span span, std::string message, Found& found) {
  found.add(subject, span, std::move(message), std::string(kHelp)).aws_code = {};
}

void check_allow(const Subject& subject, const Statement& statement, Found& found) {
  if (!statement.conditions.empty()) {
    add(subject, statement.conditions.front().op.node.span(), "an Allow with a condition", found);
  }
  if (statement.action && statement.action->negated) {
    add(subject, statement.action->span, "an Allow with `NotAction`", found);
  }
  for (const PolicyText& entry : listed_resources(statement)) {
    if (entry.value == "*") continue;
    add(subject, entry.node.span(), "an Allow with a resource other than `*`", found);
  }
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kScp)) return;
  for (const Statement& statement : subject.statements()) {
    if (statement.action) check_actions(subject, *statement.action, found);
    if (statement.resource && statement.resource->negated) {
      add(subject, statement.resource->span, "`NotResource`", found);
    }
    const bool allows = statement.effect && statement.effect->value == Effect::kAllow;
    if (allows) check_allow(subject, statement, found);
  }
}

}  // namespace

extern const Rule kScpLegacyGrammar{
    .id = "SYN058",
    .name = "scp-legacy-grammar",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .aws_codes = {"SCP_SYNTAX_ERROR_ACTION_WILDCARD"},
    .summary = "what SCPs took only since they have the full policy language",
    .doc =
        R"(Since September 2025 service control policies take the full policy language. Before, and in partitions
and tools that are not there yet, an Allow could have no `Condition`, no `NotAction` and no `Resource` but `*`;
`NotResource` could not be used at all, and the wildcard of an action stood at its end.
)",
    .check = check,
};

}  // namespace cordon::rules
