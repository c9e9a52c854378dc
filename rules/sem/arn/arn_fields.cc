#include <fmt/format.h>

#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_resource(subject, [&](const PolicyText& entry) {
    const ArnReading reading = read_arn(entry, subject.document.version);
    if (reading.fields == 0 || reading.arn) return;
    found.add(subject, entry.node.span(),
              fmt::format("{} has {} of the six fields of an ARN", backticked(entry.value),
                          reading.fields),
              "write `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`, with all five colons");
  });
}

}  // namespace

extern const Rule kArnFields{
    .id = "SEM007",
    .name = "arn-fields",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"MISSING_ARN_FIELD"},
    .parliament = "INVALID_ARN",
    .summary = "an ARN with fewer than six fields",
    .doc =
        R"(An ARN has six fields: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`. Fields may be empty, but their colons have to be
there. AWS reads some short ones as if `:*` followed, others it refuses; nobody reads them right.
)",
    .check = check,
};

}  // namespace cordon::rules
