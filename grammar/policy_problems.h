// What read_policy found to be wrong in one document: all of it is counted, the first hundred and
// the first of each kind are kept with their words, so that a hostile text costs no more than its
// length. For the policy reader, not for other folders.
#pragma once

#include <bitset>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon {

class PolicyProblems {
 public:
  explicit PolicyProblems(JsonValue root) : root_(root) {}

  void error(Problem problem, Span span, std::string message, std::string help = {});
  void warning(Problem problem, Span span, std::string message, std::string help = {});
  /// "`name` must be …, found an array"; null has a help of its own.
  void wrong_type(JsonValue found, std::string_view name, std::string_view wanted,
                  std::string help = {}, Problem problem = Problem::kDataType);
  /// "unknown element `action`", with the nearest of the known names.
  void unknown(Problem problem, JsonValue name, std::string_view what,
               std::span<const std::string_view> known);
  /// "duplicate element `Action`", with the place of the first. The two may differ by case.
  void duplicate(Problem problem, JsonValue first, JsonValue second, std::string_view what);

  /// In the order of the text; the last one says how many more there were.
  [[nodiscard]] Diagnostics take();

 private:
  void add(Diagnostic diagnostic);
  /// Whether one more of that kind can only be counted.
  [[nodiscard]] bool full(Problem problem) const;
  void hide(Severity severity);

  JsonValue root_;
  Diagnostics kept_;
  std::bitset<kProblems> kinds_;
  std::size_t hidden_ = 0;
  bool hidden_errors_ = false;
};

/// The bracket or first letter of a value: where something is missing in it.
[[nodiscard]] Span start_of(JsonValue value);

}  // namespace cordon
