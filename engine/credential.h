// Credentials of every kind: what signs a request, how long it can, and which API calls AWS bars it
// from whatever the policies say (semantics.md 5.1, 5.2).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/caller.h"
#include "engine/truth.h"
#include "grammar/date_time.h"

namespace cordon {

enum class CredentialKind : std::uint8_t {
  kAccessKey,
  kConsolePassword,
  kGetSessionToken,
  kGetFederationToken,
  kAssumeRole,
  kAssumeRoleWithSaml,
  kAssumeRoleWithWebIdentity,
  kInstanceProfile,
  kAssumeRoot,
  kService,
};

inline constexpr std::array<std::string_view, 10> kCredentialKindNames{
    "access-key",
    "console-password",
    "get-session-token",
    "get-federation-token",
    "assume-role",
    "assume-role-with-saml",
    "assume-role-with-web-identity",
    "instance-profile",
    "assume-root",
    "service"};

[[nodiscard]] constexpr std::string_view to_string(CredentialKind kind) {
  return kCredentialKindNames[static_cast<std::size_t>(kind)];
}
[[nodiscard]] std::optional<CredentialKind> credential_kind_from(std::string_view name);

struct Credential {
  CredentialKind kind = CredentialKind::kAccessKey;
  /// When it was issued. A time in whole seconds covers its second: what AWS keeps below a second
  /// is not documented (semantics.md 3.5). No value: not told.
  std::optional<InstantRange> issued;
  std::optional<Instant>
      expires;  // first instant at which it can't sign; no value: never or not told
  std::optional<Instant> mfa_at;  // no value: made without MFA
  std::optional<std::string> source_identity;
  /// It signs for a session of the console that a token opened (signin:GetSigninToken): the limits
  /// of its kind on IAM and STS hold for the API only (semantics.md 5.2).
  bool in_console = false;
};

/// The longest life, in milliseconds, that AWS gives to a temporary credential of this kind;
/// `root`: of the root user; `chained`: a role session that a role session opened
/// (semantics.md 5.1). A role's own maximum may be less.
[[nodiscard]] std::int64_t longest_life(CredentialKind kind, bool root, bool chained);
/// The longest session of the console, in milliseconds ("Enable custom identity broker access to
/// the AWS console", IAM User Guide: SessionDuration).
inline constexpr std::int64_t kLongestConsoleSessionMs = 12 * 3'600'000LL;

/// A time of issue as it is known from logs: whole seconds stand for the whole second.
[[nodiscard]] InstantRange issue_time(Instant instant);

/// Has a session token, hence an aws:TokenIssueTime (semantics.md 5.4).
[[nodiscard]] bool is_temporary(CredentialKind kind);
/// A session of a role, however it was opened.
[[nodiscard]] bool is_role_session(CredentialKind kind);

/// The credential that a request has when none is described: a long-term key for users and root, a
/// session of unknown issue time for roles and federated users, none for the rest.
[[nodiscard]] std::optional<Credential> default_credential(const Caller& caller);

/// Why this kind can't be the caller's, for example an access key of a role; empty when it can.
[[nodiscard]] std::string mismatch(CredentialKind kind, const Caller& caller);

/// Calls by the names of their actions, in lower case; `iam:*` stands for all of a service.
struct BarredCalls {
  std::span<const std::string_view> calls;
  std::span<const std::string_view> except;
};
/// The calls that AWS refuses because of what signs them, before any policy is read
/// (semantics.md 5.2).
[[nodiscard]] BarredCalls barred_calls(const Credential& credential, const Caller& caller);

/// Whether that is so for one action, in lower case.
[[nodiscard]] bool api_barred(const Credential& credential, const Caller& caller,
                              std::string_view action);

/// Whether the credential can no longer sign at `at`; unknown when it expires and `at` is not told.
[[nodiscard]] Truth expired(const Credential& credential, std::optional<Instant> at);
/// Whether `at` is before the credential was issued.
[[nodiscard]] Truth not_yet_issued(const Credential& credential, std::optional<Instant> at);

}  // namespace cordon
