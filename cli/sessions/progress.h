// A bar on the terminal for work that takes longer than half a second. Nothing is shown when
// standard error is no terminal or the user wants quiet, and nothing is left of it afterwards.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/output.h"

namespace cordon {

/// The bar as it stands there, at most 80 columns wide and without a line end.
[[nodiscard]] std::string progress_line(std::string_view what, std::uint64_t done,
                                        std::uint64_t total);

class Progress {
 public:
  Progress(const Console& console, std::string what);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  /// Starts anew, for so many units of work.
  void start(std::uint64_t total);
  void add(std::uint64_t done);

 private:
  using Clock = std::chrono::steady_clock;

  bool wanted_;
  std::string what_;
  std::uint64_t total_ = 0;
  std::uint64_t done_ = 0;
  Clock::time_point next_;
  bool shown_ = false;
};

}  // namespace cordon
