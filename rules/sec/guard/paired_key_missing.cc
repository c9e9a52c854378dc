#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool has_pair(const Statement& statement, std::span<const std::string_view> pairs) {
  return std::ranges::any_of(conditions_of(statement), [&](const ConditionUse& use) {
    return std::ranges::any_of(pairs, [&](std::string_view key) { return is_key(use, key); });
  });
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const auto pairs = catalogue::keys_to_pair_with(use.key());
    if (pairs.empty() || is_null_test(use) || has_pair(use.statement, pairs)) return;
    found.add(subject, use.key_span(),
              fmt::format("{} says little without `{}`", backticked(use.key()), pairs.front()),
              fmt::format("add a condition on `{}`", pairs.front()));
  });
}

}  // namespace

extern const Rule kPairedKeyMissing{
    .id = "SEC029",
    .name = "paired-key-missing",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"MISSING_PAIRED_CONDITION_KEYS"},
    .summary = "a key that is weak without its pair",
    .doc =
        R"(Addresses inside of a VPC are private: another VPC, of anybody, may use the same. `aws:VpcSourceIp` needs a
condition on the VPC or its endpoint in the same statement, and `aws:Ec2InstanceSourcePrivateIPv4` one on
`aws:Ec2InstanceSourceVpc`.
)",
    .check = check,
};

}  // namespace cordon::rules
