#include "rules/conditions/private_addresses.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_private_addresses(subject, false, PrivateShare::kAll, found);
}

}  // namespace

extern const Rule kPrivateSourceIp{
    .id = "SEM041",
    .name = "private-source-ip",
    .level = Level::kError,
    .aws_codes = {"PRIVATE_IP_ADDRESS"},
    .summary = "aws:SourceIp is compared with private ranges only",
    .doc =
        R"(`aws:SourceIp` is the public address that a request comes from. A private range never matches it, so the
condition is never met. Requests through a VPC endpoint have their private address in `aws:VpcSourceIp`.
)",
    .check = check,
};

}  // namespace cordon::rules
