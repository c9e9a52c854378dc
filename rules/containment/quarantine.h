// Documents that are put beside a principal's policies to hold it: they only deny, on no condition,
// what an intruder lives on. Which those are, and what they leave open. AWS's own quarantine is one
// that is known by its list.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/containment/intruder.h"
#include "rules/subject.h"

namespace cordon::rules {

/// The statement that makes an identity policy a quarantine: the document only denies, and this
/// Deny is unconditional, on everything, and shuts all actions, or is named for it, or shuts
/// actions of several services, ways to new credentials or to other policies among them. A Deny of
/// a few actions is a guard rail.
[[nodiscard]] std::optional<std::size_t> quarantine_statement(const Subject& subject);

/// AWSCompromisedKeyQuarantine, V2 or V3, or a copy: the list has every action of the first one.
[[nodiscard]] bool is_aws_quarantine(const Statement& statement);

/// Those of the actions that get through, on their usual resources, for somebody whom the
/// intruder's statement stops.
[[nodiscard]] std::vector<std::string_view> open_actions(const Intruder& intruder,
                                                         std::span<const std::string_view> actions);
/// The same on any resource, by proof.
[[nodiscard]] std::vector<std::string_view> open_anywhere(const Intruder& intruder,
                                                          std::span<const std::string_view> actions,
                                                          Found& found);

/// "`a`, `b` and 3 more", of which `shown` are named.
[[nodiscard]] std::string listed(std::span<const std::string_view> names, std::size_t shown);

/// Calls `look(subject, statement, intruder)` for each quarantine of a principal that lists its
/// actions and is not AWS's own. A NotAction has CTN020, AWS's own has CTN045.
template <class Look>
void for_each_quarantine(const Principal& principal, Found& found, Look look) {
  for (const Subject* subject : principal.documents) {
    const auto index = quarantine_statement(*subject);
    if (!index) continue;
    const Statement& statement = subject->statements()[*index];
    if (statement.action->negated || is_aws_quarantine(statement)) continue;
    if (!found.may_try(*subject)) return;
    look(*subject, statement, Intruder(*subject, *index, principal.documents));
  }
}

/// Calls that a quarantine should shut, and how to say that it does not.
struct CallsToShut {
  std::span<const std::string_view> actions;
  std::string_view they_can;  // `open sessions`
  std::string_view help;
  std::size_t shown = 3;  // how many open ones are named
};

/// For each quarantine of the principal that leaves some of them open: a finding.
void report_open_calls(const Principal& principal, const CallsToShut& calls, Found& found);

}  // namespace cordon::rules
