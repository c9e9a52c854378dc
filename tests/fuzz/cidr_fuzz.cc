// A block contains its own network unless it never matches; families don't mix; a block contains
// whatever a longer prefix of the same network contains.

#include <string>

#include "grammar/cidr.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using fuzz::property;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = fuzz::as_text(data, size);
  const std::string_view written = fuzz::take_line(rest);
  const auto block = parse_cidr(written);
  const auto address = parse_ip_address(fuzz::take_line(rest));
  if (const auto same = parse_ip_address(written)) {
    // Only a mapped address changes its family on the way from a policy to a request.
    property(block.has_value(), "every address is a block");
    property(block->network == *same || (block->network.v6 && !same->v6), "of itself");
  }
  if (!block) return 0;
  property(block->prefix_length <= (block->network.v6 ? 128 : 32), "a prefix fits its family");
  property(block->contains(block->network) != block->never_matches, "a block has its network");
  if (!address) return 0;
  if (address->v6 != block->network.v6) property(!block->contains(*address), "families don't mix");
  if (!block->contains(*address)) return 0;
  CidrBlock wider = *block;
  for (; wider.prefix_length > 0; --wider.prefix_length) {
    property(wider.contains(*address), "a shorter prefix contains more");
  }
  property(wider.contains(*address), "no prefix contains all");
  return 0;
}
