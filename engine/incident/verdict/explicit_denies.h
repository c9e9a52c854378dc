// Whether what a credential has is denied explicitly, by policies of its own side, so that nothing
// anybody allows later opens it again. A verdict of denied says less: it may stand for want of an
// Allow. Policies of resources and RCPs do not count, since which resources they reach is not
// known.
#pragma once

#include "engine/incident/verdict/proof.h"

namespace cordon::incident {

/// Any call, but for what is tolerated, that none of its policies denies. Of kTrue, the witness is
/// a call that is left alone, whether or not something allows it.
[[nodiscard]] Permission may_escape_denies(const Question& question);

}  // namespace cordon::incident
