#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Who has all of one of these has all of the account, or of its secrets.
constexpr std::array<std::string_view, 5> kMighty = {"iam", "kms", "organizations",
                                                     "secretsmanager", "sts"};

bool is_mighty(std::string_view service) {
  return std::ranges::any_of(
      kMighty, [&](std::string_view each) { return equals_ignoring_ascii_case(each, service); });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement)) continue;
    for (const PolicyText& entry : listed_actions(statement)) {
      const auto parts = action_parts(entry.value);
      if (!parts || has_wildcard(parts->service)) continue;
      if (parts->name.find_first_not_of('*') != std::string_view::npos) continue;
      Finding& finding =
          found.add(subject, entry.node.span(),
                    fmt::format("{} allows every action of the service", backticked(entry.value)),
                    "allow the actions that are used");
      if (!is_mighty(parts->service)) finding.level = Level::kWarning;
    }
  }
}

}  // namespace

extern const Rule kServiceStar{
    .id = "SEC002",
    .name = "service-star",
    .level = Level::kSecurity,
    .profile = Profile::kPedantic,
    .summary = "all actions of a service allowed",
    .doc =
        R"(The pattern holds every action of the service, those that share, delete or change policies as well, and those that
AWS will add. For IAM, STS, KMS, AWS Organizations and Secrets Manager that is as good as everything; for others it
is reported as a warning.
)",
    .check = check,
};

}  // namespace cordon::rules
