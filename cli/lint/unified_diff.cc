#include "cli/lint/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace cordon {
namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kContext = 3;
// Beyond so many pairs of lines the part that differs is shown as replaced.
constexpr std::size_t kMostCompared = 4'000'000;

/// A line of the result: ' ' kept, '-' only before, '+' only after.
struct Step {
  char kind = ' ';
  std::string_view line;
};

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t size = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

/// For each pair of places, how many lines the two rests have in common.
class CommonLines {
 public:
  CommonLines(const Lines& before, const Lines& after)
      : width_(after.size() + 1), common_((before.size() + 1) * width_) {
    for (std::size_t i = before.size(); i-- > 0;) {
      for (std::size_t j = after.size(); j-- > 0;) {
        common_[i * width_ + j] =
            before[i] == after[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  [[nodiscard]] std::uint32_t at(std::size_t i, std::size_t j) const {
    return common_[i * width_ + j];
  }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> common_;
};

void add_middle(const Lines& before, const Lines& after, std::vector<Step>& steps) {
  std::size_t i = 0;
  std::size_t j = 0;
  if (before.size() * after.size() <= kMostCompared) {
    const CommonLines common(before, after);
    while (i < before.size() && j < after.size()) {
      if (before[i] == after[j]) {
        steps.push_back({' ', before[i++]});
        ++j;
      } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
        steps.push_back({'-', before[i++]});
      } else {
        steps.push_back({'+', after[j++]});
      }
    }
  }
  for (; i < before.size(); ++i) steps.push_back({'-', before[i]});
  for (; j < after.size(); ++j) steps.push_back({'+', after[j]});
}

std::vector<Step> steps_between(Lines before, Lines after) {
  const auto heads = std::ranges::mismatch(before, after);
  const auto head = static_cast<std::size_t>(heads.in1 - before.begin());
  std::size_t tail = 0;
  while (tail + head < std::min(before.size(), after.size()) &&
         before[before.size() - tail - 1] == after[after.size() - tail - 1]) {
    ++tail;
  }
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({' ', before[i]});
  const auto middle = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                 lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  add_middle(middle(before), middle(after), steps);
  for (std::size_t i = before.size() - tail; i < before.size(); ++i) {
    steps.push_back({' ', before[i]});
  }
  return steps;
}

/// Where the hunk that begins at `first` ends: before a stretch of kept lines that is longer than
/// two contexts.
std::size_t hunk_end(const std::vector<Step>& steps, std::size_t first) {
  std::size_t end = first;
  for (std::size_t i = first; i < steps.size() && i <= end + 2 * kContext; ++i) {
    if (steps[i].kind != ' ') end = i;
  }
  return std::min(end + kContext + 1, steps.size());
}

std::string hunk(const std::vector<Step>& steps, std::size_t begin, std::size_t end) {
  const auto count = [&](std::size_t from, std::size_t to, char other) {
    return std::count_if(steps.begin() + static_cast<std::ptrdiff_t>(from),
                         steps.begin() + static_cast<std::ptrdiff_t>(to),
                         [&](const Step& step) { return step.kind != other; });
  };
  std::string text =
      fmt::format("@@ -{},{} +{},{} @@\n", count(0, begin, '+') + 1, count(begin, end, '+'),
                  count(0, begin, '-') + 1, count(begin, end, '-'));
  for (std::size_t i = begin; i < end; ++i) {
    text += steps[i].kind;
    text += steps[i].line;
    if (!steps[i].line.ends_with('\n')) text += "\n\\ No newline at end of file\n";
  }
  return text;
}

}  // namespace

std::string unified_diff(std::string_view name, std::string_view before, std::string_view after) {
  if (before == after) return "";
  const std::vector<Step> steps = steps_between(lines_of(before), lines_of(after));
  std::string text = fmt::format("--- a/{0}\n+++ b/{0}\n", name);
  std::size_t end = 0;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].kind == ' ' || i < end) continue;
    const std::size_t begin = std::max(end, i - std::min(i, kContext));
    end = hunk_end(steps, i);
    text += hunk(steps, begin, end);
  }
  return text;
}

}  // namespace cordon
