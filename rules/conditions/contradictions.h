// Conditions of a statement that no request meets together, found by proof
// (engine/prove/statement_claims.h): several that leave a key no value, times that can't be, a key
// that has to be a variable's value and not to be it. Pairs of which that can be seen value by
// value are condition_containment.h's.
#pragma once

#include <cstddef>
#include <vector>

#include "rules/rule.h"
#include "rules/subject.h"

namespace cordon::rules {

/// Two or more, by number, none of which can be left out; empty: none were found. `subject` has to
/// be compiled. A proof beyond its budget is said to be.
[[nodiscard]] std::vector<std::size_t> contradiction(const Subject& subject, std::size_t statement,
                                                     Found& found);

}  // namespace cordon::rules
