// The table of API calls and what their functions work on. Internal to the event files
// (`*_events.cc`, event.cc, event_table.cc) and the documentation's test; everybody else uses
// event.h.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/incident/events/event.h"
#include "engine/incident/world/world.h"

namespace cordon::incident {

/// Whether an event changed the world, and what it did or why it did nothing, in one line.
struct EventOutcome {
  bool changed = false;
  std::string why;
  /// AWS refuses it as things stand.
  bool doubtful = false;
};

template <class... Args>
[[nodiscard]] EventOutcome changed(fmt::format_string<Args...> why, Args&&... args) {
  return {true, fmt::format(why, std::forward<Args>(args)...)};
}
template <class... Args>
[[nodiscard]] EventOutcome unchanged(fmt::format_string<Args...> why, Args&&... args) {
  return {false, fmt::format(why, std::forward<Args>(args)...)};
}

/// An event that is being applied, and the world that it changes.
class Change {
 public:
  Change(World& world, const Event& event, Diagnostics& diagnostics)
      : world_(world), event_(event), diagnostics_(diagnostics) {}

  [[nodiscard]] World& world() { return world_; }
  [[nodiscard]] const World& world() const { return world_; }
  [[nodiscard]] const Event& event() const { return event_; }
  [[nodiscard]] Revision revision() const { return world_.revision; }
  /// Null when the account was not given.
  [[nodiscard]] Account* account();
  [[nodiscard]] std::string partition() const;

  [[nodiscard]] bool has(std::string_view name) const {
    return parameter(event_, name).has_value();
  }
  /// A string, number or boolean as text; empty when there is none.
  [[nodiscard]] std::string text(std::string_view name) const;
  /// The text, or `otherwise` when there is none.
  [[nodiscard]] std::string text_or(std::string_view name, std::string_view otherwise) const;
  /// A policy document parameter. Never null; unreadable (with diagnostics) when it can't be read.
  [[nodiscard]] PolicyPtr document(std::string_view name, PolicyType type, std::string policy_name);
  /// The same of a value of any tree.
  [[nodiscard]] PolicyPtr document(const JsonPtr& tree, JsonValue value, PolicyType type,
                                   std::string policy_name);
  [[nodiscard]] Tags tags() const;
  /// AWS refuses the call until something else is done, which may have been done unseen: it is
  /// applied, a warning says so, and containment can't be claimed.
  [[nodiscard]] EventOutcome demand(std::string what, std::string_view demanded);
  /// AWS refuses the call: nothing changes, and an error says so, since whoever relies on the step
  /// is mistaken. At the parameter, or at the event when it has none of that name.
  [[nodiscard]] EventOutcome refuse(std::string_view at, const std::string& why);
  [[nodiscard]] StoredPolicy stored(std::string name, PolicyPtr policy) const {
    return {std::move(name), std::move(policy), world_.revision};
  }

 private:
  World& world_;
  const Event& event_;
  Diagnostics& diagnostics_;
};

/// What a step's line adds when the document that it stored could not be read.
[[nodiscard]] std::string_view unreadable_note(const CompiledPolicy& policy);

/// A row: the call's name, its parameters (names separated by blanks), its effect for the
/// documentation, and what applies it. Null: the call is known and changes nothing that is
/// modelled; `summary` says why, and its parameters are not looked at.
struct EventCall {
  std::string_view name;
  std::string_view required;
  std::string_view optional;
  std::string_view summary;
  EventOutcome (*apply)(Change&) = nullptr;
};

[[nodiscard]] std::vector<std::string_view> words(std::string_view names);

/// Whether a parameter may be a list or an object; all others are scalars.
[[nodiscard]] bool takes_structure(std::string_view parameter);

// One topic a file.
[[nodiscard]] std::span<const EventCall> iam_user_calls();
[[nodiscard]] std::span<const EventCall> iam_group_calls();
[[nodiscard]] std::span<const EventCall> iam_role_calls();
[[nodiscard]] std::span<const EventCall> iam_policy_calls();
[[nodiscard]] std::span<const EventCall> iam_managed_policy_calls();
[[nodiscard]] std::span<const EventCall> organization_calls();
[[nodiscard]] std::span<const EventCall> resource_calls();
[[nodiscard]] std::span<const EventCall> lambda_calls();
[[nodiscard]] std::span<const EventCall> unmodelled_calls();

/// Null when the call is not in the table.
[[nodiscard]] const EventCall* find_call(std::string_view name);

}  // namespace cordon::incident
