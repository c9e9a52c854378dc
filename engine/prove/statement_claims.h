// Claims about single statements: whether others of the same policy speak of all that one speaks
// of, and whether conditions can be met together. Asked of every request, whoever sends it: what
// follows from the caller, its credential and the connection is as free as everything else, so that
// a claim that holds does so for callers of whom the prover knows nothing, too. Which keys have one
// value and which a list is AWS's list. Whom statements name and what they do to a request is not
// looked at.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "engine/compile.h"
#include "engine/prove/claim.h"
#include "engine/request.h"
#include "engine/truth.h"

namespace cordon::prove {

/// `proof.witness` is never set: there is no decision, only a request.
struct StatementProof {
  Proof proof;
  std::optional<Request> witness;  // of kRefuted
};

/// Every request that statement `inner` of the policy speaks of, one of `outer` speaks of, too.
/// Without any `outer`: `inner` speaks of no request.
[[nodiscard]] StatementProof prove_covered(const CompiledPolicy& policy, std::size_t inner,
                                           std::span<const std::size_t> outer,
                                           const Limits& limits);

/// No request meets all of these conditions of a statement.
[[nodiscard]] StatementProof prove_never_met(const CompiledStatement& statement,
                                             std::span<const std::size_t> conditions,
                                             const Limits& limits);

/// Whether a statement's action, resource and conditions match a request.
[[nodiscard]] Truth speaks_of(const CompiledPolicy& policy, std::size_t statement,
                              const Request& request);

}  // namespace cordon::prove
