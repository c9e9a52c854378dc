#include <nlohmann/json.hpp>

#include "cli/query/query.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

JsonOut names(const catalogue::KeyNames& keys) {
  JsonOut list = JsonOut::array();
  for (const std::string_view key : keys) list.push_back(key);
  return list;
}

JsonOut item(const catalogue::Service& service) {
  return {{"prefix", service.prefix}, {"name", service.name}, {"rcp", service.rcp}};
}

JsonOut item(const catalogue::Action& action) {
  JsonOut types = JsonOut::array();
  for (const catalogue::ResourceUse& use : action.resources) {
    types.push_back({{"name", use.type},
                     {"required", use.required},
                     {"conditionKeys", names(use.condition_keys)}});
  }
  return {{"action", action.full_name},
          {"accessLevel", to_string(action.level)},
          {"resourceTypes", std::move(types)},
          {"conditionKeys", names(action.condition_keys)}};
}

JsonOut item(const catalogue::ResourceType& type) {
  return {{"service", type.service},
          {"name", type.name},
          {"arn", type.arn},
          {"conditionKeys", names(type.condition_keys)}};
}

JsonOut item(const FoundKey& key) {
  return {{"key", key.name},
          {"type", to_string(key.type)},
          {"multivalued", key.multivalued},
          {"global", key.global}};
}

template <class Items>
JsonOut list(const Items& items) {
  JsonOut list = JsonOut::array();
  for (const auto& each : items) list.push_back(item(each));
  return list;
}

JsonOut keys(const Answer& answer) {
  JsonOut found = list(answer.keys);
  if (answer.subject != Subject::kKey) return found;
  for (std::size_t i = 0; i < answer.keys.size(); ++i) {
    found[i]["services"] = answer.keys[i].services;
  }
  return found;
}

}  // namespace

std::string query_json(const Answer& answer) {
  JsonOut object{{"schema", "cordon.query.v1"}, {"dataDate", catalogue::data_date()}};
  switch (answer.subject) {
    case Subject::kServices:
      object["services"] = list(answer.services);
      break;
    case Subject::kActions:
    case Subject::kAction:
      object["actions"] = list(answer.actions);
      break;
    case Subject::kResourceTypes:
    case Subject::kResourceType:
      object["resourceTypes"] = list(answer.resource_types);
      break;
    case Subject::kKeys:
    case Subject::kKey:
      object["conditionKeys"] = keys(answer);
      break;
  }
  return object.dump(2, ' ', false, JsonOut::error_handler_t::replace) + "\n";
}

}  // namespace cordon
