// From the values that break a claim to a request that a person can read: a real action, an ARN of
// a type that the action works on, values from the policies' own words. Only what the proof needs
// is chosen; the rest is left out of the request.
#pragma once

#include <span>

#include "engine/prove/atoms.h"
#include "engine/prove/decide.h"
#include "engine/prove/situation.h"
#include "engine/request.h"

namespace cordon::prove {

[[nodiscard]] Request make_request(const Situation& situation, const Atoms& atoms,
                                   const Satisfaction& found);

}  // namespace cordon::prove
