// What `cordon query` says when it found nothing: which part of the question is not in the
// catalogue, and what may have been meant.

#include <fmt/format.h>

#include <algorithm>

#include "cli/query/query.h"
#include "engine/catalogue/action_hints.h"
#include "engine/catalogue/global_keys.h"
#include "engine/catalogue/name_order.h"
#include "engine/catalogue/withdrawn.h"
#include "grammar/diagnostic.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using catalogue::Action;
using Names = std::vector<std::string>;

constexpr std::size_t kMostSuggestions = 6;
constexpr std::size_t kLongestName = 200;  // nothing in the catalogue is nearly as long

std::string did_you_mean(std::string_view word, const Names& names) {
  if (word.size() > kLongestName) return "";
  const auto near = nearest(word, names);
  return near ? fmt::format("; did you mean `{}`?", *near) : "";
}

bool is_known(std::string_view service) { return catalogue::find_service(service).has_value(); }

std::string no_service(std::string_view prefix) {
  if (const auto* gone = catalogue::find_withdrawn_service(prefix)) {
    return fmt::format("`{}` is withdrawn{}{}: {}", gone->prefix,
                       gone->ended.empty() ? "" : " since ", gone->ended, gone->name);
  }
  if (const auto meant = catalogue::meant_service(prefix); !meant.empty()) {
    return fmt::format("no service {}; did you mean `{}`?", backticked(prefix), meant);
  }
  Names names;
  for (const auto& service : catalogue::services()) names.emplace_back(service.prefix);
  return fmt::format("no service {}{}", backticked(prefix), did_you_mean(prefix, names));
}

// `s3:GetObject, s3-outposts:GetObject` of `GetObject`.
std::string in_services(std::string_view name) {
  std::string list;
  std::size_t found = 0;
  const std::string pattern = fmt::format("*:{}", name);
  for (const Action& action : catalogue::actions_matching(pattern)) {
    if (++found > kMostSuggestions) return list + ", …";
    list += fmt::format("{}`{}`", list.empty() ? "" : ", ", action.full_name);
  }
  return list;
}

std::string no_colon(std::string_view text) {
  const std::string message = fmt::format("{} is not `service:action`", backticked(text));
  if (is_known(text)) return fmt::format("{}; did you mean `{}:*`?", message, text);
  const std::string list = in_services(text);
  return list.empty() ? message : fmt::format("{}; did you mean {}?", message, list);
}

std::string no_action(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return no_colon(text);
  const std::string_view service = text.substr(0, colon);
  const bool is_pattern = text.find_first_of("*?") != std::string_view::npos;
  if (!is_known(service) && service.find_first_of("*?") == std::string_view::npos) {
    return no_service(service);
  }
  if (is_pattern) return fmt::format("no action matches {}", backticked(text));
  if (catalogue::is_unlisted_action(text)) {
    return fmt::format("{} is not in AWS's reference, though AWS's managed policies name it",
                       backticked(text));
  }
  if (const auto meant = catalogue::meant_action(text); !meant.empty()) {
    return fmt::format("no action {}; did you mean `{}`?", backticked(text), meant);
  }
  Names names;
  for (const Action& action : catalogue::actions_of(service)) names.emplace_back(action.full_name);
  return fmt::format("no action {}{}", backticked(text), did_you_mean(text, names));
}

std::string no_resource_type(std::string_view service, std::string_view type) {
  if (!is_known(service)) return no_service(service);
  Names names;
  for (const auto& each : catalogue::resource_types_of(service)) names.emplace_back(each.name);
  return fmt::format("`{}` has no resource type {}{}", service, backticked(type),
                     did_you_mean(type, names));
}

std::string no_resource_type(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon != std::string_view::npos) {
    return no_resource_type(name.substr(0, colon), name.substr(colon + 1));
  }
  return fmt::format("{} is not `service:type`", backticked(name));
}

std::string no_key(std::string_view key) {
  if (key.find(':') == std::string_view::npos) {
    return fmt::format("{} is not `prefix:key`", backticked(key));
  }
  Names names;
  for (const auto& each : catalogue::condition_keys()) names.emplace_back(each.name);
  for (const auto& each : catalogue::global_keys()) names.emplace_back(each.name);
  return fmt::format("no condition key {}{}", backticked(key), did_you_mean(key, names));
}

// Which of the options leaves nothing of the actions that match.
std::string no_such_actions(const Question& question) {
  if (!question.key.empty() && !key_meant(question.key)) {
    if (catalogue::find_global_key(question.key) == nullptr) return no_key(question.key);
    return fmt::format("{} is a global key: AWS does not list which actions carry it",
                       backticked(question.key));
  }
  const std::string_view pattern = pattern_of(question);
  const auto actions = catalogue::actions_matching(pattern);
  if (actions.empty()) return no_action(pattern);
  Names types;
  for (const Action& action : actions) {
    for (const auto& use : action.resources) types.emplace_back(use.type);
  }
  const bool has_type = std::ranges::any_of(types, [&](std::string_view type) {
    return catalogue::same_name(type, question.resource_type);
  });
  if (!question.resource_type.empty() && !has_type) {
    return fmt::format("no action that matches {} works on a {}{}", backticked(pattern),
                       backticked(question.resource_type),
                       did_you_mean(question.resource_type, types));
  }
  return fmt::format("actions match {}, but none has all that the options ask for",
                     backticked(pattern));
}

std::string none_of_service(std::string_view service, std::string_view what) {
  if (!is_known(service)) return no_service(service);
  return fmt::format("`{}` has no {}", service, what);
}

}  // namespace

std::string why_nothing(const Question& question) {
  switch (question.subject) {
    case Subject::kServices:
      return no_service(question.name);
    case Subject::kActions:
      return no_such_actions(question);
    case Subject::kAction:
      return no_action(question.name);
    case Subject::kResourceTypes:
      return none_of_service(question.name, "resource types: its actions are on `*`");
    case Subject::kResourceType:
      return no_resource_type(question.name);
    case Subject::kKeys:
      return none_of_service(question.name, "condition keys of its own");
    case Subject::kKey:
      return no_key(question.name);
  }
  return "";
}

}  // namespace cordon
