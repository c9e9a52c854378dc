// JSON that stands inside of a larger text: AWS gives policy documents as JSON strings, plain or
// percent-encoded. What is read keeps its place in the text around it through an embedded Source.
#pragma once

#include <optional>
#include <string_view>

#include "grammar/json.h"

namespace cordon {

/// Reads the JSON that `text` holds: what the bytes `span` of `outer` say, decoded (the text of a
/// JSON string, for example). Text that begins like an object or a string is read as it is, a
/// percent sign in it is its own; other text has to be percent-encoded. No value when it is
/// neither.
[[nodiscard]] std::optional<JsonResult> read_embedded_json(const SourcePtr& outer, Span span,
                                                           std::string_view text);

}  // namespace cordon
