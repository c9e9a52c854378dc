// Examples of what an entry of Action or Resource stands for, or of what meets conditions, made
// from their own words. Whoever is to speak of all that the entry speaks of speaks of the example,
// too: a cheap way to see that somebody does not. Nothing here is sure to be an example: whoever
// made a request of them asks the engine.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "engine/compile.h"
#include "engine/context.h"

namespace cordon::rules {

/// In lower case.
[[nodiscard]] std::string sample_action(std::string_view entry);
/// `*` for `*`.
[[nodiscard]] std::string sample_resource(std::string_view entry);

/// A context that AWS could give a request, and that may meet the conditions of a statement: by the
/// `number`th of their values, counted round. No value: the conditions need more than an example.
[[nodiscard]] std::optional<RequestContext> sample_context(const CompiledStatement& statement,
                                                           std::size_t number);

/// A text with variables, filled from the context; those that it lacks are put into it. No value: a
/// variable of which not every text is a value.
[[nodiscard]] std::optional<std::string> sample_text(const KeyTemplate& text,
                                                     RequestContext& context);

}  // namespace cordon::rules
