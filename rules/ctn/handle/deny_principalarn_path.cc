#include <fmt/format.h>

#include <array>
#include <string>

#include "grammar/arn.h"
#include "rules/actions/actions.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

struct KnownPath {
  std::string_view name;  // what the role's name begins with
  std::string_view path;
};

// Roles that AWS makes, always under the same path.
constexpr std::array kPaths{
    KnownPath{"AWSReservedSSO_", "role/aws-reserved/sso.amazonaws.com/"},
    KnownPath{"AWSServiceRoleFor", "role/aws-service-role/"},
};

bool is_literal(const ConditionUse& test) {
  return test.is(ValueType::kString) || test.is(ValueType::kStringIgnoreCase);
}

// The role of that name is known to have a path, and the value lacks it.
std::string missing_path(const Subject& subject, std::string_view value) {
  const auto arn = split_arn(value);
  if (!arn || !arn->resource.starts_with("role/")) return {};
  const std::string_view name = last_path_part(arn->resource);
  const bool bare = arn->resource.find('/') == arn->resource.rfind('/');
  for (const KnownPath& known : kPaths) {
    if (bare && name.starts_with(known.name)) return fmt::format("{}…", known.path);
  }
  for (const std::string& attached : subject.found.principals) {
    const auto role = split_arn(attached);
    const bool other =
        role && role->resource.starts_with("role/") && role->resource != arn->resource;
    if (other && last_path_part(role->resource) == name) return std::string(role->resource);
  }
  return {};
}

void look(const Subject& subject, const ConditionUse& test, const PolicyText& value, Found& found) {
  if (is_literal(test) && has_wildcard(value.value)) {
    found.add(
        subject, value.node.span(),
        fmt::format("`{}` takes no wildcards: `{}` is no principal's ARN, and nobody is denied",
                    test.entry.op.value, value.value),
        "use `ArnLike`");
    return;
  }
  const std::string path = missing_path(subject, value.value);
  if (path.empty() || test.op.qualifier != SetQualifier::kNone) return;
  found.add(
      subject, value.node.span(),
      fmt::format("the ARN of this role has a path, `{}`: `{}` never matches", path, value.value),
      "write the whole ARN, or `ArnLike` with `*` in the place of the path");
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement)) continue;
    for (const ConditionUse& test : tests_of(statement, "aws:PrincipalArn")) {
      if (!test.positive()) continue;
      for (const PolicyText& value : test.entry.values) look(subject, test, value, found);
    }
  }
}

}  // namespace

extern const Rule kDenyPrincipalarnPath{
    .id = "CTN031",
    .name = "deny-principalarn-path",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "role ARN without its path, or wildcard under an operator that takes none",
    .doc =
        R"(`aws:PrincipalArn` of a role session is the role's ARN with its path, although the session's own ARN has
none: roles of Identity Center are `role/aws-reserved/sso.amazonaws.com/…`, service-linked ones
`role/aws-service-role/…`. And `StringEquals` takes `*` for a star. Either way the Deny names nobody.
)",
    .check = check,
};

}  // namespace cordon::rules
