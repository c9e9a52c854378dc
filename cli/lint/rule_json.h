// A rule as JSON, as `cordon explain` and `cordon rules` write it. A template, so that no header
// includes a JSON library: `Json` is nlohmann's.
#pragma once

#include "rules/page.h"

namespace cordon {

template <class Json>
Json rule_json(const rules::Rule& rule) {
  const auto or_null = [](std::string_view text) {
    return text.empty() ? Json(nullptr) : Json(text);
  };
  return Json{{"id", rule.id},
              {"name", rule.name},
              {"family", rules::family_of(rule)},
              {"level", to_string(rule.level)},
              {"profile", to_string(rule.profile)},
              {"fix", to_string(rule.fix)},
              {"awsCodes", rules::aws_codes_of(rule)},
              {"parliament", or_null(rule.parliament)},
              {"summary", rule.summary}};
}

}  // namespace cordon
