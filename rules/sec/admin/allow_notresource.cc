#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (!gives(subject)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !statement.resource || !statement.resource->negated) continue;
    found.add(subject, statement.resource->span,
              "NotResource allows the actions on all resources that it does not name",
              "list the resources that are meant under Resource; take others away with a Deny");
  }
}

}  // namespace

extern const Rule kAllowNotresource{
    .id = "SEC005",
    .name = "allow-notresource",
    .level = Level::kSecurity,
    .parliament = "NOTRESOURCE_WITH_ALLOW",
    .summary = "an Allow with NotResource",
    .doc =
        R"(An Allow with `NotResource` is for every resource but those listed: those of other services and other accounts,
and those made tomorrow.
)",
    .check = check,
};

}  // namespace cordon::rules
