// Statements that another statement of the same document covers: proved entry by entry
// (engine/statement_containment.h), never guessed. Long documents are searched within a bound: a
// statement that repeats another word for word is always found, beyond the bound nothing else is.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/compile.h"

namespace cordon::rules {

struct CoveredStatement {
  std::size_t outer = 0;
  std::size_t inner = 0;
};

/// For each statement of effect `inner` one of effect `outer` that covers it, if there is one, in
/// the order of the inner ones. Of two that cover each other the first stays.
[[nodiscard]] std::vector<CoveredStatement> covered_statements(const CompiledPolicy& policy,
                                                               Effect outer, Effect inner);

}  // namespace cordon::rules
