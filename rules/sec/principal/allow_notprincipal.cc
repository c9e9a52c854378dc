#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !statement.principal || !statement.principal->negated) continue;
    found.add(subject, statement.principal->span,
              "NotPrincipal lets in everyone that it does not name, anonymous callers, too",
              "name those who may in Principal");
  }
}

}  // namespace

extern const Rule kAllowNotprincipal{
    .id = "SEC006",
    .name = "allow-notprincipal",
    .level = Level::kSecurity,
    .aws_codes = {"ALLOW_WITH_NOT_PRINCIPAL"},
    .parliament = "NOTPRINCIPAL_WITH_ALLOW",
    .summary = "an Allow with NotPrincipal",
    .doc =
        R"(With `NotPrincipal` an Allow is for all of the world but those listed, anonymous callers included. There is no
case in which that is wanted: list those who may.
)",
    .check = check,
};

}  // namespace cordon::rules
