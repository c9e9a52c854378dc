#include <fmt/format.h>

#include <optional>
#include <string>

#include "grammar/arn.h"
#include "rules/containment/containment.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// The role behind `arn:aws:sts::1:assumed-role/app/nightly`; its path is not in there.
std::optional<std::string> role_of(std::string_view value) {
  const auto arn = split_arn(value);
  constexpr std::string_view kKind = "assumed-role/";
  if (!arn || !arn->resource.starts_with(kKind)) return std::nullopt;
  const std::string_view name = arn->resource.substr(kKind.size());
  return fmt::format("arn:{}:iam::{}:role/{}", arn->partition, arn->account,
                     name.substr(0, name.find('/')));
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement)) continue;
    for (const ConditionUse& test : tests_of(statement, "aws:PrincipalArn")) {
      if (!test.positive()) continue;
      for (const PolicyText& value : test.entry.values) {
        const auto role = role_of(value.value);
        if (!role) continue;
        found
            .add(
                subject, value.node.span(),
                fmt::format("`{}` never matches: `aws:PrincipalArn` of a session is the ARN of its "
                            "role",
                            value.value),
                fmt::format("compare with `{}`, or name the session with `aws:userid`", *role))
            .fix = unsafe_fix("name the role", replace_string(value.node, *role));
      }
    }
  }
}

}  // namespace

extern const Rule kDenyPrincipalarnSession{
    .id = "CTN029",
    .name = "deny-principalarn-session",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .replaces = "SEM070",
    .summary = "assumed-role ARN under aws:PrincipalArn in a Deny: never matches",
    .doc =
        R"(In a request of a role session `aws:PrincipalArn` holds the ARN of the role, `arn:aws:iam::…:role/…` with
its path, and not that of the session. A Deny that compares it with an assumed-role ARN denies nothing.
In a `Principal` element it is the other way round: there the session's ARN stands for that session.
)",
    .check = check,
};

}  // namespace cordon::rules
