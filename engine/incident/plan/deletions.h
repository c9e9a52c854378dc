// Deleting what the attacker made: credentials that are neither keys nor passwords, and users and
// roles, with all that AWS wants removed before. Only what an event by a credential of the incident
// made is taken for the attacker's.
#pragma once

#include "engine/incident/plan/climb.h"
#include "engine/incident/report.h"
#include "engine/incident/world/account.h"

namespace cordon::incident {

/// For an SSH key, a signing certificate or a service-specific credential that a door is about.
void delete_service_key(Climb& climb, const Door& door, const Account& account, const User& user);

void delete_made_user(Climb& climb, const Incident& incident, const Account& account,
                      const User& user);
void delete_made_role(Climb& climb, const Incident& incident, const Account& account,
                      const Role& role);

/// The calls that take a role out of all instance profiles.
[[nodiscard]] std::vector<PlannedCall> profile_removals(const Account& account, const Role& role);

}  // namespace cordon::incident
