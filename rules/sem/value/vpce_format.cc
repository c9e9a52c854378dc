#include "rules/sem/value/vpc_ids.h"

namespace cordon::rules {
namespace {

constexpr IdKind kKind{.form = catalogue::ValueForm::kVpcEndpointId,
                       .prefix = "vpce-",
                       .name = "a VPC endpoint",
                       .other_prefix = "vpc-",
                       .other_help = "this is the id of a VPC: `aws:SourceVpc` holds those"};

void check(const Subject& subject, Found& found) { report_ids(subject, kKind, found); }

}  // namespace

extern const Rule kVpceFormat{
    .id = "SEM046",
    .name = "vpce-format",
    .level = Level::kError,
    .aws_codes = {"INVALID_VPCE_FORMAT"},
    .summary = "malformed id of a VPC endpoint",
    .doc =
        R"(The id of a VPC endpoint is `vpce-` and 8 or 17 letters or digits. Another text equals no id, so the condition is
never met, or under a negated operator always. Often it is the id of a VPC (`vpc-…`) under the wrong key.
)",
    .check = check,
};

}  // namespace cordon::rules
