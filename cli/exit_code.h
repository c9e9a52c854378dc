// What the program's exit status says; the same words for every command (cli.md, "Commands").
#pragma once

#include <cstdint>

namespace cordon {

enum class ExitCode : std::uint8_t {
  kYes = 0,        // contained, decided as expected, no findings, holds
  kNo = 1,         // not contained, not as expected, findings, refuted
  kUnusable = 2,   // input or usage that can't be worked with
  kUndecided = 3,  // prove and diff only
};

}  // namespace cordon
