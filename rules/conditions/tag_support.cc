#include "rules/conditions/tag_support.h"

#include <algorithm>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/actions.h"

namespace cordon::rules {
namespace {

bool knows_tags(const catalogue::Action& action) {
  return catalogue::carries(action, "aws:ResourceTag/t") ||
         catalogue::carries(action, "aws:RequestTag/t");
}

// It has to stand for something: what the catalogue lacks may carry tags.
bool lacks_tags(const PolicyText& entry) {
  const catalogue::MatchingActions actions = catalogue::actions_matching(entry.value);
  return !actions.empty() && std::ranges::none_of(actions, knows_tags);
}

}  // namespace

bool tests_resource_tag(const ConditionUse& use) {
  if (use.op.base == nullptr || use.op.base->type == ValueType::kNull) return false;
  const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
  return key != nullptr && key->name == "aws:ResourceTag/";
}

std::vector<const PolicyText*> actions_without_tags(const Statement& statement) {
  std::vector<const PolicyText*> found;
  for (const PolicyText& entry : listed_actions(statement)) {
    if (lacks_tags(entry)) found.push_back(&entry);
  }
  return found;
}

}  // namespace cordon::rules
