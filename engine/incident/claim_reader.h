// One element of an incident file's `claims`. Whether the credential that it names is there is not
// looked at.
#pragma once

#include <cstddef>
#include <optional>

#include "engine/incident/incident.h"

namespace cordon::incident {

/// `number` is the name of a claim without one. No value when nothing can be asked; that and all
/// else that is wrong is reported.
[[nodiscard]] std::optional<Claim> read_claim(JsonValue value, std::size_t number,
                                              Diagnostics& diagnostics);

}  // namespace cordon::incident
