// The path of a place as JSON, in the shape of ValidatePolicy's PathElement. A template, so that no
// header includes a JSON library: `Json` is nlohmann's.
#pragma once

#include "rules/findings/json_path.h"

namespace cordon {

template <class Json>
Json path_element_json(const rules::PathElement& element) {
  switch (element.kind) {
    case rules::PathElement::Kind::kValue:
      return Json{{"value", element.name}};
    case rules::PathElement::Kind::kKey:
      return Json{{"key", element.name}};
    case rules::PathElement::Kind::kIndex:
      return Json{{"index", element.number}};
    case rules::PathElement::Kind::kSubstring:
      return Json{{"substring", {{"start", element.number}, {"length", element.length}}}};
  }
  return nullptr;
}

template <class Json>
Json path_json(const rules::JsonPlace& place) {
  Json path = Json::array();
  for (const rules::PathElement& element : place.path) {
    path.push_back(path_element_json<Json>(element));
  }
  return path;
}

}  // namespace cordon
