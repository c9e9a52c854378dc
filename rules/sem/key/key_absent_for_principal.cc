#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool is_of(std::string_view arn, std::string_view kind) {
  const auto parts = split_arn(arn);
  return parts && parts->service == "iam" && parts->resource.starts_with(kind);
}

bool all_are(const Subject& subject, std::string_view kind) {
  const auto& principals = subject.found.principals;
  return !principals.empty() &&
         std::ranges::all_of(principals, [&](const std::string& arn) { return is_of(arn, kind); });
}

// Keys of role sessions and federated ones; a user's own sessions have none of them.
constexpr std::array<std::string_view, 3> kNotForUsers = {
    "aws:FederatedProvider", "lambda:SourceFunctionArn", "ec2:SourceInstanceArn"};

bool is_absent(const Subject& subject, std::string_view key) {
  if (equals_ignoring_ascii_case(key, "aws:username")) return all_are(subject, "role/");
  const bool foreign = std::ranges::any_of(
      kNotForUsers, [&](std::string_view name) { return equals_ignoring_ascii_case(key, name); });
  return foreign && all_are(subject, "user/");
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  each_condition(subject, [&](const ConditionUse& use) {
    if (use.op.base == nullptr || use.op.base->type == ValueType::kNull) return;
    if (!is_absent(subject, use.key())) return;
    found.add(subject, use.key_span(),
              fmt::format("requests of {} never carry {}: the condition is {} met",
                          backticked(subject.found.principals.front()), backticked(use.key()),
                          use.met_without_key() ? "always" : "never"));
  });
}

}  // namespace

extern const Rule kKeyAbsentForPrincipal{
    .id = "SEM071",
    .name = "key-absent-for-principal",
    .level = Level::kWarning,
    .profile = Profile::kAudit,
    .summary = "a key that the principal of the policy never has",
    .doc =
        R"(The policy hangs on a user or on a role, and the key is only in requests of the other kind: a role session has no
`aws:username`, a user's long-term key no identity provider. The condition is never met, or always under a negated
operator. A user may also call with a session, which is why only keys that no session of a user has are named here.
)",
    .check = check,
};

}  // namespace cordon::rules
