#include <fmt/format.h>

#include <string>

#include "rules/actions/broad_grants.h"
#include "rules/conditions/guards.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kSuffix = "IfExists";

bool allows_passing(const Subject& subject, const ConditionUse& use) {
  return subject.is(PolicyType::kIdentity) && is_allow(use.statement) &&
         coverage(use.statement, "iam:PassRole");
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (!use.op.if_exists || !asks_for_value_if_there(use)) return;
    if (!is_key(use, guard_key(DelicateAction::kPassRole)) || !allows_passing(subject, use)) return;
    const std::string plain(
        use.entry.op.value.substr(0, use.entry.op.value.size() - kSuffix.size()));
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("{} under {} is no guard where a service leaves the key away",
                              backticked(use.key()), backticked(use.entry.op.value)),
                  fmt::format("write `{}`", plain));
    finding.fix = unsafe_fix("ask for the service in every request",
                             change_operator(use.statement, use.entry, plain));
  });
}

}  // namespace

extern const Rule kPassroleIfexistsGuard{
    .id = "SEC016",
    .name = "passrole-ifexists-guard",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "services for iam:PassRole named under an IfExists operator",
    .doc =
        R"(Every `iam:PassRole` tells the service that the role is passed to, so `IfExists` is not needed, and where the
key is missing it lets everything through. AWS reports some of these and not others. If the statement allows
other actions, too, put `iam:PassRole` into one of its own first: they do not carry the key.
)",
    .check = check,
};

}  // namespace cordon::rules
