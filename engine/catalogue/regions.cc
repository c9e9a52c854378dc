#include "engine/catalogue/regions.h"

#include <algorithm>
#include <array>

#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

constexpr auto kPartitions = std::to_array<Partition>({
    {"aws", "amazonaws.com"},
    {"aws-cn", "amazonaws.com.cn"},
    {"aws-eusc", "amazonaws.eu"},
    {"aws-iso", "c2s.ic.gov"},
    {"aws-iso-b", "sc2s.sgov.gov"},
    {"aws-iso-e", "cloud.adc-e.uk"},
    {"aws-iso-f", "csp.hci.ic.gov"},
    {"aws-us-gov", "amazonaws.com"},
});
static_assert(strictly_sorted(kPartitions, &Partition::name));

constexpr auto kRegions = std::to_array<Region>({
    {"af-south-1", "aws", true},
    {"ap-east-1", "aws", true},
    {"ap-east-2", "aws", true},
    {"ap-northeast-1", "aws"},
    {"ap-northeast-2", "aws"},
    {"ap-northeast-3", "aws"},
    {"ap-south-1", "aws"},
    {"ap-south-2", "aws", true},
    {"ap-southeast-1", "aws"},
    {"ap-southeast-2", "aws"},
    {"ap-southeast-3", "aws", true},
    {"ap-southeast-4", "aws", true},
    {"ap-southeast-5", "aws", true},
    {"ap-southeast-6", "aws", true},
    {"ap-southeast-7", "aws", true},
    {"ca-central-1", "aws"},
    {"ca-west-1", "aws", true},
    {"cn-north-1", "aws-cn"},
    {"cn-northwest-1", "aws-cn"},
    {"eu-central-1", "aws"},
    {"eu-central-2", "aws", true},
    {"eu-isoe-west-1", "aws-iso-e"},
    {"eu-north-1", "aws"},
    {"eu-south-1", "aws", true},
    {"eu-south-2", "aws", true},
    {"eu-west-1", "aws"},
    {"eu-west-2", "aws"},
    {"eu-west-3", "aws"},
    {"eusc-de-east-1", "aws-eusc"},
    {"il-central-1", "aws", true},
    {"me-central-1", "aws", true},
    {"me-south-1", "aws", true},
    {"mx-central-1", "aws", true},
    {"sa-east-1", "aws"},
    {"us-east-1", "aws"},
    {"us-east-2", "aws"},
    {"us-gov-east-1", "aws-us-gov"},
    {"us-gov-west-1", "aws-us-gov"},
    {"us-iso-east-1", "aws-iso"},
    {"us-iso-west-1", "aws-iso"},
    {"us-isob-east-1", "aws-iso-b"},
    {"us-isob-west-1", "aws-iso-b"},
    {"us-isof-east-1", "aws-iso-f"},
    {"us-isof-south-1", "aws-iso-f"},
    {"us-west-1", "aws"},
    {"us-west-2", "aws"},
});
static_assert(strictly_sorted(kRegions, &Region::name));

constexpr std::array<std::string_view, 7> kPseudoRegions = {
    "aws-cn-global",    "aws-global",     "aws-iso-b-global", "aws-iso-e-global",
    "aws-iso-f-global", "aws-iso-global", "aws-us-gov-global"};

constexpr std::array<std::string_view, 9> kDirections = {"central",   "east",      "north",
                                                         "northeast", "northwest", "south",
                                                         "southeast", "southwest", "west"};

bool all_of_letters(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 'a' && c <= 'z'; });
}

bool one_digit(std::string_view text) {
  return text.size() == 1 && text[0] >= '1' && text[0] <= '9';
}

// What stands behind the last dash, taken off `text`.
std::string_view take_last(std::string_view& text) {
  const std::size_t dash = text.rfind('-');
  const std::string_view last = dash == std::string_view::npos ? text : text.substr(dash + 1);
  text = dash == std::string_view::npos ? std::string_view{} : text.substr(0, dash);
  return last;
}

}  // namespace

std::span<const Partition> partitions() { return kPartitions; }

const Partition* find_partition(std::string_view name) {
  const Partition* row = find_row(kPartitions, name, &Partition::name);
  return row != nullptr && row->name == name ? row : nullptr;
}

std::span<const Region> regions() { return kRegions; }

const Region* find_region(std::string_view name) {
  const Region* row = find_row(kRegions, name, &Region::name);
  return row != nullptr && row->name == name ? row : nullptr;
}

std::span<const std::string_view> pseudo_regions() { return kPseudoRegions; }

bool looks_like_region(std::string_view text) {
  if (!one_digit(take_last(text))) return false;
  if (std::ranges::find(kDirections, take_last(text)) == kDirections.end()) return false;
  const std::string_view second = take_last(text);
  return all_of_letters(second) && (text.empty() || all_of_letters(text));
}

}  // namespace cordon::catalogue
