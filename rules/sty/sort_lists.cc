#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

#include "grammar/text.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/sty/slots.h"

namespace cordon::rules {
namespace {

void check_list(const Subject& subject, JsonValue list, Found& found) {
  std::vector<std::string> texts;
  std::vector<JsonValue> values;
  for (const JsonValue element : list.elements()) {
    if (!element.is(JsonKind::kString)) return;
    values.push_back(element);
    texts.push_back(ascii_lower(element.text()));
  }
  const auto descent = std::ranges::adjacent_find(texts, std::greater<>());
  if (descent == texts.end()) return;
  const auto at = static_cast<std::size_t>(descent - texts.begin());
  const auto order =
      sorted_order(texts.size(), [&](std::size_t a, std::size_t b) { return texts[a] < texts[b]; });
  found
      .add(subject, values[at + 1].span(),
           fmt::format("{} stands behind {}", backticked(values[at + 1].text()),
                       backticked(values[at].text())))
      .fix = safe_fix("sort the list", reorder(list, order));
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    for (const std::string_view name : {"Action", "NotAction", "Resource", "NotResource"}) {
      const auto list = statement.node.find(name);
      if (list && list->is(JsonKind::kArray)) check_list(subject, *list, found);
    }
  }
}

}  // namespace

extern const Rule kSortLists{
    .id = "STY002",
    .name = "sort-lists",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "actions or resources that are not sorted",
    .doc =
        R"(In a sorted list an action is found at once, two branches that add one to it merge, and what is there
twice stands side by side. AWS takes any order. Case does not count.
)",
    .check = check,
};

}  // namespace cordon::rules
