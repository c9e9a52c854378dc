#include "engine/credential.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon {
namespace {

constexpr std::int64_t kSecond = 1000;

constexpr std::array<std::string_view, 2> kIamAndSts{"iam:*", "sts:*"};
constexpr std::array<std::string_view, 1> kSts{"sts:*"};
constexpr std::array<std::string_view, 1> kAssumeRole{"sts:assumerole"};
constexpr std::array<std::string_view, 2> kTokensOfUsers{"sts:getfederationtoken",
                                                         "sts:getsessiontoken"};
// iam:PassRole is a permission that other services' calls need, and no call of IAM's (IAM User
// Guide, "Grant a user permissions to pass a role to an AWS service").
constexpr std::array<std::string_view, 3> kOpenToSessions{"iam:passrole", "sts:assumerole",
                                                          "sts:getcalleridentity"};
constexpr std::array<std::string_view, 2> kOpenToAll{"iam:passrole", "sts:getcalleridentity"};

bool is_among(std::span<const std::string_view> calls, std::string_view action) {
  return std::ranges::any_of(calls, [&](std::string_view call) {
    if (!call.ends_with('*')) return call == action;
    return action.starts_with(call.substr(0, call.size() - 1));
  });
}

bool fits(CredentialKind kind, CallerKind caller) {
  switch (kind) {
    case CredentialKind::kAccessKey:
    case CredentialKind::kConsolePassword:
    case CredentialKind::kGetSessionToken:
      return caller == CallerKind::kUser || caller == CallerKind::kRoot;
    case CredentialKind::kGetFederationToken:
      return caller == CallerKind::kFederatedUser || caller == CallerKind::kRoot;
    case CredentialKind::kAssumeRole:
    case CredentialKind::kAssumeRoleWithSaml:
    case CredentialKind::kAssumeRoleWithWebIdentity:
    case CredentialKind::kInstanceProfile:
      return caller == CallerKind::kRoleSession;
    case CredentialKind::kAssumeRoot:
      return caller == CallerKind::kRoot;
    case CredentialKind::kService:
      return caller == CallerKind::kService || caller == CallerKind::kRoleSession;
  }
  return false;
}

}  // namespace

std::optional<CredentialKind> credential_kind_from(std::string_view name) {
  const auto found = std::ranges::find(kCredentialKindNames, name);
  if (found == kCredentialKindNames.end()) return std::nullopt;
  return static_cast<CredentialKind>(found - kCredentialKindNames.begin());
}

InstantRange issue_time(Instant instant) {
  const bool whole_second = instant.ms % kSecond == 0;
  return {instant, Instant{instant.ms + (whole_second ? kSecond - 1 : 0)}};
}

bool is_temporary(CredentialKind kind) { return kind != CredentialKind::kAccessKey; }

bool is_role_session(CredentialKind kind) {
  return kind == CredentialKind::kAssumeRole || kind == CredentialKind::kAssumeRoleWithSaml ||
         kind == CredentialKind::kAssumeRoleWithWebIdentity ||
         kind == CredentialKind::kInstanceProfile || kind == CredentialKind::kService;
}

std::optional<Credential> default_credential(const Caller& caller) {
  switch (caller.kind) {
    case CallerKind::kUser:
    case CallerKind::kRoot:
      return Credential{.kind = CredentialKind::kAccessKey};
    case CallerKind::kRoleSession:
      return Credential{.kind = CredentialKind::kAssumeRole};
    case CallerKind::kFederatedUser:
      return Credential{.kind = CredentialKind::kGetFederationToken};
    case CallerKind::kService:
    case CallerKind::kAnonymous:
    case CallerKind::kFederatedIdentity:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string mismatch(CredentialKind kind, const Caller& caller) {
  if (fits(kind, caller.kind)) return {};
  return fmt::format("a credential of kind `{}` can't belong to `{}` ({})", to_string(kind),
                     caller.arn.empty() ? caller.name : caller.arn, describe(caller.kind));
}

std::int64_t longest_life(CredentialKind kind, bool root, bool chained) {
  constexpr std::int64_t kHour = 3'600'000;
  switch (kind) {
    case CredentialKind::kGetSessionToken:
    case CredentialKind::kGetFederationToken:
      return root ? kHour : 36 * kHour;
    case CredentialKind::kAssumeRole:
      return chained ? kHour : 12 * kHour;
    case CredentialKind::kAssumeRoot:
      return kHour / 4;
    case CredentialKind::kAccessKey:
    case CredentialKind::kConsolePassword:
    case CredentialKind::kAssumeRoleWithSaml:
    case CredentialKind::kAssumeRoleWithWebIdentity:
    case CredentialKind::kInstanceProfile:
    case CredentialKind::kService:
      return 12 * kHour;
  }
  return 36 * kHour;
}

BarredCalls barred_calls(const Credential& credential, const Caller& caller) {
  switch (credential.kind) {
    case CredentialKind::kAccessKey:
    case CredentialKind::kConsolePassword:
      if (caller.kind != CallerKind::kRoot) return {};
      return {.calls = kAssumeRole, .except = {}};
    case CredentialKind::kGetSessionToken:
      if (credential.mfa_at) return {.calls = kSts, .except = kOpenToSessions};
      return {.calls = kIamAndSts, .except = kOpenToSessions};
    case CredentialKind::kGetFederationToken:
      if (credential.in_console) return {.calls = kTokensOfUsers, .except = {}};
      return {.calls = kIamAndSts, .except = kOpenToAll};
    case CredentialKind::kAssumeRole:
    case CredentialKind::kAssumeRoleWithSaml:
    case CredentialKind::kAssumeRoleWithWebIdentity:
    case CredentialKind::kInstanceProfile:
      return {.calls = kTokensOfUsers, .except = {}};
    case CredentialKind::kService:
      if (caller.kind != CallerKind::kRoleSession) return {};
      return {.calls = kTokensOfUsers, .except = {}};
    case CredentialKind::kAssumeRoot:
      return {};  // its task policy decides (semantics.md 5.1)
  }
  return {};
}

bool api_barred(const Credential& credential, const Caller& caller, std::string_view action) {
  const BarredCalls barred = barred_calls(credential, caller);
  return is_among(barred.calls, action) && !is_among(barred.except, action);
}

Truth expired(const Credential& credential, std::optional<Instant> at) {
  if (!credential.expires) return Truth::kFalse;
  if (!at) return Truth::kUnknown;
  return truth(*at >= *credential.expires);
}

Truth not_yet_issued(const Credential& credential, std::optional<Instant> at) {
  if (!credential.issued || !at) return Truth::kFalse;
  return truth(*at < credential.issued->earliest);
}

}  // namespace cordon
