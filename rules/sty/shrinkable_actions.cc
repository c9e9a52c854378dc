#include <fmt/format.h>

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kFewest = 3;

/// `GetObject` begins with `Get`.
std::string_view first_word(std::string_view name) {
  std::size_t end = 1;
  while (end < name.size() && !(name[end] >= 'A' && name[end] <= 'Z')) ++end;
  return name.substr(0, end);
}

struct Group {
  std::set<std::string_view> names;  // as the catalogue writes them
  std::vector<const PolicyText*> entries;
};

/// The listed actions by `service:Word*`.
std::map<std::string, Group> groups_of(const Statement& statement) {
  std::map<std::string, Group> groups;
  for (const PolicyText& entry : listed_actions(statement)) {
    if (has_wildcard(entry.value)) continue;
    const auto action = catalogue::find_action(entry.value);
    if (!action || action->name.empty()) continue;
    Group& group = groups[fmt::format("{}:{}*", action->service, first_word(action->name))];
    group.names.insert(action->full_name);
    group.entries.push_back(&entry);
  }
  return groups;
}

bool is_all_of(const Group& group, std::string_view pattern) {
  std::size_t count = 0;
  for (const catalogue::Action action : catalogue::actions_matching(pattern)) {
    if (!group.names.contains(action.full_name)) return false;
    ++count;
  }
  return count == group.names.size();
}

/// The pattern in the place of the first action, and the others out of the list.
std::optional<Fix> shrinking(const Statement& statement, const Group& group,
                             const std::string& pattern) {
  const auto list = statement.node.find("Action");
  if (!list || !list->is(JsonKind::kArray)) return std::nullopt;
  std::vector<JsonValue> gone;
  for (std::size_t i = 1; i < group.entries.size(); ++i) gone.push_back(group.entries[i]->node);
  return unsafe_fix(
      fmt::format("write `{}`", pattern),
      join(replace_string(group.entries.front()->node, pattern), remove_elements(*list, gone)));
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const auto& [pattern, group] : groups_of(statement)) {
      if (group.names.size() < kFewest || !is_all_of(group, pattern)) continue;
      found
          .add(subject, group.entries.front()->node.span(),
               fmt::format("{} actions of the list are all that `{}` matches, as of {}",
                           group.names.size(), pattern, catalogue::data_date()))
          .fix = shrinking(statement, group, pattern);
    }
  }
}

}  // namespace

extern const Rule kShrinkableActions{
    .id = "STY011",
    .name = "shrinkable-actions",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kUnsafe,
    .summary = "actions that are all that a pattern matches today",
    .doc =
        R"(The list names every action that one pattern matches in today's data, three of them or more: the
pattern says the same in fewer characters.

It will say more when AWS adds an action with such a name, which is why some write the list on purpose.
)",
    .check = check,
};

}  // namespace cordon::rules
