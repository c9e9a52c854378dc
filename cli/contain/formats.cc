#include "cli/contain/formats.h"

#include <array>

namespace cordon {
namespace {

constexpr std::array kFormats{
    IncidentFormat{"human", incident_text},        IncidentFormat{"json", incident_json},
    IncidentFormat{"markdown", incident_markdown}, IncidentFormat{"html", incident_html},
    IncidentFormat{"sarif", incident_sarif},
};

}  // namespace

std::span<const IncidentFormat> incident_formats() { return kFormats; }

}  // namespace cordon
