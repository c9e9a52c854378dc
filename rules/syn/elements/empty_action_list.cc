#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kEmptyActionList, found);
}

}  // namespace

extern const Rule kEmptyActionList{
    .id = "SYN022",
    .name = "empty-action-list",
    .level = Level::kWarning,
    .aws_codes = {"EMPTY_ARRAY_ACTION"},
    .summary = "Action is an empty list",
    .doc =
        R"(A statement whose `Action` is an empty list speaks of nothing: an Allow grants nothing, a Deny
denies nothing. With `NotAction` it is the other way round: nothing is left out.

Usually a generator was given an empty variable. Leave the statement out, or name its actions.
)",
    .check = check,
};

}  // namespace cordon::rules
