#include "grammar/pattern_units.h"

#include <string>

namespace cordon {
namespace {

void append_units(std::vector<Unit>& units, std::string_view text) {
  all_units(text, [&](Unit unit) {
    units.push_back(unit);
    return true;
  });
}

}  // namespace

std::vector<Unit> text_units(std::string_view text) {
  std::vector<Unit> units;
  append_units(units, text);
  return units;
}

std::vector<Unit> pattern_units(std::span<const Pattern::Token> tokens) {
  std::vector<Unit> units;
  std::string literal;
  for (const Pattern::Token token : tokens) {
    if (token < Pattern::kAnyOne) {
      literal.push_back(static_cast<char>(token));
      continue;
    }
    append_units(units, literal);
    literal.clear();
    units.push_back(kFirstWildcardUnit + token);
  }
  append_units(units, literal);
  return units;
}

}  // namespace cordon
