// Reporters of the main job: the report of an incident as text for a terminal and as JSON
// (containment.md "What the report shows", "The JSON report"). They only write; nothing is decided
// here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "engine/incident/verdict/report.h"

namespace cordon {

/// For people: verdict first, then the timeline, the steps, the probes and the ways out. 80
/// columns.
[[nodiscard]] std::string incident_text(const incident::Incident& incident,
                                        const incident::Report& report, const Painter& paint,
                                        std::optional<Instant> at = std::nullopt);

/// `cordon.incident.v1`, two blanks of indentation, a line end at the end.
[[nodiscard]] std::string incident_json(const incident::Incident& incident,
                                        const incident::Report& report,
                                        const std::vector<incident::Input>& inputs);

/// The assumptions as they are named in incident files, with their values.
struct NamedAssumption {
  std::string name;
  std::string value;
  std::string meaning;
};
[[nodiscard]] std::vector<NamedAssumption> named_assumptions(
    const incident::Assumptions& assumptions);

/// Lower-case hexadecimal SHA-256.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace cordon
