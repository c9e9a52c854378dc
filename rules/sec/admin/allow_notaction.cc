#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/glob.h"
#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using catalogue::AccessLevel;

constexpr std::size_t kMostCounted = 64;  // entries of NotAction that are held against all actions

using Counts = std::array<std::size_t, 5>;

bool is_excluded(const ListElement& actions, const catalogue::Action& action) {
  return std::ranges::any_of(actions.entries, [&](const PolicyText& entry) {
    return catalogue::action_glob_matches(entry.value, action.full_name);
  });
}

Counts count_allowed(const ListElement& actions) {
  Counts counts{};
  for (const catalogue::Service service : catalogue::services()) {
    for (const catalogue::Action action : catalogue::actions_of(service.prefix)) {
      if (!is_excluded(actions, action)) ++counts[static_cast<std::size_t>(action.level)];
    }
  }
  return counts;
}

std::string message_of(const Subject& subject, const ListElement& actions) {
  std::string message = "NotAction allows all that it does not name";
  if (!subject.is(PolicyType::kIdentity) || actions.entries.size() > kMostCounted) return message;
  const Counts counts = count_allowed(actions);
  const auto count = [&](AccessLevel level) { return counts[static_cast<std::size_t>(level)]; };
  return fmt::format("{}: {} actions that write, {} that manage permissions, {} that read or list",
                     message, count(AccessLevel::kWrite) + count(AccessLevel::kTagging),
                     count(AccessLevel::kPermissionsManagement),
                     count(AccessLevel::kRead) + count(AccessLevel::kList));
}

void check(const Subject& subject, Found& found) {
  if (!gives(subject)) return;
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !statement.action || !statement.action->negated) continue;
    found.add(subject, statement.action->span, message_of(subject, *statement.action),
              "list the actions that are meant under Action; take others away with a Deny");
  }
}

}  // namespace

extern const Rule kAllowNotaction{
    .id = "SEC004",
    .name = "allow-notaction",
    .level = Level::kSecurity,
    .summary = "an Allow with NotAction",
    .doc =
        R"(An Allow with `NotAction` gives every action of every service but those listed, with those that AWS will add
tomorrow. The message counts what is allowed today, as known to the data of a certain day.
)",
    .check = check,
};

}  // namespace cordon::rules
