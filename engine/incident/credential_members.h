// Members of a credential of an incident file that are more than a text or a time: from when to
// when it lives, its session tags. What they mean together with its parents is
// credential_reader.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/incident/incident.h"
#include "grammar/object_reader.h"

namespace cordon::incident {

/// A duration that can be added to any time; a longer one is reported and cut.
[[nodiscard]] std::optional<std::int64_t> bounded_duration(ObjectReader& object,
                                                           std::string_view name);

/// `issuedAt`, `expiresAt`, `duration`, `mfaAt`, `setAt`; `credential` has the expiry of pasted
/// output already, if there was one.
void read_times(ObjectReader& object, HeldCredential& credential);

/// `sessionTags`.
[[nodiscard]] Tags read_session_tags(ObjectReader& object, Diagnostics& diagnostics);

}  // namespace cordon::incident
