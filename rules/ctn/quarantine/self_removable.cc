#include <fmt/format.h>

#include <array>
#include <span>

#include "rules/containment/quarantine.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 6> kOfUser{
    "iam:DeleteUserPolicy",    "iam:PutUserPolicy",       "iam:DetachUserPolicy",
    "iam:RemoveUserFromGroup", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion"};
constexpr std::array<std::string_view, 5> kOfRole{"iam:DeleteRolePolicy", "iam:PutRolePolicy",
                                                  "iam:DetachRolePolicy", "iam:CreatePolicyVersion",
                                                  "iam:SetDefaultPolicyVersion"};

std::span<const std::string_view> ways_out(const Intruder& intruder) {
  if (intruder.is_role()) return kOfRole;
  return kOfUser;
}

void check_principal(const Principal& principal, Found& found) {
  for_each_quarantine(
      principal, found,
      [&](const Subject& subject, const Statement& statement, const Intruder& intruder) {
        const auto open = open_actions(intruder, ways_out(intruder));
        if (open.empty()) return;
        found.add(subject, statement.action->span,
                  fmt::format("whoever is held by this Deny can undo it: {} {} not denied",
                              listed(open, 3), open.size() == 1 ? "is" : "are"),
                  "deny `iam:*` as well, or guard the policy by a service control policy");
      });
}

}  // namespace

extern const Rule kSelfRemovable{
    .id = "CTN041",
    .name = "self-removable",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "the contained identity can remove or overwrite the policy that contains it",
    .doc =
        R"(A policy holds an intruder only as long as the intruder can't take it away. Deleting an inline policy,
detaching a managed one, leaving the group it hangs on, writing a new version: each is one call, and
automated attackers make it within the seconds in which a new Deny spreads. A service control policy that
lets only the responders' role touch the quarantine closes that, too.
)",
    .check_principal = check_principal,
};

}  // namespace cordon::rules
