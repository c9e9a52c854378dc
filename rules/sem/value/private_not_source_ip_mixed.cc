#include "rules/conditions/private_addresses.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_private_addresses(subject, true, PrivateShare::kSome, found);
}

}  // namespace

extern const Rule kPrivateNotSourceIpMixed{
    .id = "SEM044",
    .name = "private-not-source-ip-mixed",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"PRIVATE_NOT_IP_ADDRESS_SUBSET"},
    .summary = "private ranges among those of aws:SourceIp, under NotIpAddress",
    .doc =
        R"(`aws:SourceIp` is the public address that a request comes from. The private ranges of the list exclude nobody.
Requests through a VPC endpoint have their private address in `aws:VpcSourceIp`.
)",
    .check = check,
};

}  // namespace cordon::rules
