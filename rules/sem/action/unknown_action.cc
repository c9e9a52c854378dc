#include <fmt/format.h>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/action_names.h"
#include "rules/findings/suggestions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  Suggestions suggestions;
  ActionsOfKind actions(ActionKind::kUnknownAction);
  each_action(subject, [&](const PolicyText& entry) {
    if (!actions.contains(entry.value)) return;
    found.add(subject, entry.node.span(),
              fmt::format("no action {} is known to the data of {}", backticked(entry.value),
                          catalogue::data_date()),
              suggestions.next() ? action_suggestion(entry.value) : "");
  });
}

}  // namespace

extern const Rule kUnknownAction{
    .id = "SEM001",
    .name = "unknown-action",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_ACTION"},
    .parliament = "UNKNOWN_ACTION",
    .summary = "no such action",
    .doc =
        R"(The service has no action of that name, so the entry grants or denies nothing. Names of API operations are not always
those of actions: `s3:ListObjectsV2` needs `s3:ListBucket`. What is known here is of a certain day, and the message says
of which: an action that is newer is no mistake.
)",
    .check = check,
};

}  // namespace cordon::rules
