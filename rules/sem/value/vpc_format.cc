#include "rules/sem/value/vpc_ids.h"

namespace cordon::rules {
namespace {

constexpr IdKind kKind{
    .form = catalogue::ValueForm::kVpcId,
    .prefix = "vpc-",
    .name = "a VPC",
    .other_prefix = "vpce-",
    .other_help = "this is the id of a VPC endpoint: `aws:SourceVpce` holds those"};

void check(const Subject& subject, Found& found) { report_ids(subject, kKind, found); }

}  // namespace

extern const Rule kVpcFormat{
    .id = "SEM045",
    .name = "vpc-format",
    .level = Level::kError,
    .aws_codes = {"INVALID_VPC_FORMAT"},
    .summary = "malformed id of a VPC",
    .doc =
        R"(The id of a VPC is `vpc-` and 8 or 17 letters or digits. Another text equals no id, so the condition is never met,
or under a negated operator always. Often it is the id of an endpoint (`vpce-…`) under the wrong key.
)",
    .check = check,
};

}  // namespace cordon::rules
