#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/sty/slots.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 3> kTop = {"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 9> kStatement = {"Sid",          "Effect",      "Principal",
                                                        "NotPrincipal", "Action",      "NotAction",
                                                        "Resource",     "NotResource", "Condition"};

template <std::size_t N>
std::size_t rank(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
}

template <std::size_t N>
void check_object(const Subject& subject, JsonValue object,
                  const std::array<std::string_view, N>& names, Found& found) {
  std::vector<std::size_t> ranks;
  std::vector<JsonValue> keys;
  for (const auto member : object.members()) {
    keys.push_back(member.key);
    ranks.push_back(rank(names, member.key.text()));
  }
  const auto descent = std::ranges::adjacent_find(ranks, std::greater<>());
  if (descent == ranks.end()) return;
  const auto at = static_cast<std::size_t>(descent - ranks.begin());
  const auto order =
      sorted_order(ranks.size(), [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
  found
      .add(subject, keys[at + 1].span(),
           fmt::format("{} stands behind {}", backticked(keys[at + 1].text()),
                       backticked(keys[at].text())))
      .fix = safe_fix("put the elements in order", reorder(object, order));
}

void check(const Subject& subject, Found& found) {
  if (!subject.found.root || !subject.found.root->is(JsonKind::kObject)) return;
  check_object(subject, *subject.found.root, kTop, found);
  for (const Statement& statement : subject.statements()) {
    check_object(subject, statement.node, kStatement, found);
  }
}

}  // namespace

extern const Rule kSortKeys{
    .id = "STY001",
    .name = "sort-keys",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "elements in another order than usual",
    .doc =
        R"(A statement is easier to read when it says in the same order as others what it is: `Sid`, `Effect`,
`Principal`, `Action`, `Resource`, `Condition`; around the statements `Version`, `Id`, `Statement`. AWS takes any
order.
)",
    .check = check,
};

}  // namespace cordon::rules
