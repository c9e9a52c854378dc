#include "rules/resources/attached_to.h"

#include <algorithm>

#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/fix/edits.h"

namespace cordon::rules {
namespace {

bool is_of(std::string_view entry, std::string_view service) {
  const auto parts = action_parts(entry);
  return parts && equals_ignoring_ascii_case(parts->service, service);
}

bool speaks_of(const Statement& statement, std::string_view service) {
  const auto& actions = listed_actions(statement);
  return !actions.empty() && std::ranges::all_of(actions, [&](const PolicyText& entry) {
    return is_of(entry.value, service);
  });
}

}  // namespace

bool hangs_on(const Subject& subject, std::string_view type, std::string_view service) {
  if (!subject.is(PolicyType::kResource) || subject.statements().empty()) return false;
  if (!subject.found.resource_type.empty()) return subject.found.resource_type == type;
  return std::ranges::all_of(subject.statements(), [&](const Statement& statement) {
    return speaks_of(statement, service);
  });
}

Span place_of_statements(const Subject& subject) {
  const auto member = find_member(*subject.found.root, "Statement");
  return member ? member->key.span() : subject.document.span;
}

}  // namespace cordon::rules
