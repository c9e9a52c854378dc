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

// Two services write the placeholder as a word.
constexpr std::string_view kWord = "tag-key";

/// What stands around the one placeholder of a name: `${TagKey}`, `<key>`, `tag-key` at its end.
struct Around {
  std::string_view before;
  std::string_view after;
};

Around around_placeholder(std::string_view declared, std::size_t open) {
  if (declared.substr(open) == kWord) return {.before = declared.substr(0, open), .after = {}};
  const char closing = declared[open] == '<' ? '>' : '}';
  return {.before = declared.substr(0, open),
          .after = declared.substr(declared.find(closing, open) + 1)};
}

std::size_t placeholder(std::string_view declared) {
  if (declared.ends_with("/tag-key")) return declared.size() - kWord.size();
  return std::min(declared.find('$'), declared.find('<'));
}

std::size_t literal_size(std::string_view declared) {
  const Around around = around_placeholder(declared, placeholder(declared));
  return around.before.size() + around.after.size();
}

// A record of a service's list has the service before the key.
std::string_view key_of_record(std::string_view record) {
  const std::string_view name = record.substr(0, record.find('\t'));
  return name.substr(name.find(' ') + 1);
}

/// Of the names with a placeholder that stand for the key, the one that says most:
/// `events:Metadata/${Key}/Matcher` rather than `events:Metadata/${Key}`. The key itself is not
/// among the names.
std::optional<ConditionKey> best_template(std::string_view records, std::string_view key) {
  std::optional<ConditionKey> best;
  for (const std::string_view record : Sequence<std::string_view>(records)) {
    const std::string_view name = key_of_record(record);
    if (!stands_for(name, key)) continue;
    if (!best || literal_size(name) > literal_size(best->name)) best = ConditionKey::read(record);
  }
  return best;
}

bool any_stands_for(KeyNames names, std::string_view key) {
  return std::ranges::any_of(names, [key](std::string_view name) { return stands_for(name, key); });
}

}  // namespace

std::string_view to_string(KeyType type) { return kTypes[static_cast<std::size_t>(type)]; }

ConditionKey ConditionKey::read(std::string_view record) {
  ConditionKey key;
  key.name = key_of_record(record);
  record.remove_prefix(record.find('\t') + 1);
  key.multivalued = record.starts_with(kManyPrefix);
  if (key.multivalued) record.remove_prefix(kManyPrefix.size());
  key.type = static_cast<KeyType>(std::ranges::find(kTypes, record) - kTypes.begin());
  return key;
}

bool stands_for(std::string_view declared, std::string_view key) {
  const std::size_t shorter = std::min(declared.size(), key.size());
  std::size_t common = 0;
  while (common < shorter && folded(declared[common]) == folded(key[common])) ++common;
  if (common == declared.size() && common == key.size()) return true;
  const std::size_t open = placeholder(declared);
  if (open > common) return false;
  const std::string_view after = around_placeholder(declared, open).after;
  return key.size() > open + after.size() &&
         same_name(key.substr(key.size() - after.size()), after);
}

std::optional<ConditionKey> find_key(std::string_view key) {
  const std::string_view table = condition_keys_file();
  if (const auto record = find_record(table, key)) return ConditionKey::read(*record);
  const std::string_view prefix = key.substr(0, key.find(':'));
  const std::string_view of_prefix = records_of(table, prefix, ':');
  if (!of_prefix.empty()) return best_template(of_prefix, key);
  // Identity providers have a placeholder before the colon, and a dot as no other prefix has.
  return prefix.contains('.') ? best_template(table, key) : std::nullopt;
}

Sequence<ConditionKey> condition_keys() { return Sequence<ConditionKey>(condition_keys_file()); }

std::optional<ConditionKey> find_service_key(std::string_view service, std::string_view key) {
  const auto record = find_record(service_keys_file(), service, ' ', key);
  return record ? ConditionKey::read(*record)
                : best_template(records_of(service_keys_file(), service, ' '), key);
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
