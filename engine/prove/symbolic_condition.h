// One condition for all requests of a situation (semantics.md 3.3 to 3.7): presence, set
// qualifiers, negation and variables as expressions. What it says when the key is absent, and what
// a value is read as, are condition.h's and value_sets.h's.
#pragma once

#include "engine/compile.h"
#include "engine/prove/expression.h"
#include "engine/prove/reading.h"

namespace cordon::prove {

[[nodiscard]] Symbolic read_condition(const Reading& reading, const CompiledCondition& condition,
                                      Effect effect);

}  // namespace cordon::prove
