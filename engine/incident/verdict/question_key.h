// A text that is the same for two questions that have the same answer: all that the policies look
// at, and nothing that they do not.
#pragma once

#include <string>

#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/sensitivity.h"

namespace cordon::incident {

/// `session` is what the credential's session policies look at. The surroundings are meant by their
/// address, and so are policies: both have to outlive the key.
[[nodiscard]] std::string question_key(const Question& question, const Sensitivity& session);

/// The stretch around `at` in which nothing that these policies look at turns.
[[nodiscard]] ClockStretch clock_stretch(const Standing& standing, const Surroundings& surroundings,
                                         const Sensitivity& session, Instant at);

}  // namespace cordon::incident
