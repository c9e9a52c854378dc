// Edits of JSON texts by place, for fixes: what is not touched keeps its layout. Every function
// answers with edits for the source of the tree that the values belong to, in the order of the text
// and without overlap, or with none where the text is not written as JSON writes it (YAML's
// blocks): then there is no fix. Whether an edit changes what a policy allows is the rule's to
// know.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/json.h"
#include "rules/finding.h"

namespace cordon::rules {

using Edits = std::vector<Edit>;

// --- Fixes --------------------------------------------------------------------------------------

/// No fix when there is nothing to edit.
[[nodiscard]] std::optional<Fix> safe_fix(std::string title, Edits edits);
[[nodiscard]] std::optional<Fix> unsafe_fix(std::string title, Edits edits);

/// `more` behind `edits`: they must not overlap. None when one of them has none.
[[nodiscard]] Edits join(Edits edits, Edits more);

// --- Texts --------------------------------------------------------------------------------------

/// A text as a JSON string, in its quotes.
[[nodiscard]] std::string json_string(std::string_view text);

/// Puts other JSON text in the place of a value.
[[nodiscard]] Edits replace_value(JsonValue value, std::string json);
/// Gives a string, or the name of a member, another content.
[[nodiscard]] Edits replace_string(JsonValue string, std::string_view text);
/// The same for its decoded bytes [begin, end) alone; none where their place is not told exactly.
[[nodiscard]] Edits replace_part(JsonValue string, std::size_t begin, std::size_t end,
                                 std::string_view text);

// --- Lists --------------------------------------------------------------------------------------

/// Removes elements, in the order of the text, with the commas that they leave.
[[nodiscard]] Edits remove_elements(JsonValue array, std::span<const JsonValue> elements);
/// Adds an element behind the last one, laid out like it. An array, or a value that stands for a
/// list of one and becomes a list.
[[nodiscard]] Edits add_element(JsonValue list, std::string json);
[[nodiscard]] Edits wrap_in_list(JsonValue value);
/// A list of one becomes its element.
[[nodiscard]] Edits unwrap_list(JsonValue array);

// --- Objects ------------------------------------------------------------------------------------

/// The first member of that name, with its key.
[[nodiscard]] std::optional<JsonValue::Member> find_member(JsonValue object, std::string_view name);

/// Removes members, by their keys, in the order of the text.
[[nodiscard]] Edits remove_members(JsonValue object, std::span<const JsonValue> keys);
[[nodiscard]] Edits remove_member(JsonValue object, JsonValue key);
/// Adds a member in front of all others, or behind the last one, laid out like them.
[[nodiscard]] Edits add_first_member(JsonValue object, std::string_view name, std::string json);
[[nodiscard]] Edits add_last_member(JsonValue object, std::string_view name, std::string json);

}  // namespace cordon::rules
