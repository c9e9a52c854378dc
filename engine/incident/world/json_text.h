// JSON text of values that were read, for documents that an event puts together out of others (a
// permission added to a function's policy). What users get to see is written by cli/.
#pragma once

#include <string>
#include <string_view>

#include "grammar/json.h"

namespace cordon::incident {

/// A JSON string with its quotes. `text` is valid UTF-8.
[[nodiscard]] std::string json_text(std::string_view text);

/// The value on one line. Recurses as deep as the tree, which the readers bound.
[[nodiscard]] std::string json_text(JsonValue value);

}  // namespace cordon::incident
