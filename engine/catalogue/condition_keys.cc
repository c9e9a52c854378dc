// Condition keys, with and without a placeholder in their name.

#include <algorithm>
#include <array>

#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/data_files.h"
#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

constexpr std::array<std::string_view, 7> kTypes = {"String", "Numeric",   "Date", "Bool",
                                                    "Binary", "IPAddress", "ARN"};
constexpr std::string_view kManyPrefix = "ArrayOf";

/// What stands around the one placeholder of a name; a name without one has no `after`.
struct Around {
  std::string_view before;
  std::optional<std::string_view> after;
};

Around around_placeholder(std::string_view declared) {
  const std::size_t open = std::min(declared.find("${"), declared.find('<'));
  if (open == std::string_view::npos) return {.before = declared, .after = std::nullopt};
  const char closing = declared[open] == '<' ? '>' : '}';
  return {.before = declared.substr(0, open),
          .after = declared.substr(declared.find(closing, open) + 1)};
}

/// Of several names that stand for the key, the one that says most:
/// `events:Metadata/${Key}/Matcher` rather than `events:Metadata/${Key}`.
std::optional<ConditionKey> best_template(Sequence<ConditionKey> keys, std::string_view key) {
  std::optional<ConditionKey> best;
  std::size_t best_size = 0;
  for (const ConditionKey& each : keys) {
    const Around around = around_placeholder(each.name);
    if (!around.after || !stands_for(each.name, key)) continue;
    const std::size_t size = around.before.size() + around.after->size();
    if (!best || size > best_size) best = each;
    best_size = std::max(best_size, size);
  }
  return best;
}

bool any_stands_for(KeyNames names, std::string_view key) {
  return std::ranges::any_of(names, [key](std::string_view name) { return stands_for(name, key); });
}

}  // namespace

std::string_view to_string(KeyType type) { return kTypes[static_cast<std::size_t>(type)]; }

// A record of a service's list has the service before the name.
ConditionKey ConditionKey::read(std::string_view record) {
  ConditionKey key;
  key.name = take_part(record, '\t');
  key.name.remove_prefix(key.name.find(' ') + 1);
  key.multivalued = record.starts_with(kManyPrefix);
  if (key.multivalued) record.remove_prefix(kManyPrefix.size());
  key.type = static_cast<KeyType>(std::ranges::find(kTypes, record) - kTypes.begin());
  return key;
}

bool stands_for(std::string_view declared, std::string_view key) {
  if (same_name(declared, key)) return true;
  const auto [before, after] = around_placeholder(declared);
  return after && key.size() > before.size() + after->size() &&
         same_name(key.substr(0, before.size()), before) &&
         same_name(key.substr(key.size() - after->size()), *after);
}

std::optional<ConditionKey> find_key(std::string_view key) {
  const std::string_view table = condition_keys_file();
  if (const auto record = find_record(table, key)) return ConditionKey::read(*record);
  const std::string_view prefix = key.substr(0, key.find(':'));
  const std::string_view of_prefix = records_of(table, prefix, ':');
  if (!of_prefix.empty()) return best_template(Sequence<ConditionKey>(of_prefix), key);
  // Identity providers have a placeholder before the colon, and a dot as no other prefix has.
  return prefix.contains('.') ? best_template(condition_keys(), key) : std::nullopt;
}

Sequence<ConditionKey> condition_keys() { return Sequence<ConditionKey>(condition_keys_file()); }

std::optional<ConditionKey> find_service_key(std::string_view service, std::string_view key) {
  const auto record = find_record(service_keys_file(), service, ' ', key);
  return record ? ConditionKey::read(*record) : best_template(condition_keys_of(service), key);
}

Sequence<ConditionKey> condition_keys_of(std::string_view service) {
  return Sequence<ConditionKey>(records_of(service_keys_file(), service, ' '));
}

bool carries(const Action& action, std::string_view key) {
  if (any_stands_for(action.condition_keys, key)) return true;
  return std::ranges::any_of(action.resources, [&](const ResourceUse& use) {
    if (any_stands_for(use.condition_keys, key)) return true;
    const auto type = find_resource_type(action.service, use.type);
    return type && any_stands_for(type->condition_keys, key);
  });
}

}  // namespace cordon::catalogue
