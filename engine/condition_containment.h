// Conditions held against each other: does one follow from the other, can both be met by one
// request. The answers are about all requests. True is certain; unknown is what can't be told value
// by value, also where a proof would take several values together. Not about requests:
// evaluate_condition() is.
#pragma once

#include <vector>

#include "engine/condition.h"
#include "engine/truth.h"

namespace cordon {

/// Whether every request that meets `stronger` meets `weaker`, too. True or unknown.
[[nodiscard]] Truth implies(const CompiledCondition& stronger, const CompiledCondition& weaker);

/// The same for the conditions of a statement, which have to be met together.
[[nodiscard]] Truth implies(const std::vector<CompiledCondition>& stronger,
                            const std::vector<CompiledCondition>& weaker);

/// Whether no request meets both. True or unknown.
[[nodiscard]] Truth exclude_each_other(const CompiledCondition& a, const CompiledCondition& b);

/// Whether a request without the key meets the condition.
[[nodiscard]] Truth met_without_key(const CompiledCondition& condition);

}  // namespace cordon
