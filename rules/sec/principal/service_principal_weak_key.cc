#include <fmt/format.h>

#include "rules/principals/named_principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for_each_deputy(subject, [&](const ScopeFound& scope, const NamedPrincipal& principal) {
    if (scope.scope != ServiceScope::kWeak) return;
    Finding& finding = found.add(
        subject, scope.weak->key.node.span(),
        fmt::format("{} is not the key that says for whom {} acts",
                    backticked(scope.weak->key.value), backticked(principal.entry->value.value)),
        "use `aws:SourceArn` or `aws:SourceAccount`");
    finding.relate(subject.source(), principal.entry->value.node.span(), "the service");
  });
}

}  // namespace

extern const Rule kServicePrincipalWeakKey{
    .id = "SEC041",
    .name = "service-principal-weak-key",
    .level = Level::kInfo,
    .fix = FixKind::kHint,
    .aws_codes = {"RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"},
    .summary = "a service scoped by a key other than aws:SourceArn and aws:SourceAccount",
    .doc =
        R"(Old examples scope a service by `aws:SourceOwner`, by `aws:Referer` or by the encryption context. The service
sets `aws:SourceArn` and `aws:SourceAccount` for this: they mean the same for all services, and nobody else can set
them.
)",
    .check = check,
};

}  // namespace cordon::rules
