// A call, or some, that makes a credential: what it would make, and what has to be allowed for it
// (docs/containment.md, semantics.md 5). Whether it is allowed is asked elsewhere (reach.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/credential.h"
#include "engine/incident/verdict/candidates.h"

namespace cordon::incident {

struct Way {
  std::vector<Candidate> calls;  // all of them have to be allowed; none: no policy has a say
  /// The policies of whoever calls do not decide: a Deny of everything may leave it open.
  bool without_permission = false;
  CredentialKind kind = CredentialKind::kAssumeRole;
  std::string principal;     // ARN of the user, role or federated user that is got
  Revision created = 0;      // of the user or role
  std::string name;          // `role/admin`, `key of user/bob`
  std::string call;          // that makes it
  std::int64_t life_ms = 0;  // 0: it does not expire
  bool renews = false;
  std::string federated_by;  // ARN of the user whose policies a federation token has
  std::optional<std::string> source_identity;
  std::optional<Instant> mfa_at;  // made with an MFA, as the password is
  bool tags_are_chosen = false;   // whoever makes it says which session tags it has
  /// No policy that is known decides whether it works.
  bool doubtful = false;
  /// What identity_of() says, of a way that is kept; of another one it is empty.
  std::string identity;
};

/// The same for two ways whose credentials are of use to the same requests, and last as long.
[[nodiscard]] std::string identity_of(const Way& way);

}  // namespace cordon::incident
