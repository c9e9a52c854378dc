// Claims about all requests of a situation, and their proofs (docs/prove.md). A claim holds, or a
// request breaks it, or it is undecided for reasons that are named: what AWS does is not
// documented, a variable can't be followed, the budget was spent. A request that breaks a claim has
// been evaluated before it is shown.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/decision.h"
#include "engine/prove/decide.h"
#include "engine/prove/situation.h"
#include "engine/request.h"

namespace cordon::prove {

enum class Verdict : std::uint8_t { kHolds, kRefuted, kUndecided };

/// `holds`, `refuted`, `undecided`.
[[nodiscard]] std::string_view to_string(Verdict verdict);

/// A request that breaks a claim, and what evaluate() says of it.
struct Witness {
  Request request;
  Decision decision;               // under the policies of the claim; the newer ones of two
  std::optional<Decision> before;  // under the older ones
};

struct Proof {
  Verdict verdict = Verdict::kUndecided;
  std::optional<Witness> witness;   // of kRefuted
  std::vector<std::string> causes;  // of kUndecided
  /// The witness did not do what the proof says: an error of this program. Then `verdict` is
  /// kUndecided, and this tells what differs.
  std::string mismatch;
  std::uint32_t rounds = 0;    // of proposing and checking
  std::uint64_t steps = 0;     // of searches for values
  bool out_of_budget = false;  // of kUndecided: more might have decided it
};

/// The cause when the policies themselves are the unknown.
inline constexpr std::string_view kNotKnown = "it hangs on a policy that is not known";

/// Several situations: the claim is about all of them.
using Situations = std::span<const Situation>;

/// No request is allowed.
[[nodiscard]] Proof prove_none_allowed(Situations situations, const ApplicablePolicies& policies,
                                       const Limits& limits = {});

/// Every request is denied explicitly, by a policy of `layer`.
[[nodiscard]] Proof prove_denied(Situations situations, const ApplicablePolicies& policies,
                                 Layer layer, const Limits& limits = {});

/// The question of prove_no_new_access for one situation as an SMT-LIB script, which is `unsat`
/// when the claim holds. The error names what can't be written.
[[nodiscard]] std::expected<std::string, std::string> no_new_access_as_smt_lib(
    const Situation& situation, const ApplicablePolicies& before, const ApplicablePolicies& after);

/// Whatever `after` allows, `before` allows, too.
[[nodiscard]] Proof prove_no_new_access(Situations situations, const ApplicablePolicies& before,
                                        const ApplicablePolicies& after, const Limits& limits = {});

}  // namespace cordon::prove
