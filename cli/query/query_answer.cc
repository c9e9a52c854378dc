#include <algorithm>
#include <utility>

#include "cli/query/query.h"
#include "engine/catalogue/global_keys.h"
#include "engine/catalogue/name_order.h"
#include "grammar/pattern.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using catalogue::Action;
using catalogue::ConditionKey;
using catalogue::GlobalKey;
using catalogue::ResourceUse;
using catalogue::same_name;
using catalogue::Service;

constexpr std::string_view kGlobalPrefix = "aws";

template <class Item>
void add_found(std::vector<Item>& items, const std::optional<Item>& item) {
  if (item) items.push_back(*item);
}

template <class Items, class Range>
void add_all(Items& items, const Range& range) {
  for (const auto& item : range) items.push_back(item);
}

// A pattern of prefixes, or words out of a service's name.
void find_services(const Question& question, Answer& found) {
  const std::string wanted = ascii_lower(question.name);
  const Pattern prefix = Pattern::glob(wanted);
  for (const Service& service : catalogue::services()) {
    if (wanted.empty() || prefix.matches(service.prefix) ||
        ascii_lower(service.name).contains(wanted)) {
      found.services.push_back(service);
    }
  }
}

bool works_on(const Action& action, std::string_view type) {
  return std::ranges::any_of(action.resources,
                             [type](const ResourceUse& use) { return same_name(use.type, type); });
}

void find_actions(const Question& question, Answer& found) {
  const auto key = key_meant(question.key);
  if (!question.key.empty() && !key) return;
  for (const Action& action : catalogue::actions_matching(pattern_of(question))) {
    if (question.level && action.level != *question.level) continue;
    if (!question.resource_type.empty() && !works_on(action, question.resource_type)) continue;
    if (key && !carries(action, key->name)) continue;
    found.actions.push_back(action);
  }
}

std::pair<std::string_view, std::string_view> split_name(std::string_view name) {
  const std::size_t colon = name.find(':');
  if (colon == std::string_view::npos) return {name, ""};
  return {name.substr(0, colon), name.substr(colon + 1)};
}

FoundKey found_key(const ConditionKey& key) {
  return {.name = std::string(key.name), .type = key.type, .multivalued = key.multivalued};
}

FoundKey found_key(const GlobalKey& key) {
  return {.name = std::string(key.name) + (takes_tag_name(key) ? "${TagKey}" : ""),
          .type = key.type,
          .multivalued = key.multivalued,
          .global = true};
}

void find_keys(const Question& question, Answer& found) {
  for (const ConditionKey& key : catalogue::condition_keys_of(question.name)) {
    found.keys.push_back(found_key(key));
  }
  if (!same_name(question.name, kGlobalPrefix)) return;
  for (const GlobalKey& key : catalogue::global_keys()) {
    if (same_name(split_name(key.name).first, kGlobalPrefix)) found.keys.push_back(found_key(key));
  }
}

// A tag key is both: every service may carry it, and some list it.
void find_one_key(const Question& question, Answer& found) {
  const auto listed = key_meant(question.name);
  const GlobalKey* global = catalogue::find_global_key(question.name);
  if (!listed && global == nullptr) return;
  FoundKey key = listed ? found_key(*listed) : found_key(*global);
  key.global = global != nullptr;
  for (const Service& service : catalogue::services()) {
    if (catalogue::find_service_key(service.prefix, key.name)) {
      key.services.push_back(service.prefix);
    }
  }
  found.keys.push_back(std::move(key));
}

void find(const Question& question, Answer& found) {
  switch (question.subject) {
    case Subject::kServices:
      return find_services(question, found);
    case Subject::kActions:
      return find_actions(question, found);
    case Subject::kAction:
      return add_found(found.actions, catalogue::find_action(question.name));
    case Subject::kResourceTypes:
      return add_all(found.resource_types, catalogue::resource_types_of(question.name));
    case Subject::kResourceType: {
      const auto [service, type] = split_name(question.name);
      return add_found(found.resource_types, catalogue::find_resource_type(service, type));
    }
    case Subject::kKeys:
      return find_keys(question, found);
    case Subject::kKey:
      return find_one_key(question, found);
  }
}

}  // namespace

std::string_view pattern_of(const Question& question) {
  return question.name.empty() ? "*" : std::string_view(question.name);
}

std::optional<ConditionKey> key_meant(std::string_view key) {
  if (const auto found = catalogue::find_key(key)) return found;
  for (const std::string_view tag : {"/x", "x", ":x"}) {
    const auto found = catalogue::find_key(std::string(key) + std::string(tag));
    if (!found) continue;
    // What was left out is the placeholder: `s3:prefi` is not short for a key.
    const std::size_t placeholder = found->name.find_first_of("$<");
    if (placeholder != std::string_view::npos && placeholder >= key.size()) return found;
  }
  return std::nullopt;
}

Answer answer(const Question& question) {
  Answer found{.subject = question.subject};
  find(question, found);
  const bool any = !found.services.empty() || !found.actions.empty() ||
                   !found.resource_types.empty() || !found.keys.empty();
  if (!any) found.nothing = why_nothing(question);
  return found;
}

}  // namespace cordon
