#include "rules/conditions/private_addresses.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_private_addresses(subject, true, PrivateShare::kAll, found);
}

}  // namespace

extern const Rule kPrivateNotSourceIp{
    .id = "SEM042",
    .name = "private-not-source-ip",
    .level = Level::kError,
    .aws_codes = {"PRIVATE_NOT_IP_ADDRESS"},
    .summary = "aws:SourceIp is compared with private ranges only, under NotIpAddress",
    .doc =
        R"(`aws:SourceIp` is the public address that a request comes from. No private range matches it, so under `NotIpAddress`
the condition is always met. Requests through a VPC endpoint have their private address in `aws:VpcSourceIp`.
)",
    .check = check,
};

}  // namespace cordon::rules
