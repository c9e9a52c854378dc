#include "rules/conditions/private_addresses.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/text.h"
#include "rules/conditions/conditions.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 9> kPrivate = {
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "169.254.0.0/16",
    "fc00::/7",   "fe80::/10",     "::1/128",        "::/128"};

std::vector<PolicyText> private_values(const ConditionUse& use) {
  std::vector<PolicyText> values;
  for (const PolicyText& value : use.entry.values) {
    const auto block = parse_cidr(value.value);
    if (block && is_private(*block)) values.push_back(value);
  }
  return values;
}

std::string message(const ConditionUse& use, const PolicyText& value, PrivateShare share) {
  const std::string_view effect = use.negated() ? "it excludes nobody" : "no request comes from it";
  const std::string_view rest = share == PrivateShare::kSome ? ""
                                : use.negated()              ? ", and the condition is always met"
                                                             : ", and the condition is never met";
  return fmt::format("{} is private and `aws:SourceIp` is a public address: {}{}",
                     backticked(value.value), effect, rest);
}

std::optional<Fix> without(const ConditionUse& use, const std::vector<PolicyText>& values) {
  std::vector<JsonValue> elements;
  for (const PolicyText& value : values) elements.push_back(value.node);
  return unsafe_fix("remove the private ranges",
                    remove_elements(written_values(use.entry), elements));
}

}  // namespace

bool is_private(const CidrBlock& block) {
  return std::ranges::any_of(kPrivate, [&](std::string_view text) {
    const CidrBlock range = *parse_cidr(text);
    return range.network.v6 == block.network.v6 && range.prefix_length <= block.prefix_length &&
           range.contains(block.network);
  });
}

void report_private_addresses(const Subject& subject, bool negated, PrivateShare share,
                              Found& found) {
  each_condition_of(subject, {ValueType::kIp}, [&](const ConditionUse& use) {
    if (use.negated() != negated || !equals_ignoring_ascii_case(use.key(), "aws:SourceIp")) return;
    const std::vector<PolicyText> values = private_values(use);
    const bool all = values.size() == use.entry.values.size();
    if (values.empty() || all != (share == PrivateShare::kAll)) return;
    Finding& finding =
        found.add(subject, values.front().node.span(), message(use, values.front(), share),
                  "`aws:VpcSourceIp` holds the private address of requests through a VPC endpoint");
    if (share == PrivateShare::kSome) finding.fix = without(use, values);
    for (std::size_t i = 1; i < values.size(); ++i) {
      finding.relate(subject.source(), values[i].node.span(), "private, too");
    }
  });
}

}  // namespace cordon::rules
