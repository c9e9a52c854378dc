#include "rules/fix/free_sids.h"

#include <fmt/format.h>

namespace cordon::rules {

FreeSids::FreeSids(const PolicyDocument& document) {
  for (const Statement& statement : document.statements) {
    if (statement.sid) taken_.emplace(statement.sid->value);
  }
}

std::string FreeSids::take(std::string_view wanted) {
  std::string name(wanted);
  if (taken_.insert(name).second) return name;
  std::size_t& number = numbers_.try_emplace(name, 2).first->second;
  do {
    name = fmt::format("{}{}", wanted, number++);
  } while (!taken_.insert(name).second);
  return name;
}

}  // namespace cordon::rules
