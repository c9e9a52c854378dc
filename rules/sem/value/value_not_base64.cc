#include <fmt/format.h>

#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, {ValueType::kBinary}, [&](const ConditionUse& use) {
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (base64_decode(value.value)) return;
      found.add(subject, value.node.span(), fmt::format("{} is no base64", backticked(value.value)),
                "encode the bytes in base64, with padding");
    });
  });
}

}  // namespace

extern const Rule kValueNotBase64{
    .id = "SEM038",
    .name = "value-not-base64",
    .level = Level::kWarning,
    .aws_codes = {"TYPE_MISMATCH_STRING"},
    .parliament = "MISMATCHED_TYPE",
    .summary = "no base64 under BinaryEquals",
    .doc =
        R"(`BinaryEquals` compares bytes, and the policy has to give them in base64. Another text is compared with nothing.
)",
    .check = check,
};

}  // namespace cordon::rules
