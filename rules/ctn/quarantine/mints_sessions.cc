#include <array>

#include "rules/containment/quarantine.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 2> kMints{"sts:AssumeRole", "sts:GetFederationToken"};

void check_principal(const Principal& principal, Found& found) {
  report_open_calls(
      principal,
      {.actions = kMints,
       .they_can = "open sessions",
       .help = "deny `sts:*`; no policy stops `sts:GetSessionToken`, so end the access key as well",
       .shown = 2},
      found);
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
