#include "rules/coverage/samples.h"

#include <algorithm>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

// The shortest text that the wildcards leave room for.
std::string filled(std::string text) {
  std::erase(text, '*');
  std::ranges::replace(text, '?', 'z');
  return text;
}

bool is_everything(std::string_view entry) {
  return entry.find_first_not_of('*') == std::string_view::npos;
}

}  // namespace

std::string sample_action(std::string_view entry) {
  return is_everything(entry) ? "z:z" : filled(ascii_lower(entry));
}

std::string sample_resource(std::string_view entry) {
  return is_everything(entry) ? "*" : filled(std::string(entry));
}

}  // namespace cordon::rules
