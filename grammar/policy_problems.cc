#include "grammar/policy_problems.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "grammar/text.h"

namespace cordon {
namespace {

constexpr std::size_t kMostKept = 100;

}  // namespace

bool PolicyProblems::full(Problem problem) const {
  return kept_.size() >= kMostKept && kinds_[static_cast<std::size_t>(problem)];
}

void PolicyProblems::hide(Severity severity) {
  ++hidden_;
  hidden_errors_ = hidden_errors_ || severity == Severity::kError;
}

void PolicyProblems::add(Diagnostic diagnostic) {
  if (full(diagnostic.problem)) return hide(diagnostic.severity);
  kinds_.set(static_cast<std::size_t>(diagnostic.problem));
  diagnostic.source = root_.source();
  kept_.push_back(std::move(diagnostic));
}

void PolicyProblems::error(Problem problem, Span span, std::string message, std::string help) {
  add({.severity = Severity::kError,
       .span = span,
       .message = std::move(message),
       .help = std::move(help),
       .problem = problem});
}

void PolicyProblems::warning(Problem problem, Span span, std::string message, std::string help) {
  add({.severity = Severity::kWarning,
       .span = span,
       .message = std::move(message),
       .help = std::move(help),
       .problem = problem});
}

void PolicyProblems::wrong_type(JsonValue found, std::string_view name, std::string_view wanted,
                                std::string help, Problem problem) {
  if (found.is(JsonKind::kNull)) help = "a policy can't have null: remove it";
  error(problem, found.span(),
        fmt::format("{} must be {}, found {}", backticked(name), wanted, describe(found.kind())),
        std::move(help));
}

void PolicyProblems::unknown(Problem problem, JsonValue name, std::string_view what,
                             std::span<const std::string_view> known) {
  if (full(problem)) return hide(Severity::kError);
  const auto meant = nearest(name.text(), known);
  error(problem, name.span(), fmt::format("unknown {} {}", what, backticked(name.text())),
        meant ? fmt::format("did you mean `{}`?", *meant) : "");
}

void PolicyProblems::duplicate(Problem problem, JsonValue first, JsonValue second,
                               std::string_view what) {
  // The first one's column takes time in its line's length: not for more than can be shown.
  if (full(problem)) return hide(Severity::kError);
  const Position position = first.source()->position(first.span().begin);
  const std::string other_case =
      first.text() == second.text()
          ? ""
          : fmt::format(": {} is the same, case does not count", backticked(first.text()));
  error(problem, second.span(),
        fmt::format("duplicate {} {}{}", what, backticked(second.text()), other_case),
        fmt::format("first written at {}:{}", position.line, position.column));
}

Diagnostics PolicyProblems::take() {
  sort_diagnostics(kept_);
  if (hidden_ > 0) {
    kept_.push_back({.severity = hidden_errors_ ? Severity::kError : Severity::kWarning,
                     .source = root_.source(),
                     .span = start_of(root_),
                     .message = fmt::format("{} more problems in this policy", hidden_),
                     .help = {}});
  }
  return std::move(kept_);
}

Span start_of(JsonValue value) {
  // A null that YAML does not write has no bytes at all.
  return {.begin = value.span().begin, .end = std::min(value.span().begin + 1, value.span().end)};
}

}  // namespace cordon
