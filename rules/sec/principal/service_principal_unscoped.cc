#include <fmt/format.h>

#include "rules/principals/named_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for_each_deputy(subject, [&](const ScopeFound& scope, const NamedPrincipal& principal) {
    if (scope.scope != ServiceScope::kNone) return;
    found.add(
        subject, principal.entry->value.node.span(),
        fmt::format("{} is let in, whoever it acts for", backticked(principal.entry->value.value)),
        "add a condition on `aws:SourceArn`, `aws:SourceAccount` or `aws:SourceOrgID`");
  });
}

}  // namespace

extern const Rule kServicePrincipalUnscoped{
    .id = "SEC040",
    .name = "service-principal-unscoped",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL"},
    .summary = "a service let in for all its customers",
    .doc =
        R"(A service principal is the same for all customers of AWS: one of another account may have the service write to
or read from this resource. `aws:SourceArn`, `aws:SourceAccount`, `aws:SourceOrgID` or `aws:SourceOrgPaths` say for
whom it may. Only services are reported whose documentation says that they send these keys.
)",
    .check = check,
};

}  // namespace cordon::rules
