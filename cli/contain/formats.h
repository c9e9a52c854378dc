// How a judged incident is written: one function a format, in one table. A format only shows;
// nothing is decided here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/output.h"
#include "engine/incident/report.h"

namespace cordon {

/// What a format is given. The parts must outlive it.
struct JudgedIncident {
  const incident::Incident& incident;
  const incident::Report& report;
  const std::vector<incident::Input>& inputs;
  Instant at;  // the instant whose verdicts stand on top
};

using WriteIncident = std::string(const JudgedIncident& judged, const Painter& paint);

struct IncidentFormat {
  std::string_view name;
  WriteIncident* write;
};

/// The first one is the default.
[[nodiscard]] std::span<const IncidentFormat> incident_formats();

/// For people: verdict first, then the timeline, the steps, the probes and the ways out. 80
/// columns.
WriteIncident incident_text;

/// `cordon.incident.v1`, two blanks of indentation, a line end at the end.
WriteIncident incident_json;

/// For a ticket, in Markdown.
WriteIncident incident_markdown;

/// One page with the timeline as a picture; nothing in it comes from elsewhere.
WriteIncident incident_html;

/// SARIF 2.1.0.
WriteIncident incident_sarif;

}  // namespace cordon
