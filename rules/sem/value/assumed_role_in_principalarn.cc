#include <fmt/format.h>

#include <string>

#include "engine/catalogue/value_form.h"
#include "grammar/arn.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// `arn:aws:sts::111122223333:assumed-role/reader/*` to the ARN of its role.
std::string role_arn(const Arn& arn) {
  std::string_view name = arn.resource.substr(arn.resource.find('/') + 1);
  name = name.substr(0, name.find('/'));
  return fmt::format("arn:{}:iam::{}:role/{}", arn.partition, arn.account, name);
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, kTextOperators, [&](const ConditionUse& use) {
    if (catalogue::value_form(use.key()) != catalogue::ValueForm::kPrincipalArn) return;
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      const auto arn = split_arn(value.value);
      if (!arn || arn->service != "sts" || !arn->resource.starts_with("assumed-role/")) return;
      Finding& finding = found.add(
          subject, value.node.span(),
          fmt::format("{} is never equal to {}: of a role session that holds the ARN of its role",
                      backticked(value.value), backticked(use.key())),
          fmt::format("write `{}`, with the path of the role if it has one", role_arn(*arn)));
      finding.fix =
          unsafe_fix("write the ARN of the role", replace_string(value.node, role_arn(*arn)));
    });
  });
}

}  // namespace

extern const Rule kAssumedRoleInPrincipalarn{
    .id = "SEM070",
    .name = "assumed-role-in-principalarn",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .summary = "aws:PrincipalArn compared with the ARN of a role session",
    .doc =
        R"(For a role session `aws:PrincipalArn` holds the ARN of the role, `arn:aws:iam::…:role/NAME`, never that of the session. A
value with `assumed-role` is never equal; in a Deny with a negated operator it spares nobody.
)",
    .check = check,
};

}  // namespace cordon::rules
