// How a proof is written: for people and as JSON. Pure functions from data to text.
#pragma once

#include <string>
#include <vector>

#include "cli/output.h"
#include "cli/prove/prove_options.h"
#include "engine/prove/policy_claims.h"

namespace cordon {

struct ProvedClaim {
  ClaimKind claim = ClaimKind::kNone;
  std::vector<std::string> policies;  // the files that it is about
  const prove::PolicyProof& proved;
  std::vector<std::string> relies_on;
  bool other_way = false;  // of kEquivalent: it is the first policy that allows more
};

/// Ends with a line end.
[[nodiscard]] std::string proof_human(const ProvedClaim& proved, const Painter& paint);

/// `cordon.proof.v1`, indented, with a line end.
[[nodiscard]] std::string proof_json(const ProvedClaim& proved);

/// What the verdict says of the claim: `no request of this credential is allowed`.
[[nodiscard]] std::string in_words(const ProvedClaim& proved);

}  // namespace cordon
