#include "cli/gitignore.h"

#include <algorithm>
#include <ranges>

#include "grammar/utf8.h"

namespace cordon {
namespace {

/// Blanks at the end count only behind a backslash.
std::string_view without_trailing_blanks(std::string_view line) {
  std::size_t end = 0;  // behind the last character that counts
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at] == '\\') {
      end = std::min(++at + 1, line.size());
    } else if (line[at] != ' ') {
      end = at + 1;
    }
  }
  return line.substr(0, end);
}

}  // namespace

Gitignore::Gitignore(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with('#')) continue;
    line = without_trailing_blanks(line);
    const bool keeps = line.starts_with('!');
    if (keeps) line.remove_prefix(1);
    // No path of git's begins like that.
    if (line.starts_with("./")) continue;
    if (!line.empty()) lines_.push_back({.pattern = PathPattern(line), .keeps = keeps});
  }
}

Gitignore::Says Gitignore::about(std::string_view path, PathPattern::Entry entry) const {
  for (const Line& line : std::views::reverse(lines_)) {
    if (line.pattern.matches_entry(path, entry)) return line.keeps ? Says::kKeep : Says::kIgnore;
  }
  return Says::kNothing;
}

}  // namespace cordon
