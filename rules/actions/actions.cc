#include "rules/actions/actions.h"

#include <algorithm>

#include "engine/catalogue/glob.h"
#include "grammar/text.h"

namespace cordon::rules {
namespace {

const std::vector<PolicyText>& entries_unless_negated(const std::optional<ListElement>& element) {
  static const std::vector<PolicyText> kNone;
  return element && !element->negated ? element->entries : kNone;
}

const PolicyText* exact_entry(const ListElement& element, std::string_view action) {
  const auto found = std::ranges::find_if(element.entries, [&](const PolicyText& entry) {
    return equals_ignoring_ascii_case(entry.value, action);
  });
  return found == element.entries.end() ? nullptr : &*found;
}

const PolicyText* matching_entry(const ListElement& element, std::string_view action) {
  const auto found = std::ranges::find_if(element.entries, [&](const PolicyText& entry) {
    return catalogue::action_glob_matches(entry.value, action);
  });
  return found == element.entries.end() ? nullptr : &*found;
}

}  // namespace

std::optional<ActionParts> action_parts(std::string_view entry) {
  const std::size_t colon = entry.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == entry.size()) return {};
  return ActionParts{.service = entry.substr(0, colon), .name = entry.substr(colon + 1)};
}

bool has_wildcard(std::string_view text) { return text.contains('*') || text.contains('?'); }

ActionCoverage coverage(const Statement& statement, std::string_view action) {
  if (!statement.action) return {};
  const PolicyText* match = matching_entry(*statement.action, action);
  if (statement.action->negated) {
    return {.how = match == nullptr ? Covered::kByExclusion : Covered::kNot};
  }
  if (match == nullptr) return {};
  const PolicyText* exact = exact_entry(*statement.action, action);
  if (exact != nullptr) return {.how = Covered::kExactly, .entry = exact};
  return {.how = Covered::kByPattern, .entry = match};
}

ActionCoverage coverage(const Subject& subject, std::size_t statement, std::string_view action) {
  if (subject.compiled != nullptr &&
      !subject.compiled->actions.matching(ascii_lower(action)).contains(statement)) {
    return {};
  }
  return coverage(subject.statements()[statement], action);
}

std::vector<std::size_t> statements_on(const Subject& subject, std::string_view action) {
  std::vector<std::size_t> found;
  if (subject.compiled != nullptr) {
    subject.compiled->actions.matching(ascii_lower(action)).for_each([&](std::size_t statement) {
      found.push_back(statement);
    });
    return found;
  }
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    if (coverage(subject.statements()[i], action)) found.push_back(i);
  }
  return found;
}

const std::vector<PolicyText>& listed_actions(const Statement& statement) {
  return entries_unless_negated(statement.action);
}

const std::vector<PolicyText>& listed_resources(const Statement& statement) {
  return entries_unless_negated(statement.resource);
}

}  // namespace cordon::rules
