#include "rules/actions/action_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/catalogue/action_hints.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/glob.h"
#include "engine/catalogue/withdrawn.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"

namespace cordon::rules {
namespace {

// Some names that AWS uses and does not list may be what a pattern stands for.
bool matches_unlisted(std::string_view pattern) {
  return std::ranges::any_of(catalogue::unlisted_actions(), [&](std::string_view action) {
    return catalogue::action_glob_matches(pattern, action);
  });
}

ActionKind kind_of_name(std::string_view entry, std::string_view service) {
  const bool gone =
      catalogue::is_unlisted_action(entry) || catalogue::find_withdrawn_service(service) != nullptr;
  return gone ? ActionKind::kGone : ActionKind::kUnknownAction;
}

bool may_be_gone(std::string_view pattern, std::string_view service) {
  return matches_unlisted(pattern) || catalogue::find_withdrawn_service(service) != nullptr;
}

ActionKind kind_of_pattern(std::string_view entry, std::string_view service) {
  if (!catalogue::actions_matching(entry).empty()) return ActionKind::kKnown;
  const bool gone =
      matches_unlisted(entry) || catalogue::find_withdrawn_service(service) != nullptr;
  return gone ? ActionKind::kGone : ActionKind::kEmptyPattern;
}

std::optional<std::string> nearest_service(std::string_view service) {
  const std::string_view meant = catalogue::meant_service(service);
  if (!meant.empty()) return std::string(meant);
  std::vector<std::string_view> names;
  for (const catalogue::Service each : catalogue::services()) names.push_back(each.prefix);
  const auto near = nearest(service, names);
  return near ? std::optional<std::string>(*near) : std::nullopt;
}

// The names of a service's actions; for what stands before a wildcard their beginnings of that
// length, shorter ones first, as a letter too many is the commoner slip.
std::vector<std::string_view> names_like(const ActionParts& parts, std::string_view start) {
  const bool whole = start == parts.name;
  std::vector<std::string_view> names;
  for (std::size_t size = whole ? start.size() : start.size() - 1; size <= start.size(); ++size) {
    for (const catalogue::Action action : catalogue::actions_of(parts.service)) {
      names.push_back(whole ? action.name : action.name.substr(0, size));
    }
  }
  return names;
}

std::optional<std::string> nearest_action(const ActionParts& parts) {
  constexpr std::size_t kShortest = 3;
  const std::string_view start = parts.name.substr(0, parts.name.find_first_of("*?"));
  if (start.size() < kShortest) return {};
  const auto near = nearest(start, names_like(parts, start));
  if (!near) return {};
  const std::string_view rest = parts.name.substr(start.size());
  return fmt::format("{}:{}{}", parts.service, *near, rest);
}

std::optional<std::string> meant(std::string_view entry, const ActionParts& parts) {
  const std::string_view hint = catalogue::meant_action(entry);
  if (!hint.empty()) return std::string(hint);
  if (catalogue::find_service(parts.service)) return nearest_action(parts);
  const auto service = nearest_service(parts.service);
  return service ? std::optional(fmt::format("{}:{}", *service, parts.name)) : std::nullopt;
}

// What can be told of an entry without a look through the service's actions.
bool can_be(ActionKind kind, std::string_view entry) {
  const auto parts = action_parts(entry);
  if (!parts || has_wildcard(parts->service)) return kind == ActionKind::kNone;
  const bool pattern = has_wildcard(parts->name);
  switch (kind) {
    case ActionKind::kNone:
      return false;
    case ActionKind::kKnown:
      return true;
    case ActionKind::kUnknownService:
      return !catalogue::find_service(parts->service);
    case ActionKind::kGone:
      return !pattern || may_be_gone(entry, parts->service);
    case ActionKind::kUnknownAction:
      return !pattern;
    case ActionKind::kEmptyPattern:
      return pattern;
  }
  return true;
}

}  // namespace

ActionKind kind_of_action(std::string_view entry) {
  const auto parts = action_parts(entry);
  if (!parts || has_wildcard(parts->service)) return ActionKind::kNone;
  if (catalogue::find_action(entry)) return ActionKind::kKnown;
  if (!catalogue::find_service(parts->service)) {
    const bool gone = catalogue::find_withdrawn_service(parts->service) != nullptr;
    return gone ? ActionKind::kGone : ActionKind::kUnknownService;
  }
  return has_wildcard(parts->name) ? kind_of_pattern(entry, parts->service)
                                   : kind_of_name(entry, parts->service);
}

bool ActionsOfKind::contains(std::string_view entry) {
  if (!can_be(kind_, entry)) return false;
  if (!has_wildcard(entry)) return kind_of_action(entry) == kind_;
  const auto [asked, is_new] = patterns_.emplace(entry, false);
  if (is_new && patterns_.size() <= kMostPatterns) asked->second = kind_of_action(entry) == kind_;
  return asked->second;
}

std::string action_suggestion(std::string_view entry) {
  const auto parts = action_parts(entry);
  const auto name = parts ? meant(entry, *parts) : std::nullopt;
  return name ? fmt::format("did you mean `{}`?", *name) : "";
}

}  // namespace cordon::rules
