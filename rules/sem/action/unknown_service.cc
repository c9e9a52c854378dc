#include <fmt/format.h>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/action_names.h"
#include "rules/findings/suggestions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  Suggestions suggestions;
  ActionsOfKind actions(ActionKind::kUnknownService);
  each_action(subject, [&](const PolicyText& entry) {
    if (!actions.contains(entry.value)) return;
    found.add(subject, entry.node.span(),
              fmt::format("no service has the prefix of {} in the data of {}",
                          backticked(entry.value), catalogue::data_date()),
              suggestions.next() ? action_suggestion(entry.value) : "");
  });
}

}  // namespace

extern const Rule kUnknownService{
    .id = "SEM002",
    .name = "unknown-service",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_SERVICE_IN_ACTION"},
    .parliament = "UNKNOWN_PREFIX",
    .summary = "no service with that prefix",
    .doc =
        R"(What stands before the colon is not the prefix of a service, so the entry grants or denies nothing. Prefixes are not
always the names of SDKs and consoles: the actions of CloudWatch Logs begin with `logs:`. What is known here is of a
certain day, and the message says of which.
)",
    .check = check,
};

}  // namespace cordon::rules
