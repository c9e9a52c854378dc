// Whose policies and whose life a credential hangs on: the user or role behind it; a federation
// token's is the user that asked for it.
#pragma once

#include <cstdint>
#include <string>

#include "engine/incident/incident.h"

namespace cordon::incident {

struct Issuer {
  enum class Kind : std::uint8_t { kUser, kRole, kRoot, kOther };
  Kind kind = Kind::kOther;
  std::string account;
  std::string name;
};

/// `parent` is the credential that it was minted with; null: not told.
[[nodiscard]] Issuer issuer_of(const HeldCredential& credential, const HeldCredential* parent);

}  // namespace cordon::incident
