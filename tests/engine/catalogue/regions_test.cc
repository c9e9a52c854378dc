// Partitions and regions.

#include "engine/catalogue/regions.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "doctest/doctest.h"
#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

std::string dump(std::string_view name) {
  const Region* region = find_region(name);
  if (region == nullptr) return looks_like_region(name) ? "unknown" : "malformed";
  return fmt::format("{}{}", region->partition, region->opt_in ? " opt-in" : "");
}

TEST_CASE("regions: known, unknown and malformed") {
  struct Row {
    std::string_view name;
    std::string_view dump;
  };
  const Row rows[] = {
      {"us-east-1", "aws"},
      {"mx-central-1", "aws opt-in"},
      {"ap-southeast-7", "aws opt-in"},
      {"cn-northwest-1", "aws-cn"},
      {"us-gov-west-1", "aws-us-gov"},
      {"us-iso-west-1", "aws-iso"},
      {"us-isob-east-1", "aws-iso-b"},
      {"eu-isoe-west-1", "aws-iso-e"},
      {"us-isof-south-1", "aws-iso-f"},
      {"eusc-de-east-1", "aws-eusc"},
      {"sa-west-1", "unknown"},
      {"us-gov-central-1", "unknown"},
      {"US-EAST-1", "malformed"},
      {"us-east1", "malformed"},
      {"us-east-", "malformed"},
      {"us-east-1a", "malformed"},
      {"us-east-10", "malformed"},
      {"us-up-1", "malformed"},
      {"east-1", "malformed"},
      {"-east-1", "malformed"},
      {"a-b-c-east-1", "malformed"},
      {"aws-global", "malformed"},
      {"1", "malformed"},
      {"", "malformed"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(dump(row.name) == row.dump);
  }
}

TEST_CASE("regions: sorted, of a known partition, and named as regions are") {
  CHECK(strictly_sorted(regions(), &Region::name));
  for (const Region& region : regions()) {
    CAPTURE(region.name);
    CHECK(find_region(region.name) == &region);
    CHECK(find_partition(region.partition) != nullptr);
    CHECK(looks_like_region(region.name));
  }
}

TEST_CASE("partitions: found by their exact name, and each has a region") {
  CHECK(strictly_sorted(partitions(), &Partition::name));
  for (const Partition& partition : partitions()) {
    CAPTURE(partition.name);
    CHECK(find_partition(partition.name) == &partition);
    CHECK(std::ranges::count(regions(), partition.name, &Region::partition) > 0);
  }
  for (const std::string_view name : {"AWS", "aws-gov", "aws-global", "*", ""}) {
    CAPTURE(name);
    CHECK(find_partition(name) == nullptr);
  }
}

TEST_CASE("pseudo regions: one of a known partition each, and no region") {
  for (const std::string_view name : pseudo_regions()) {
    CAPTURE(name);
    CHECK(name.ends_with("-global"));
    CHECK(find_partition(name.substr(0, name.rfind('-'))) != nullptr);
    CHECK(find_region(name) == nullptr);
  }
}

}  // namespace
}  // namespace cordon::catalogue
