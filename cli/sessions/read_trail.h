// Reads log files for the tree of sessions, as often as it takes: bytes to records, records to
// evidence. What is wrong with a file is told, and the others are read.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cli/output.h"
#include "engine/incident/trail/gather.h"

namespace cordon {

struct TrailReading {
  std::vector<std::string> files;     // by the number that evidence has for them
  std::vector<Error> errors;          // the rest was read
  std::vector<std::string> warnings;  // files without a record
  std::uint32_t passes = 0;
};

/// Until nothing new turns up. `-` is standard input.
[[nodiscard]] TrailReading read_trail(std::vector<std::string> files, incident::Gather& gather,
                                      const Console& console);

}  // namespace cordon
