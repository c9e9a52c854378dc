// A question as an SMT-LIB 2 script, for a second opinion of another solver: `unsat` where no
// request makes the expression true. The atoms are written out in the theories of strings, reals
// and integers, so that nothing of the search is shared; what the atoms are is.
#pragma once

#include <expected>
#include <string>

#include "engine/prove/atoms.h"
#include "engine/prove/expression.h"

namespace cordon::prove {

/// The error names what can't be written: a link with wildcards around its variable, a key that is
/// compared as a text and as a number. `?` counts characters there and UTF-16 units here, which
/// differs beyond U+FFFF.
[[nodiscard]] std::expected<std::string, std::string> to_smt_lib(const ExpressionPool& pool,
                                                                 const Atoms& atoms,
                                                                 Expression expression);

}  // namespace cordon::prove
