#include "engine/incident/verdict/issuer.h"

#include "engine/caller.h"

namespace cordon::incident {
namespace {

Issuer federating_user(const HeldCredential* parent, std::string account) {
  const auto caller = parse_principal(parent == nullptr ? "" : parent->principal);
  if (!caller || caller->kind != CallerKind::kUser) return {};
  return {Issuer::Kind::kUser, std::move(account), caller->name};
}

}  // namespace

Issuer issuer_of(const HeldCredential& credential, const HeldCredential* parent) {
  const auto caller = parse_principal(credential.principal);
  if (!caller) return {};
  switch (caller->kind) {
    case CallerKind::kUser:
      return {Issuer::Kind::kUser, caller->account, caller->name};
    case CallerKind::kRoleSession:
      return {Issuer::Kind::kRole, caller->account, caller->name};
    case CallerKind::kRoot:
      return {Issuer::Kind::kRoot, caller->account, {}};
    case CallerKind::kFederatedUser:
      return federating_user(parent, caller->account);
    case CallerKind::kService:
    case CallerKind::kAnonymous:
    case CallerKind::kFederatedIdentity:
      return {};
  }
  return {};
}

}  // namespace cordon::incident
