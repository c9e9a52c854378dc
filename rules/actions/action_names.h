// What the entries of Action and NotAction name, held against the catalogue: known, unknown, or
// gone. Four rules report the kinds; an entry is of one kind only. Entries that are no action at
// all (no colon, a wildcard in the service) are for the rules of syntax.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "rules/subject.h"

namespace cordon::rules {

enum class ActionKind : std::uint8_t {
  kNone,            // `*`, or not of the form that has a meaning here
  kKnown,           // an action, or a pattern that matches some
  kGone,            // of a service that AWS has withdrawn, or named by AWS and not in its reference
  kUnknownService,  // no service has the prefix
  kUnknownAction,   // the service has no such action
  kEmptyPattern,    // no action of the service matches the pattern
};

[[nodiscard]] ActionKind kind_of_action(std::string_view entry);

/// The entries of one kind, for a rule that goes through a document. Looking for what a pattern
/// matches is the expensive part: a pattern is looked up once, and of a document not more than so
/// many, the rest of which are taken for another kind.
class ActionsOfKind {
 public:
  explicit ActionsOfKind(ActionKind kind) : kind_(kind) {}
  [[nodiscard]] bool contains(std::string_view entry);

 private:
  static constexpr std::size_t kMostPatterns = 10'000;

  ActionKind kind_;
  std::unordered_map<std::string_view, bool> patterns_;  // asked before
};

/// The action, pattern or service that may have been meant, as a sentence; empty: no idea.
[[nodiscard]] std::string action_suggestion(std::string_view entry);

/// Every entry of every Action and NotAction.
template <class Visit>
void each_action(const Subject& subject, Visit visit) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.action) continue;
    for (const PolicyText& entry : statement.action->entries) visit(entry);
  }
}

}  // namespace cordon::rules
