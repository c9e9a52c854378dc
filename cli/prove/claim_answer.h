// A claim and its proof, whoever asks: the command line or a test file. What is asked about was
// read before; here it is proved, and what the proof relies on is named.
#pragma once

#include <string>
#include <vector>

#include "cli/prove/prove_options.h"
#include "engine/prove/policy_claims.h"

namespace cordon {

/// Of `none`: the holder and what it is under.
struct HolderQuestion {
  prove::Situation situation;
  ApplicablePolicies policies;
  prove::Limits limits;
};

/// Of all other claims: one policy, of `equivalent` two of one type.
struct PolicyQuestion {
  ClaimKind claim = ClaimKind::kDenies;
  std::vector<PolicyPtr> policies;
  prove::Asking asking;
  prove::Window issued;  // of `denies`
};

struct Answered {
  prove::PolicyProof proved;
  std::vector<std::string> relies_on;
  bool other_way = false;  // of `equivalent`: it is the first policy that allows more
};

[[nodiscard]] Answered answer(const HolderQuestion& question);
[[nodiscard]] Answered answer(const PolicyQuestion& question);

/// The situation that a request stands for, with its action and resource free.
[[nodiscard]] prove::Situation situation_of(const Request& request);

/// Whether `not-public` can be asked about policies of that type.
[[nodiscard]] bool has_strangers(PolicyType type);

}  // namespace cordon
