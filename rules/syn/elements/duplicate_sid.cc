#include "rules/rule.h"
#include "rules/syn/elements/sids.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_repeated_sids(subject, TypeVerdict::kRefused, found);
}

}  // namespace

extern const Rule kDuplicateSid{
    .id = "SYN019",
    .name = "duplicate-sid",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"UNIQUE_SIDS_REQUIRED"},
    .parliament = "DUPLICATE_SID",
    .summary = "the same Sid twice where that is refused",
    .doc =
        R"(IAM refuses a policy in which two statements have the same `Sid`. It happens when a statement is
copied, or when documents are merged.

The fix puts a number behind the second one. No decision depends on a `Sid`.
)",
    .check = check,
};

}  // namespace cordon::rules
