#include <fmt/format.h>

#include <string>

#include "grammar/cidr.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string dotted(const CidrBlock& block) {
  const auto& b = block.network.bytes;
  return fmt::format("{}.{}.{}.{}/{}", b[0], b[1], b[2], b[3], block.prefix_length);
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kIp}, [&](const ConditionUse& use) {
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      const auto block = parse_cidr(value.value);
      const auto address = parse_ip_address(value.value.substr(0, value.value.find('/')));
      if (!block || !address) return;
      if (block->network.v6) {
        if (!block->never_matches) return;
        found
            .add(subject, value.node.span(),
                 fmt::format("{} has bits behind its prefix: it matches no address",
                             backticked(value.value)),
                 "clear the bits behind the prefix")
            .level = Level::kWarning;
      } else if (block->network.bytes != address->bytes) {
        Finding& finding = found.add(subject, value.node.span(),
                                     fmt::format("{} has bits behind its prefix, which are ignored",
                                                 backticked(value.value)),
                                     fmt::format("write `{}`", dotted(*block)));
        finding.fix = safe_fix(fmt::format("write `{}`", dotted(*block)),
                               replace_string(value.node, dotted(*block)));
      }
    });
  });
}

}  // namespace

extern const Rule kCidrHostBits{
    .id = "SEM040",
    .name = "cidr-host-bits",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"IMPROVE_IP_RANGE"},
    .summary = "an address range with bits behind its prefix",
    .doc =
        R"(In `203.0.113.7/24` the `7` has no effect: the range is `203.0.113.0/24`. A range of IPv6 with such bits was seen to
match nothing at all.
)",
    .check = check,
};

}  // namespace cordon::rules
