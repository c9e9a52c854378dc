#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/withdrawn.h"
#include "grammar/text.h"
#include "rules/actions/action_names.h"
#include "rules/actions/actions.h"
#include "rules/findings/wording.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Entries = std::vector<PolicyText>;

std::string message(std::string_view prefix, const Entries& entries) {
  const std::string name = backticked(entries.front().value) + and_more(entries.size());
  const auto* service = catalogue::find_withdrawn_service(prefix);
  if (service == nullptr) {
    return fmt::format("{} is named by AWS's own policies and not in the data of {}", name,
                       catalogue::data_date());
  }
  return fmt::format("{} is of {}, which AWS has withdrawn{}{}", name, service->name,
                     service->ended.empty() ? "" : ", on ", service->ended);
}

std::string help(std::string_view prefix) {
  const auto* service = catalogue::find_withdrawn_service(prefix);
  if (service == nullptr || service->now.empty()) return "";
  return fmt::format("the prefix that took its place is `{}`", service->now);
}

// None when nothing else would be left.
std::optional<Fix> without(const Statement& statement, const Entries& entries) {
  const auto list = find_member(statement.node, statement.action->negated ? "NotAction" : "Action");
  if (!list || entries.size() == statement.action->entries.size()) return {};
  std::vector<JsonValue> elements;
  for (const PolicyText& entry : entries) elements.push_back(entry.node);
  return unsafe_fix("remove what is gone", remove_elements(list->value, elements));
}

void check(const Subject& subject, Found& found) {
  ActionsOfKind actions(ActionKind::kGone);
  for (const Statement& statement : subject.statements()) {
    if (!statement.action) continue;
    std::map<std::string, Entries> gone;  // by the prefix of their service
    for (const PolicyText& entry : statement.action->entries) {
      if (!actions.contains(entry.value)) continue;
      gone[ascii_lower(action_parts(entry.value)->service)].push_back(entry);
    }
    for (const auto& [prefix, entries] : gone) {
      found.add(subject, entries.front().node.span(), message(prefix, entries), help(prefix)).fix =
          without(statement, entries);
    }
  }
}

}  // namespace

extern const Rule kRetiredAction{
    .id = "SEM003",
    .name = "retired-action",
    .level = Level::kInfo,
    .fix = FixKind::kUnsafe,
    .summary = "action or service that AWS has withdrawn, or does not list",
    .doc =
        R"(The entry does no harm and no good: the service has ended, or AWS's own policies name the action and its reference does
not. It can go when the policy is next touched. Actions of one service in one statement are one finding.
)",
    .check = check,
};

}  // namespace cordon::rules
