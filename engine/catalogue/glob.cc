#include "engine/catalogue/glob.h"

#include <cstddef>

#include "engine/catalogue/name_order.h"
#include "engine/catalogue/records.h"

namespace cordon::catalogue {
namespace {

bool same_letter(char pattern, char letter) {
  return pattern == '?' || folded(pattern) == folded(letter);
}

// When a letter does not fit, the latest run takes one letter more and all is tried from there.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t at = 0;
  std::size_t run = std::string_view::npos;  // behind the latest `*`
  std::size_t taken = 0;                     // where the text goes on behind what that one took
  for (std::size_t i = 0; i < text.size();) {
    if (at < pattern.size() && pattern[at] == '*') {
      run = ++at;
      taken = i;
    } else if (at < pattern.size() && same_letter(pattern[at], text[i])) {
      ++at;
      ++i;
    } else if (run != std::string_view::npos) {
      at = run;
      i = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == std::string_view::npos;
}

}  // namespace

bool action_glob_matches(std::string_view pattern, std::string_view action) {
  if (pattern.empty()) return false;
  if (pattern.find_first_not_of('*') == std::string_view::npos) return true;
  const std::string_view service = take_part(pattern, ':');
  const std::string_view prefix = take_part(action, ':');
  return glob_matches(service, prefix) && glob_matches(pattern, action);
}

}  // namespace cordon::catalogue
