#include "tests/support/yaml_as_json.h"

#include <memory>
#include <nlohmann/json.hpp>

#include "grammar/yaml.h"

namespace cordon::support {
namespace {

using nlohmann::ordered_json;

ordered_json to_json(JsonValue value) {
  switch (value.kind()) {
    case JsonKind::kNull:
      return nullptr;
    case JsonKind::kBool:
      return value.is_true();
    case JsonKind::kNumber:
      return ordered_json::parse(value.text());
    case JsonKind::kString:
      return value.text();
    case JsonKind::kArray: {
      ordered_json array = ordered_json::array();
      for (const JsonValue element : value.elements()) array.push_back(to_json(element));
      return array;
    }
    case JsonKind::kObject: {
      ordered_json object = ordered_json::object();
      for (const auto [key, member] : value.members()) {
        object[std::string(key.text())] = to_json(member);
      }
      return object;
    }
  }
  return nullptr;
}

}  // namespace

std::string as_json(std::string_view yaml) {
  const JsonResult read = read_json_or_yaml(std::make_shared<Source>("t", std::string(yaml)));
  return to_json(read.root().value()).dump();
}

}  // namespace cordon::support
