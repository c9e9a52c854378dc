// Texts with variables whose values are free: `home/${aws:username}/*`. Read as an atom over two
// attributes; filled with values, it is an ordinary set of texts.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "engine/key_template.h"
#include "engine/prove/reading.h"

namespace cordon::prove {

/// Whether `variable`'s value matches a text with variables. A variable that the request lacks
/// makes it match nothing; one that is empty or a list is not documented (semantics.md 2.3).
[[nodiscard]] Symbolic read_link(const Reading& reading, VariableId variable,
                                 const KeyTemplate& text, ValueType type, bool resource);

/// Whether the request has the key of a variable, be it with an empty list.
[[nodiscard]] Symbolic has_value(const Reading& reading, const ContextKey& key);

/// The texts that match when the holes have these values; no value: they make something that the
/// operator can't read, or of which it is not known how it compares.
[[nodiscard]] std::optional<TextSet> filled(const Link& link, std::span<const std::string> values);
/// All texts that match for some values.
[[nodiscard]] std::optional<TextSet> filled_with_anything(const Link& link);

/// A text to be compared in the lower case of its letters; no value unless it is ASCII.
[[nodiscard]] std::optional<TextSet::Tokens> folded_tokens(std::string_view lower);
/// An ARN pattern of which each field is matched by itself, as one pattern.
[[nodiscard]] TextSet::Tokens tokens_of(const ArnPattern& arn);
/// Wildcards do not match colons.
void confine_to_fields(TextSet::Tokens& tokens);

}  // namespace cordon::prove
