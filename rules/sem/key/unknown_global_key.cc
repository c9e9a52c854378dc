#include <fmt/format.h>

#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::string did_you_mean(std::string_view key) {
  std::vector<std::string_view> names;
  for (const catalogue::GlobalKey& each : catalogue::global_keys()) names.push_back(each.name);
  const std::string_view stem = key.substr(0, key.find('/'));
  const auto near = nearest(stem, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "";
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (!equals_ignoring_ascii_case(key_prefix(use.key()), "aws") || key_facts(use.key())) return;
    found.add(subject, use.key_span(),
              fmt::format("no global condition key {} is known to the data of {}",
                          backticked(use.key()), catalogue::data_date()),
              did_you_mean(use.key()));
  });
}

}  // namespace

extern const Rule kUnknownGlobalKey{
    .id = "SEM023",
    .name = "unknown-global-key",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_GLOBAL_CONDITION_KEY"},
    .parliament = "UNKNOWN_CONDITION_FOR_ACTION",
    .summary = "no such `aws:` key",
    .doc =
        R"(A key that AWS does not know is in no request. Under an operator like `StringEquals` the condition is then
never met, under a negated one or with `IfExists` always. What is known here is of a certain day, and the
message says of which: a key that is newer is no mistake.
)",
    .check = check,
};

}  // namespace cordon::rules
