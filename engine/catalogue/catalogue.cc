#include "engine/catalogue/catalogue.h"

#include <algorithm>
#include <array>

#include "engine/catalogue/data_files.h"
#include "engine/catalogue/glob.h"
#include "engine/catalogue/record_index.h"

namespace cordon::catalogue {
namespace {

constexpr std::array<std::string_view, 5> kLevels = {"List", "Read", "Write",
                                                     "Permissions management", "Tagging"};

AccessLevel level_named(std::string_view name) {
  return static_cast<AccessLevel>(std::ranges::find(kLevels, name) - kLevels.begin());
}

template <class Item>
std::optional<Item> read_found(std::optional<std::string_view> record) {
  return record ? std::optional(Item::read(*record)) : std::nullopt;
}

const RecordIndex& action_index() {
  static const RecordIndex kIndex(actions_file());
  return kIndex;
}

}  // namespace

std::string_view data_date() {
  const std::string_view record = find_record(origin_file(), "date").value_or("");
  return record.substr(record.find('\t') + 1);
}

// --- Services -----------------------------------------------------------------------------------

Service Service::read(std::string_view record) {
  Service service;
  service.prefix = take_part(record, '\t');
  service.name = take_part(record, '\t');
  service.rcp = !record.empty();
  return service;
}

std::optional<Service> find_service(std::string_view prefix) {
  static const RecordIndex kIndex(services_file());
  return read_found<Service>(kIndex.find(prefix));
}

Sequence<Service> services() { return Sequence<Service>(services_file()); }

// --- Actions ------------------------------------------------------------------------------------

std::string_view to_string(AccessLevel level) { return kLevels[static_cast<std::size_t>(level)]; }

ResourceUse ResourceUse::read(std::string_view part) {
  ResourceUse use;
  use.type = take_part(part, '=');
  use.condition_keys = KeyNames(part);
  use.required = use.type.ends_with('*');
  if (use.required) use.type.remove_suffix(1);
  return use;
}

Action Action::read(std::string_view record) {
  Action action;
  action.full_name = take_part(record, '\t');
  action.name = action.full_name;
  action.service = take_part(action.name, ':');
  action.level = level_named(take_part(record, '\t'));
  action.condition_keys = KeyNames(take_part(record, '\t'));
  action.resources = Sequence<ResourceUse, '\t'>(record);
  return action;
}

std::optional<Action> find_action(std::string_view full_name) {
  return read_found<Action>(action_index().find(full_name));
}

Sequence<Action> actions_of(std::string_view service) {
  return Sequence<Action>(records_of(actions_file(), service, ':'));
}

// A run of asterisks is one asterisk: a long one must not be gone through for every action.
MatchingActions::MatchingActions(std::string_view pattern) {
  std::ranges::unique_copy(pattern, std::back_inserter(pattern_),
                           [](char a, char b) { return a == '*' && b == '*'; });
  const std::size_t wildcard = std::min(pattern.find('*'), pattern.find('?'));
  const bool is_name = wildcard == std::string_view::npos;
  lines_ = Sequence<std::string_view>(
      is_name ? action_index().find(pattern).value_or(std::string_view())
              : records_from(actions_file(), pattern.substr(0, wildcard)));
}

MatchingActions::Iterator::Iterator(std::string_view pattern, Sequence<std::string_view> lines)
    : pattern_(pattern), line_(lines.begin()) {
  skip_others();
}

MatchingActions::Iterator& MatchingActions::Iterator::operator++() {
  ++line_;
  skip_others();
  return *this;
}

MatchingActions::Iterator MatchingActions::Iterator::operator++(int) {
  const Iterator before = *this;
  ++*this;
  return before;
}

void MatchingActions::Iterator::skip_others() {
  while (line_ != std::default_sentinel) {
    const std::string_view line = *line_;
    if (action_glob_matches(pattern_, line.substr(0, line.find('\t')))) return;
    ++line_;
  }
}

// --- Resource types -----------------------------------------------------------------------------

ResourceType ResourceType::read(std::string_view record) {
  ResourceType type;
  type.name = take_part(record, '\t');
  type.service = take_part(type.name, ' ');
  type.arn = take_part(record, '\t');
  type.condition_keys = KeyNames(record);
  return type;
}

std::optional<ResourceType> find_resource_type(std::string_view service, std::string_view name) {
  return read_found<ResourceType>(find_record(resource_types_file(), service, ' ', name));
}

Sequence<ResourceType> resource_types_of(std::string_view service) {
  return Sequence<ResourceType>(records_of(resource_types_file(), service, ' '));
}

}  // namespace cordon::catalogue
