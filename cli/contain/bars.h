// The timeline for a terminal: a bar a credential and a line of ticks, of characters.
#pragma once

#include <cstddef>
#include <string>

#include "cli/contain/axis.h"
#include "cli/contain/formats.h"

namespace cordon {

/// So many columns, and how they may be filled.
struct Canvas {
  const Axis& axis;
  std::size_t width;
  const Painter& paint;
};

/// The marks of the credential's verdicts, blanks before it was issued.
[[nodiscard]] std::string bar(const incident::CredentialReport& credential, const Canvas& canvas);

/// A tick where a step is; ends with the last one.
[[nodiscard]] std::string ticks(const incident::Incident& incident, const Canvas& canvas);

/// What the marks mean.
[[nodiscard]] std::string legend(const Painter& paint);

}  // namespace cordon
