#include <fmt/format.h>

#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const auto facts = key_facts(use.key());
    if (!facts || facts->global == nullptr || !catalogue::takes_tag_name(*facts->global)) return;
    if (!catalogue::tag_name(use.key()).empty()) return;
    found.add(subject, use.key_span(),
              fmt::format("{} lacks the name of a tag", backticked(use.key())),
              fmt::format("write `{}NAME`", facts->global->name));
  });
}

}  // namespace

extern const Rule kTagKeyMissing{
    .id = "SEM030",
    .name = "tag-key-missing",
    .level = Level::kError,
    .aws_codes = {"MISSING_TAG_KEY_IN_CONDITION"},
    .summary = "a tag key lacks the name of the tag",
    .doc =
        R"(`aws:ResourceTag/team` tests one tag. Without a name behind the slash there is no tag to test, and the
condition is never met.
)",
    .check = check,
};

}  // namespace cordon::rules
