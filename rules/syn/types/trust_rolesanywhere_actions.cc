#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/actions/actions.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kRolesAnywhere = "rolesanywhere.amazonaws.com";
constexpr std::array<std::string_view, 3> kNeeded = {"sts:AssumeRole", "sts:TagSession",
                                                     "sts:SetSourceIdentity"};

bool trusts_roles_anywhere(const Statement& statement) {
  const bool allows = statement.effect && statement.effect->value == Effect::kAllow;
  return allows && statement.principal && !statement.principal->negated &&
         std::ranges::any_of(statement.principal->entries, [](const PrincipalEntry& entry) {
           return entry.type == "Service" && entry.value.value == kRolesAnywhere;
         });
}

/// What no statement for it lets it call.
std::vector<std::string_view> missing_calls(const std::vector<const Statement*>& statements) {
  std::vector<std::string_view> missing;
  std::ranges::copy_if(kNeeded, std::back_inserter(missing), [&](std::string_view call) {
    return std::ranges::none_of(statements, [call](const Statement* statement) {
      return static_cast<bool>(coverage(*statement, call));
    });
  });
  return missing;
}

std::optional<Fix> adding(const Statement& statement, const std::vector<std::string_view>& calls) {
  const auto action = find_member(statement.node, "Action");
  if (!action) return std::nullopt;
  std::vector<std::string> quoted;
  for (const std::string_view call : calls) quoted.push_back(json_string(call));
  return unsafe_fix("add what is missing",
                    add_element(action->value, fmt::format("{}", fmt::join(quoted, ", "))));
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kTrust)) return;
  std::vector<const Statement*> statements;
  for (const Statement& statement : subject.statements()) {
    if (trusts_roles_anywhere(statement) && statement.action) statements.push_back(&statement);
  }
  if (statements.empty()) return;
  const std::vector<std::string_view> missing = missing_calls(statements);
  if (missing.empty()) return;
  found
      .add(subject, statements.front()->action->span,
           fmt::format("{} can't call {}", kRolesAnywhere, fmt::join(missing, " and ")),
           "it opens a session with all three of `sts:AssumeRole`, `sts:TagSession` and "
           "`sts:SetSourceIdentity`")
      .fix = adding(*statements.front(), missing);
}

}  // namespace

extern const Rule kTrustRolesanywhereActions{
    .id = "SYN056",
    .name = "trust-rolesanywhere-actions",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY"},
    .summary = "one of the three calls of IAM Roles Anywhere is missing",
    .doc = R"(IAM Roles Anywhere opens a session with `sts:AssumeRole`, `sts:TagSession` and
`sts:SetSourceIdentity` at once. A role that does not let it make all three can't be assumed through it.

The fix adds what is missing. It opens the role to the workloads that were meant, so it has to be looked at.
)",
    .check = check,
};

}  // namespace cordon::rules
