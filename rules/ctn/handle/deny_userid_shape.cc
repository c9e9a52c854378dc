#include <fmt/format.h>

#include <string_view>

#include "grammar/arn.h"
#include "rules/actions/actions.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kIdLength = 16;  // the shortest unique id

bool is_id(std::string_view text, std::string_view prefix) {
  return text.size() >= kIdLength && text.starts_with(prefix) &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

// Why no aws:userid is like that; empty when one may be.
std::string_view wrong_shape(std::string_view value, bool wildcards) {
  const bool pattern = has_wildcard(value);
  if (pattern && !wildcards) return "the operator takes no wildcards";
  const std::size_t colon = value.find(':');
  if (value.starts_with("arn:")) return "it is an ARN";
  if (colon == std::string_view::npos) {
    if (is_id(value, "AROA")) return "a session's name follows the role's id: `AROA…:name`";
    const bool known = pattern || is_id(value, "AIDA") || is_account_id(value);
    return known ? "" : "the value is a unique id, not a name";
  }
  const std::string_view front = value.substr(0, colon);
  const bool known = has_wildcard(front) || is_id(front, "AROA") || is_account_id(front);
  return known ? "" : "before the colon stands a role's id, or an account";
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement)) continue;
    for (const ConditionUse& test : tests_of(statement, "aws:userid")) {
      if (!test.positive()) continue;
      for (const PolicyText& value : test.entry.values) {
        if (value.value.find("${") != std::string_view::npos) continue;
        const std::string_view why = wrong_shape(value.value, test.is(ValueType::kStringLike));
        if (why.empty()) continue;
        found.add(subject, value.node.span(),
                  fmt::format("no request has `{}` as its `aws:userid`: {}", value.value, why),
                  "`AROA…:*` under `StringLike` is all sessions of a role, `AIDA…` a user");
      }
    }
  }
}

}  // namespace

extern const Rule kDenyUseridShape{
    .id = "CTN032",
    .name = "deny-userid-shape",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "aws:userid in a Deny of a shape that no request has",
    .doc =
        R"(`aws:userid` holds `AIDA…` for a user, `AROA…:session-name` for a session of a role, `account:name` for a
federation token and the account's id for root. A Deny with a name alone, a role's id alone, or `*` under
`StringEquals` matches nobody.
)",
    .check = check,
};

}  // namespace cordon::rules
