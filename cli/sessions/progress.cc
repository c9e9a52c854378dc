#include "cli/sessions/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

namespace cordon {
namespace {

constexpr std::uint64_t kBar = 40;
constexpr std::chrono::milliseconds kFirst{500};
constexpr std::chrono::milliseconds kLater{100};

void say(std::string_view text) {
  // Nothing can be done when standard error is closed.
  [[maybe_unused]] const auto put = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

std::string progress_line(std::string_view what, std::uint64_t done, std::uint64_t total) {
  const double part =
      total == 0 ? 1.0 : static_cast<double>(std::min(done, total)) / static_cast<double>(total);
  const auto full = static_cast<std::size_t>(part * static_cast<double>(kBar));
  return fmt::format("{} [{}{}] {:3.0f}%", what, std::string(full, '#'),
                     std::string(kBar - full, '.'), part * 100);
}

Progress::Progress(const Console& console, std::string what)
    : wanted_(!console.quiet && ::isatty(STDERR_FILENO) == 1),
      what_(std::move(what)),
      next_(Clock::now() + kFirst) {}

Progress::~Progress() {
  if (shown_) say("\r\x1b[K");
}

void Progress::start(std::uint64_t total) {
  total_ = total;
  done_ = 0;
}

void Progress::add(std::uint64_t done) {
  done_ += done;
  if (!wanted_ || Clock::now() < next_) return;
  say("\r" + progress_line(what_, done_, total_));
  next_ = Clock::now() + kLater;
  shown_ = true;
}

}  // namespace cordon
