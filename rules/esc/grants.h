// What one principal's documents let it do together, for escalation rules: which statement lets it
// call an action, taken over all of its documents, less what a Deny without condition takes away.
// Conditions are weighed only where they guard an escalation (iam:PassedToService,
// iam:PermissionsBoundary, iam:PolicyARN); any other condition is taken to be met.
#pragma once

#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rules/actions/actions.h"
#include "rules/subject.h"

namespace cordon::rules {

/// A statement that lets the principal call an action.
struct Grant {
  const Subject* subject = nullptr;
  const Statement* statement = nullptr;
  ActionCoverage coverage;
  bool any_target = false;  // a wildcard of Resource leaves open which user or role it works on

  [[nodiscard]] bool exact() const { return coverage.how == Covered::kExactly; }
  /// The entry of Action, or the name of NotAction.
  [[nodiscard]] Span span() const;
};

/// What a call has to work on to be worth anything for an escalation.
enum class Target : std::uint8_t {
  kAnything,
  kRole,       // some role
  kOtherUser,  // a user that is not the caller: `user/${aws:username}` does not count
};

/// What was asked once is remembered: paths share their actions. The names have to outlive it.
class Grants {
 public:
  explicit Grants(const Principal& principal);

  /// The grant that names the action most plainly; of equal ones the first. `passed_to` is the
  /// service that a role is passed to (`lambda.amazonaws.com`), empty when none is.
  [[nodiscard]] std::optional<Grant> find(std::string_view action, std::string_view passed_to = {});
  /// Whether there is one, whatever its guards.
  [[nodiscard]] bool any(std::string_view action) { return !all_of(action).empty(); }

 private:
  /// Those that let the principal call an action, whatever their guards; none where a Deny takes it
  /// away.
  [[nodiscard]] const std::vector<Grant>& all_of(std::string_view action);
  [[nodiscard]] bool denied(std::string_view action_lower) const;

  const Principal& principal_;
  std::unordered_map<std::string_view, std::vector<Grant>> known_;  // by action
};

/// Allows all actions on all resources without condition: escalation adds nothing to it.
[[nodiscard]] bool is_administrator(const Principal& principal);

/// Whether an entry of Resource, as written, is or may be of that kind.
[[nodiscard]] bool can_be(std::string_view resource, Target target);

}  // namespace cordon::rules
