// aws:SourceIp holds the public address of the caller, so that a private range in a policy says
// nothing. Four rules report it: all ranges or some of them, under IpAddress or NotIpAddress.
#pragma once

#include "grammar/cidr.h"
#include "rules/rule.h"

namespace cordon::rules {

/// A block of addresses that no public request comes from: RFC 1918, loopback, link-local, unique
/// local.
[[nodiscard]] bool is_private(const CidrBlock& block);

enum class PrivateShare : std::uint8_t { kAll, kSome };

/// Reports the conditions on aws:SourceIp under IpAddress, or if `negated` under NotIpAddress,
/// whose values are private, all or some of them.
void report_private_addresses(const Subject& subject, bool negated, PrivateShare share,
                              Found& found);

}  // namespace cordon::rules
