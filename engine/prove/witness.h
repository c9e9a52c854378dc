// From the values that break a claim to a request that a person can read: a real action, an ARN of
// a type that the action works on, values from the policies' own words. Only what the proof needs
// is chosen; the rest is left out of the request.
#pragma once

#include <cstdint>

#include "engine/prove/atoms.h"
#include "engine/prove/decide.h"
#include "engine/prove/situation.h"
#include "engine/request.h"

namespace cordon::prove {

/// Whether the resource has to be what was found, or may be one that people know better: then the
/// request may turn out not to break the claim, and is to be tried.
enum class Resources : std::uint8_t { kAsFound, kFamiliar };

[[nodiscard]] Request make_request(const Situation& situation, const Atoms& atoms,
                                   const Satisfaction& found, Resources resources);

}  // namespace cordon::prove
