// Why a request was decided as it was: stable words that users' scripts may rely on (cli.md, listed
// in docs/reasons.md).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace cordon {

enum class Outcome : std::uint8_t { kAllowed, kImplicitDeny, kExplicitDeny, kUndecided };

inline constexpr std::array<std::string_view, 4> kOutcomeNames{"allowed", "implicitDeny",
                                                               "explicitDeny", "undecided"};

[[nodiscard]] constexpr std::string_view to_string(Outcome outcome) {
  return kOutcomeNames[static_cast<std::size_t>(outcome)];
}

enum class Reason : std::uint8_t {
  kIdentityAllow,
  kResourceAllow,
  kRootAllow,
  kNoPermissionNeeded,
  kCredentialExpired,
  kCredentialNotYetIssued,
  kApiBarred,
  kRcpExplicitDeny,
  kScpExplicitDeny,
  kEndpointExplicitDeny,
  kResourceExplicitDeny,
  kIdentityExplicitDeny,
  kBoundaryExplicitDeny,
  kSessionExplicitDeny,
  kScpImplicitDeny,
  kEndpointImplicitDeny,
  kResourceImplicitDeny,
  kIdentityImplicitDeny,
  kBoundaryImplicitDeny,
  kSessionImplicitDeny,
  kUndecided,
};

struct ReasonText {
  std::string_view name;
  std::string_view meaning;  // one sentence, for docs and human output
};

inline constexpr std::array<ReasonText, 21> kReasons{{
    {"identity-allow", "an identity-based policy allows it and nothing denies it"},
    {"resource-allow", "the resource-based policy allows it and nothing denies it"},
    {"root-allow", "the root user needs no policy that allows"},
    {"no-permission-needed", "AWS lets every authenticated caller do this"},
    {"credential-expired", "the credential expired before the request"},
    {"credential-not-yet-issued", "the credential was issued after the request"},
    {"api-barred-for-credential", "AWS does not let this kind of credential make this call"},
    {"rcp-explicit-deny", "a resource control policy denies it"},
    {"scp-explicit-deny", "a service control policy denies it"},
    {"endpoint-explicit-deny", "the VPC endpoint's policy denies it"},
    {"resource-explicit-deny", "the resource-based policy denies it"},
    {"identity-explicit-deny", "an identity-based policy denies it"},
    {"boundary-explicit-deny", "the permissions boundary denies it"},
    {"session-explicit-deny", "a session policy denies it"},
    {"scp-implicit-deny",
     "a level of the organization has no service control policy that allows it"},
    {"endpoint-implicit-deny", "the VPC endpoint's policy does not allow it"},
    {"resource-implicit-deny", "the resource-based policy does not allow it, and it has to"},
    {"identity-implicit-deny", "no identity-based policy allows it"},
    {"boundary-implicit-deny", "the permissions boundary does not allow it"},
    {"session-implicit-deny", "no session policy allows it"},
    {"undecided", "it hangs on something that is not told or not documented"},
}};

[[nodiscard]] constexpr std::string_view to_string(Reason reason) {
  return kReasons[static_cast<std::size_t>(reason)].name;
}
[[nodiscard]] constexpr std::string_view meaning(Reason reason) {
  return kReasons[static_cast<std::size_t>(reason)].meaning;
}

/// What a reason that blocks a request makes of it.
[[nodiscard]] constexpr Outcome outcome_of(Reason reason) {
  if (reason <= Reason::kNoPermissionNeeded) return Outcome::kAllowed;
  if (reason >= Reason::kRcpExplicitDeny && reason <= Reason::kSessionExplicitDeny) {
    return Outcome::kExplicitDeny;
  }
  return reason == Reason::kUndecided ? Outcome::kUndecided : Outcome::kImplicitDeny;
}

}  // namespace cordon
