#include "rules/coverage/redundant_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "rules/coverage/redundant_entries.h"
#include "rules/findings/wording.h"
#include "rules/fix/edits.h"

namespace cordon::rules {
namespace {

// The list that the element is, whichever of its two names it has.
std::optional<JsonValue> written_list(const Statement& statement, const ListElement& element) {
  for (const auto [key, value] : statement.node.members()) {
    if (key.span() == element.span) return value;
  }
  return {};
}

std::optional<Fix> without(const Statement& statement, const ListElement& element,
                           const RedundantGroup& group) {
  const auto list = written_list(statement, element);
  if (!list) return {};
  std::vector<JsonValue> elements;
  for (const auto& each : group.entries) elements.push_back(element.entries[each.covered].node);
  return safe_fix("remove what adds nothing", remove_elements(*list, elements));
}

// An edit looks at the whole list: what that may cost for one list, in entries.
constexpr std::size_t kMostEdited = 1'000'000;

Finding& report_group(const Subject& subject, const ListElement& element,
                      const RedundantGroup& group, Found& found) {
  const auto [covered, by] = group.entries.front();
  const PolicyText& first = element.entries[covered];
  const PolicyText& keeper = element.entries[by];
  Finding& finding =
      found.add(subject, first.node.span(),
                fmt::format("{}{} adds nothing to {}", backticked(first.value),
                            and_more(group.entries.size()), backticked(keeper.value)),
                "remove it");
  finding.relate(subject.source(), keeper.node.span(), "covers it");
  constexpr std::size_t kMostShown = 8;
  for (std::size_t i = 1; i < std::min(group.entries.size(), kMostShown); ++i) {
    finding.relate(subject.source(), element.entries[group.entries[i].covered].node.span(),
                   "adds nothing either");
  }
  return finding;
}

}  // namespace

void report_redundant(const Subject& subject, const Statement& statement,
                      const ListElement& element, std::span<const std::string> texts,
                      ProveCovered proved, Found& found) {
  std::size_t edited = 0;
  const RedundantGroups redundant = redundant_groups(texts);
  if (!redundant.complete) found.give_up(subject);
  for (const RedundantGroup& group : redundant.groups) {
    Finding& finding = report_group(subject, element, group, found);
    edited += element.entries.size();
    const bool all_proved =
        edited <= kMostEdited && std::ranges::all_of(group.entries, [&](const auto& each) {
          return proved(subject, element.entries[each.by], element.entries[each.covered]);
        });
    if (all_proved) finding.fix = without(statement, element, group);
  }
}

}  // namespace cordon::rules
