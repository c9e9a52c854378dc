#include "rules/conditions/private_addresses.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  report_private_addresses(subject, false, PrivateShare::kSome, found);
}

}  // namespace

extern const Rule kPrivateSourceIpMixed{
    .id = "SEM043",
    .name = "private-source-ip-mixed",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"PRIVATE_IP_ADDRESS_SUBSET"},
    .summary = "private ranges among those of aws:SourceIp",
    .doc =
        R"(`aws:SourceIp` is the public address that a request comes from. The private ranges of the list have no effect.
Requests through a VPC endpoint have their private address in `aws:VpcSourceIp`.
)",
    .check = check,
};

}  // namespace cordon::rules
