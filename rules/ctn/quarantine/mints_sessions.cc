#include <fmt/format.h>

#include <array>

#include "rules/containment/quarantine.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 2> kMints{"sts:AssumeRole", "sts:GetFederationToken"};

void check_principal(const Principal& principal, Found& found) {
  for_each_quarantine(
      principal, found,
      [&](const Subject& subject, const Statement& statement, const Intruder& intruder) {
        const auto open = open_actions(intruder, kMints);
        if (open.empty()) return;
        found.add(
            subject, statement.action->span,
            fmt::format("whoever is held by this Deny can still open sessions: {} {} not denied",
                        listed(open, 2), open.size() == 1 ? "is" : "are"),
            "deny `sts:*`; no policy stops `sts:GetSessionToken`, so end the access key as well");
      });
}

}  // namespace

extern const Rule kMintsSessions{
    .id = "CTN042",
    .name = "mints-sessions",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "the contained identity can still make sessions",
    .doc =
        R"(A session of a role is not held by the policies of the user who opened it: with `sts:AssumeRole` an
intruder steps out of the quarantine for up to 12 hours, and from one role to the next for longer.
`sts:GetSessionToken` needs no permission and is not stopped by a Deny; its sessions are under the user's
Deny, though.
)",
    .check_principal = check_principal,
};

}  // namespace cordon::rules
