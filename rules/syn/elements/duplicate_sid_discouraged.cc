#include "rules/rule.h"
#include "rules/syn/elements/sids.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_repeated_sids(subject, TypeVerdict::kAccepted, found);
}

}  // namespace

extern const Rule kDuplicateSidDiscouraged{
    .id = "SYN020",
    .name = "duplicate-sid-discouraged",
    .level = Level::kWarning,
    .fix = FixKind::kSafe,
    .aws_codes = {"UNIQUE_SIDS_RECOMMENDED"},
    .parliament = "DUPLICATE_SID",
    .summary = "the same Sid twice where that is accepted",
    .doc =
        R"(Services other than IAM mostly store a policy in which two statements have the same `Sid`. What then
names one statement, such as the removal of a permission, a log or a review, names two; and some services, such
as SNS, refuse it.

The fix puts a number behind the second one. No decision depends on a `Sid`.
)",
    .check = check,
};

}  // namespace cordon::rules
