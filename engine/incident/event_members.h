// What events and the rest of an incident say of each other: who made a call, and which keys were
// made before the snapshot. What an event changes is event.h's business.
#pragma once

#include "engine/incident/incident.h"
#include "grammar/diagnostic.h"

namespace cordon::incident {

/// To be called when all is read. Adds keys that events before the snapshot made to users whose
/// keys the snapshot does not tell. Errors: a call by a credential that is not in the file.
void complete_events(Incident& incident, Diagnostics& diagnostics);

}  // namespace cordon::incident
