#include "rules/rule.h"
#include "rules/syn/size/measure.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  if (subject.is(PolicyType::kRcp)) report_stored_size(subject, found);
}

}  // namespace

extern const Rule kSizeRcp{
    .id = "SYN067",
    .name = "size-rcp",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"POLICY_SIZE_EXCEEDS_RCP_QUOTA"},
    .summary = "RCP over its quota",
    .doc =
        R"(AWS Organizations stores a resource control policy as it was sent and counts all of its characters,
white space too; only its console takes the white space away. It refuses what is longer than the quota.

The fix takes the white space out where that is enough. It is not for files that people read.
)",
    .check = check,
};

}  // namespace cordon::rules
