#include "cli/contain/bars.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "cli/contain/wording.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

// By verdict. The blocks are the darker the more gets through.
constexpr std::array<std::string_view, 5> kBlocks{"·", "░", "▒", "█", "?"};
constexpr std::array<std::string_view, 5> kAscii{".", "-", "=", "#", "?"};

std::string_view mark(Verdict verdict, const Painter& paint) {
  const auto& marks = paint.charset() == Charset::kAscii ? kAscii : kBlocks;
  return marks[static_cast<std::size_t>(verdict)];
}

std::size_t column_of(Instant at, const Canvas& canvas) {
  const double column = canvas.axis.part_of(at) * static_cast<double>(canvas.width);
  return std::min(static_cast<std::size_t>(column), canvas.width - 1);
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

std::string bar(const CredentialReport& credential, const Canvas& canvas) {
  std::vector<std::optional<Verdict>> cells(canvas.width);
  for (const Stretch& stretch : credential.timeline) {
    if (stretch.from > canvas.axis.end) break;
    const auto from = static_cast<std::ptrdiff_t>(column_of(stretch.from, canvas));
    std::fill(cells.begin() + from, cells.end(), stretch.what.verdict);
  }
  std::string out;
  for (auto run = cells.begin(); run != cells.end();) {
    const auto end = std::find_if(run, cells.end(), [&](const auto& cell) { return cell != *run; });
    const auto length = static_cast<std::size_t>(end - run);
    out += *run ? canvas.paint(ink_of(**run), repeated(mark(**run, canvas.paint), length))
                : std::string(length, ' ');
    run = end;
  }
  return out;
}

std::string ticks(const Incident& incident, const Canvas& canvas) {
  std::vector<bool> ticked(canvas.width);
  std::size_t width = 0;
  for (const Event& event : incident.events) {
    const std::size_t column = column_of(event.at, canvas);
    ticked[column] = true;
    width = std::max(width, column + 1);
  }
  const std::string_view tick = canvas.paint.charset() == Charset::kAscii ? "^" : "▲";
  std::string out;
  for (std::size_t column = 0; column < width; ++column) out += ticked[column] ? tick : " ";
  return out;
}

std::string legend(const Painter& paint) {
  std::string out;
  for (const Verdict verdict :
       {Verdict::kLive, Verdict::kResidual, Verdict::kDenied, Verdict::kDead, Verdict::kUnknown}) {
    out +=
        fmt::format("{}{} {}", out.empty() ? "" : "  ", mark(verdict, paint), to_string(verdict));
  }
  return out;
}

}  // namespace cordon
