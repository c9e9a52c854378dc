#include "tests/support/golden.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <ranges>
#include <vector>

#include "tests/support/file.h"

namespace cordon::support {

namespace {

constexpr std::string_view kNoNewline = "\\ no newline at end of file";

// One line of an edit script: ' ' kept, '-' only in the old text, '+' only in the new one.
struct Edit {
  char kind;
  std::string_view line;
};

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  const std::string_view text = value == nullptr ? "" : value;
  return !text.empty() && text != "0" && text != "false";
}

// The lines of `text`, with a mark as the last one when the final newline is missing: otherwise two
// texts that differ only there would show no difference.
std::vector<std::string_view> marked_lines(std::string_view text) {
  std::vector<std::string_view> lines = split_lines(text);
  if (!text.empty() && !text.ends_with('\n')) lines.push_back(kNoNewline);
  return lines;
}

using Lines = std::vector<std::string_view>;

// Edits for the part between the common head and tail: all old lines, then all new ones. Good
// enough to read a failing test by, and linear in the size of the texts.
std::vector<Edit> edits_between(const Lines& old_lines, const Lines& new_lines) {
  const auto [old_head, new_head] = std::ranges::mismatch(old_lines, new_lines);
  const auto head = std::distance(old_lines.begin(), old_head);
  const auto shorter = std::min(std::ssize(old_lines), std::ssize(new_lines));
  std::ptrdiff_t tail = 0;
  while (tail < shorter - head && *(old_lines.end() - tail - 1) == *(new_lines.end() - tail - 1)) {
    ++tail;
  }
  std::vector<Edit> edits;
  for (auto it = old_lines.begin(); it != old_head; ++it) edits.push_back({' ', *it});
  for (auto it = old_head; it != old_lines.end() - tail; ++it) edits.push_back({'-', *it});
  for (auto it = new_head; it != new_lines.end() - tail; ++it) edits.push_back({'+', *it});
  for (auto it = old_lines.end() - tail; it != old_lines.end(); ++it) edits.push_back({' ', *it});
  return edits;
}

}  // namespace

std::expected<bool, std::string> updating_golden() {
  const bool update = is_set("CORDON_UPDATE_GOLDEN");
  if (update && is_set("CI")) {
    return std::unexpected(
        "CORDON_UPDATE_GOLDEN is refused when CI is set: rewrite golden files "
        "on a developer's machine and read their diff");
  }
  return update;
}

std::string unified_diff(std::string_view expected, std::string_view actual) {
  constexpr std::ptrdiff_t kContext = 3;
  if (expected == actual) return "";
  const std::vector<Edit> edits = edits_between(marked_lines(expected), marked_lines(actual));
  const auto is_change = [](const Edit& edit) { return edit.kind != ' '; };
  const auto first = std::ranges::find_if(edits, is_change);
  const auto last = std::ranges::find_if(edits | std::views::reverse, is_change).base();
  const auto from = first - std::min(kContext, first - edits.begin());
  const auto to = last + std::min(kContext, edits.end() - last);
  std::string out = fmt::format("@@ from line {} @@\n", from - edits.begin() + 1);
  for (auto it = from; it != to; ++it) out += fmt::format("{}{}\n", it->kind, it->line);
  return out;
}

std::string golden_difference(std::string_view path, std::string_view actual) {
  const std::expected<bool, std::string> update = updating_golden();
  if (!update) return update.error();
  const std::expected<std::string, std::string> expected = read_file(path);
  if (expected && *expected == actual) return "";
  if (*update) {
    return write_file(path, actual) ? "" : fmt::format("can't write `{}`", path);
  }
  if (!expected) {
    return fmt::format("{}; CORDON_UPDATE_GOLDEN=1 scripts/test.sh writes it:\n{}",
                       expected.error(), unified_diff("", actual));
  }
  return fmt::format("--- {}\n+++ what the program makes now\n{}", path,
                     unified_diff(*expected, actual));
}

}  // namespace cordon::support
