// The known ways from a few permissions to more: which actions a principal needs together, and
// which service a role is passed to on the way. Data for the escalation rules and nothing else:
// whether a principal has them is grants.h's question.
//
// Sources: Rhino Security Labs' list of AWS privilege escalation methods, the pathfinding.cloud
// collection (Apache-2.0), and the API references of the services, as of 2026-09.
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "rules/esc/grants.h"
#include "rules/rule.h"

namespace cordon::rules {

inline constexpr std::size_t kMostSteps = 5;

struct EscapePath {
  std::string_view rule;                             // id of the rule that reports it
  std::array<std::string_view, kMostSteps> actions;  // all of them; unused places are empty
  std::string_view passed_to;                        // the service of iam:PassRole
};

/// Sorted by rule; within a rule the shortest first.
[[nodiscard]] std::span<const EscapePath> escape_paths();
/// Those of one rule.
[[nodiscard]] std::span<const EscapePath> escape_paths_of(std::string_view rule);

/// How a principal can walk a path: one grant an action, in their order. Empty: it can't.
using Witness = std::vector<Grant>;
[[nodiscard]] Witness walk(Grants& grants, const EscapePath& path);

/// At least one action of the path is named, not only matched by a pattern.
[[nodiscard]] bool names_an_action(const Witness& witness);

/// Reports the first path of the rule that the principal can walk and that its documents name, with
/// the places of all that it takes. `gain` ends the sentence: "lets it …". Silent for an
/// administrator, who has nothing to gain.
void report_paths(const Rule& rule, const Principal& principal, std::string_view gain,
                  Found& found);

}  // namespace cordon::rules
