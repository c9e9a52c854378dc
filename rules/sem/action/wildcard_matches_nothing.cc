#include <fmt/format.h>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/action_names.h"
#include "rules/findings/suggestions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  Suggestions suggestions;
  ActionsOfKind actions(ActionKind::kEmptyPattern);
  each_action(subject, [&](const PolicyText& entry) {
    if (!actions.contains(entry.value)) return;
    found.add(subject, entry.node.span(),
              fmt::format("no action that is known to the data of {} matches {}",
                          catalogue::data_date(), backticked(entry.value)),
              suggestions.next() ? action_suggestion(entry.value) : "");
  });
}

}  // namespace

extern const Rule kWildcardMatchesNothing{
    .id = "SEM004",
    .name = "wildcard-matches-nothing",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_ACTION"},
    .parliament = "UNKNOWN_ACTION",
    .summary = "pattern that covers no action",
    .doc =
        R"(No action of the service matches the pattern, so it grants or denies nothing. What is known here is of a certain day, and
the message says of which.
)",
    .check = check,
};

}  // namespace cordon::rules
