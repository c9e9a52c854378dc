// Texts of small incidents, made of few parts that often meet: two users, three roles that trust
// some of them, a few credentials of the attacker's, and steps of all sorts, useful or not.
#pragma once

#include <string>

#include "tests/support/choices.h"

namespace cordon::support {

/// Known at `kSmallIncidentKnown`; steps are taken from then on, ten minutes apart.
inline constexpr std::string_view kSmallIncidentKnown = "2024-01-01T12:00:00Z";

/// An incident file, in JSON.
[[nodiscard]] std::string small_incident(Choices& choices);

}  // namespace cordon::support
