// All rules, in the order of their ids, and how users name them. Not a place for logic about any
// one of them.
#pragma once

#include <compare>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostic.h"
#include "rules/rule.h"

namespace cordon::rules {

[[nodiscard]] std::span<const Rule* const> all_rules();

/// By id or name; null when there is none.
[[nodiscard]] const Rule* find_rule(std::string_view id_or_name);

/// What a word of --select stands for: an id or name, a family or the start of ids (`SEC`,
/// `SEC01`), an AWS issue code with or without `aws:`, a parliament issue with `parliament:`, or
/// `all`. Empty: nothing is called that.
[[nodiscard]] std::vector<const Rule*> rules_named(std::string_view word);

/// That no rule is called so, with the nearest that is.
[[nodiscard]] Error no_such_rule(std::string_view word);

struct Selection {
  std::vector<std::string> select;         // instead of the profiles
  std::vector<std::string> extend_select;  // beside them
  std::vector<std::string> ignore;
  bool pedantic = false;
  bool audit = false;

  friend auto operator<=>(const Selection&, const Selection&) = default;
};

/// The rules of a run, in the registry's order. Error: a word that names no rule, with the nearest
/// that does.
[[nodiscard]] std::expected<std::vector<const Rule*>, Error> selected_rules(
    const Selection& selection);

}  // namespace cordon::rules
