#include "engine/credential.h"

#include <fmt/format.h>

#include <algorithm>

namespace cordon {
namespace {

constexpr std::int64_t kSecond = 1000;

bool is_iam(std::string_view action) { return action.starts_with("iam:"); }
bool is_sts(std::string_view action) { return action.starts_with("sts:"); }

bool one_of(std::string_view action, std::initializer_list<std::string_view> actions) {
  return std::ranges::find(actions, action) != actions.end();
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

bool api_barred(const Credential& credential, const Caller& caller, std::string_view action) {
  if (action == "sts:getcalleridentity") return false;
  switch (credential.kind) {
    case CredentialKind::kAccessKey:
    case CredentialKind::kConsolePassword:
      return caller.kind == CallerKind::kRoot && action == "sts:assumerole";
    case CredentialKind::kGetSessionToken:
      return (is_iam(action) && !credential.mfa_at) ||
             (is_sts(action) && action != "sts:assumerole");
    case CredentialKind::kGetFederationToken:
      return is_iam(action) || is_sts(action);
    case CredentialKind::kAssumeRole:
    case CredentialKind::kAssumeRoleWithSaml:
    case CredentialKind::kAssumeRoleWithWebIdentity:
    case CredentialKind::kInstanceProfile:
      return one_of(action, {"sts:getfederationtoken", "sts:getsessiontoken"});
    case CredentialKind::kService:
      return caller.kind == CallerKind::kRoleSession &&
             one_of(action, {"sts:getfederationtoken", "sts:getsessiontoken"});
    case CredentialKind::kAssumeRoot:
      return false;  // its task policy decides (semantics.md 5.1)
  }
  return false;
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
