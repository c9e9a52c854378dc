#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kEmptyResourceList, found);
}

}  // namespace

extern const Rule kEmptyResourceList{
    .id = "SYN023",
    .name = "empty-resource-list",
    .level = Level::kWarning,
    .aws_codes = {"EMPTY_ARRAY_RESOURCE"},
    .summary = "Resource is an empty list",
    .doc =
        R"(A statement whose `Resource` is an empty list speaks of nothing: an Allow grants nothing, a Deny
denies nothing. With `NotResource` it is the other way round: nothing is left out.

Usually a generator was given an empty variable. Leave the statement out, or name its resources.
)",
    .check = check,
};

}  // namespace cordon::rules
