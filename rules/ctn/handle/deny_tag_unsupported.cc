#include <fmt/format.h>

#include <array>
#include <optional>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/actions.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 6> kProbes{"s3:GetObject",   "s3:PutObject",
                                                  "iam:CreateUser", "sts:GetFederationToken",
                                                  "ses:SendEmail",  "dynamodb:ListTables"};

std::optional<Request> untagged(const Intruder& intruder, const Statement& statement,
                                std::string_view key) {
  const std::vector<Request> stopped = intruder.stopped();
  for (const std::string_view name : kProbes) {
    const auto action = catalogue::find_action(name);
    if (!action || catalogue::carries(*action, key) || !coverage(statement, name)) continue;
    for (const Request& request : stopped) {
      Request other = intruder.again(request, intruder.usual(name));
      drop(other, key);
      if (intruder.gets_through(other)) return other;
    }
  }
  return std::nullopt;
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const ConditionUse& test : tests_of(*step.statement, "aws:ResourceTag/")) {
      if (!test.positive()) continue;
      if (!found.may_try(subject)) return;
      const auto through =
          untagged(Intruder(subject, step.index), *step.statement, test.entry.key.value);
      if (!through) continue;
      found.add(subject, test.entry.key.node.span(),
                fmt::format("requests of many actions never carry `{}`: {} gets through",
                            test.entry.key.value, describe(*through)),
                "drop the condition, or give these actions a Deny of their own");
    }
  }
}

}  // namespace

extern const Rule kDenyTagUnsupported{
    .id = "CTN040",
    .name = "deny-tag-unsupported",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"},
    .replaces = "SEC050",
    .summary = "containment Deny keyed on a resource tag that many actions never carry",
    .doc =
        R"(Many actions know no tags of what they work on, and their requests lack `aws:ResourceTag`. A Deny that
asks for a tag never applies to them. `IfExists` would make it apply to everything that is untagged.
)",
    .check = check,
};

}  // namespace cordon::rules
