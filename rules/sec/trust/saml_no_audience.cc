#include <fmt/format.h>

#include <algorithm>

#include "rules/actions/actions.h"
#include "rules/principals/federation.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Provider& provider : providers(subject)) {
    if (!provider.is_saml() || !coverage(provider.statement, "sts:AssumeRoleWithSAML")) continue;
    const bool asked = std::ranges::any_of(
        conditions_of(provider.statement),
        [](const ConditionUse& use) { return asks_for_value(use) && is_key(use, "SAML:aud"); });
    if (asked) continue;
    found.add(subject, provider.principal.node.span(),
              fmt::format("assertions of {} are taken whomever they are for",
                          backticked(provider.principal.value)),
              "add \"StringEquals\": {\"SAML:aud\": \"https://signin.aws.amazon.com/saml\"}");
  }
}

}  // namespace

extern const Rule kSamlNoAudience{
    .id = "SEC046",
    .name = "saml-no-audience",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .summary = "a SAML provider trusted whatever the audience",
    .doc =
        R"(An assertion says for whom it was made. Without a condition on `SAML:aud` one that was made for another service
of the same provider may take the role, too.
)",
    .check = check,
};

}  // namespace cordon::rules
