// The timeline as a picture to stand inside of an HTML page: a bar a credential, a tick a step.
// What a stretch is told by its colour, by its pattern, and in words; the page's style sheet has
// the colours (classes `live`, `unknown`, `residual`, `denied`, `dead`).
#pragma once

#include <string>

#include "cli/contain/formats.h"

namespace cordon {

/// So many bars are drawn; of more credentials, those that stay open come first.
inline constexpr std::size_t kMostBars = 200;

[[nodiscard]] std::string timeline_svg(const JudgedIncident& judged);

}  // namespace cordon
