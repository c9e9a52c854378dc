#include <string_view>
#include <vector>

#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

struct Singles {
  std::vector<JsonValue> bare;
  std::vector<JsonValue> in_brackets;

  void add(JsonValue value) {
    if (value.is(JsonKind::kString)) bare.push_back(value);
    if (value.is(JsonKind::kArray) && value.size() == 1) in_brackets.push_back(value);
  }
};

/// Values of Action and its kin, of types of principals, of condition keys.
Singles singles_of(const Subject& subject) {
  Singles singles;
  for (const Statement& statement : subject.statements()) {
    for (const std::string_view name : {"Action", "NotAction", "Resource", "NotResource"}) {
      if (const auto value = statement.node.find(name)) singles.add(*value);
    }
    for (const std::string_view name : {"Principal", "NotPrincipal"}) {
      const auto principal = statement.node.find(name);
      if (!principal) continue;
      for (const auto member : principal->members()) singles.add(member.value);
    }
    for (const ConditionEntry& entry : statement.conditions) {
      singles.add(JsonValue(entry.key.node.tree(), entry.key.node.index() + 1));
    }
  }
  return singles;
}

void check(const Subject& subject, Found& found) {
  const Singles singles = singles_of(subject);
  if (singles.bare.size() >= singles.in_brackets.size()) {
    if (singles.bare.empty()) return;
    for (const JsonValue list : singles.in_brackets) {
      found
          .add(subject, list.span(), "a list of one; single values have no brackets elsewhere here")
          .fix = safe_fix("take the brackets off", unwrap_list(list));
    }
    return;
  }
  for (const JsonValue value : singles.bare) {
    found.add(subject, value.span(), "a single value; lists of one have brackets elsewhere here")
        .fix = safe_fix("put it in brackets", wrap_in_list(value));
  }
}

}  // namespace

extern const Rule kSingleValueList{
    .id = "STY003",
    .name = "single-value-list",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kSafe,
    .summary = "one value with brackets here and without there",
    .doc =
        R"(A list of one may be written without its brackets, and AWS reads both alike. One document should do one
of the two: the way that it does more often is taken for its style, and the others are reported.
)",
    .check = check,
};

}  // namespace cordon::rules
