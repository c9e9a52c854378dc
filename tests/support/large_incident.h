// Incidents of any size, made up from a few numbers: an account with users, groups, roles and
// managed policies in an organization, credentials minted from one another, and steps that change
// all of these. The same numbers give the same text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/incident/incident.h"

namespace cordon::support {

struct IncidentSize {
  std::size_t principals = 10;  // half of them users, half roles
  std::size_t credentials = 100;
  std::size_t events = 5;
  std::uint32_t seed = 1;
  /// Steps that touch everybody (SCPs, trust and bucket policies) are one in so many.
  std::size_t wide_step_one_in = 8;
};

/// The text of an incident file (JSON).
[[nodiscard]] std::string large_incident(const IncidentSize& size);

/// Read; it names no file.
[[nodiscard]] incident::IncidentResult read_incident_text(std::string text);

}  // namespace cordon::support
