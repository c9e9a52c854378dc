// Which credentials that are closed some day could make a change before that outlasts them, and
// which that are open could take a containment step back.
#pragma once

#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {

/// Asked only when every credential is closed some day: else nothing hangs on it. Of each
/// credential that is open at some time after `known_until`, the first certain change after the
/// last event, else the first that may be possible; no more once one is certain.
[[nodiscard]] std::vector<LastingChange> lasting_changes(
    const std::vector<CredentialReport>& credentials, const std::vector<CredentialReport>& reached,
    Verdicts& verdicts);

/// For each event the first few credentials, in the order given, that may take it back after the
/// last event.
[[nodiscard]] std::vector<UndoReport> undone_by(const std::vector<CredentialReport>& credentials,
                                                const std::vector<CredentialReport>& reached,
                                                Verdicts& verdicts);

}  // namespace cordon::incident
