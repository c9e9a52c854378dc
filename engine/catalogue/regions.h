// The partitions of AWS and their regions. Not which service is offered where: AWS keeps no list of
// that which could be built in.
//
// Source: "AWS Regions" of the AWS Regions and Availability Zones User Guide, and the partitions of
// the AWS SDKs, as of 2026-09. The isolated partitions are not documented in public; their names
// are from the SDKs. A region that is not here may be newer: looks_like_region() tells that from a
// typo.
#pragma once

#include <span>
#include <string_view>

namespace cordon::catalogue {

struct Partition {
  std::string_view name;        // `aws`
  std::string_view dns_suffix;  // `amazonaws.com`
};

struct Region {
  std::string_view name;  // `us-east-1`
  std::string_view partition;
  bool opt_in = false;  // off in a new account
};

/// Sorted by name.
[[nodiscard]] std::span<const Partition> partitions();
[[nodiscard]] const Partition* find_partition(std::string_view name);

/// Sorted by name.
[[nodiscard]] std::span<const Region> regions();
/// Region names are lower case; another case is another name.
[[nodiscard]] const Region* find_region(std::string_view name);

/// `aws-global` and its like: what SDKs call the place of global services. They are no regions, but
/// stand in endpoints and now and then in policies.
[[nodiscard]] std::span<const std::string_view> pseudo_regions();

/// Words, a direction and a number, as regions are named: `eu-east-1`.
[[nodiscard]] bool looks_like_region(std::string_view text);

}  // namespace cordon::catalogue
