#include <fmt/format.h>

#include <string_view>

#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

bool is_everyone(const PrincipalEntry& entry) {
  return entry.value.value == "*" && (entry.type == "*" || entry.type == "AWS");
}

void check(const Subject& subject, Found& found) {
  // What an RCP may say is another matter (SYN059); so is a principal where none may stand.
  if (!has_principals(subject.type) || subject.is(PolicyType::kRcp)) return;
  for (const Statement& statement : subject.statements()) {
    if (!statement.principal) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (is_everyone(entry) || !has_wildcard(entry.value.value)) continue;
      if (entry.type == "Federated" && !subject.is(PolicyType::kTrust)) continue;  // SYN050
      found.add(subject, entry.value.node.span(),
                fmt::format("principal {} has a wildcard", backticked(entry.value.value)),
                "name the account, and narrow it by `ArnLike` on `aws:PrincipalArn`");
    }
  }
}

}  // namespace

extern const Rule kPrincipalWildcard{
    .id = "SYN048",
    .name = "principal-wildcard",
    .level = Level::kError,
    .aws_codes = {"UNSUPPORTED_WILDCARD_IN_PRINCIPAL"},
    .parliament = "UNKNOWN_PRINCIPAL",
    .summary = "wildcard in a principal",
    .doc =
        R"(A principal is everyone (`*`) or one account, user, role, session or service: AWS takes no wildcard in
its name. `role/*` or a session `*` does not mean all of them, and it refuses `{"Service": "*"}`.

Name the account and narrow it by a condition: `ArnLike` on `aws:PrincipalArn` takes wildcards.
)",
    .check = check,
};

}  // namespace cordon::rules
