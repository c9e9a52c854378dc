// Secrets in a user's text (incident files and account exports have some): the values of members
// that are named like secrets. They are never shown, neither in quoted lines nor in messages. It
// goes by names alone: what a secret looks like is not known here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/source.h"

namespace cordon {

/// Whether a member of that name holds a secret: `SecretAccessKey`, `session_token`, `password`, ….
[[nodiscard]] bool names_secret(std::string_view name);

/// The line with the values of members named like secrets replaced by stars, byte for byte. Knows
/// JSON, JSON inside of a JSON string, and YAML.
[[nodiscard]] std::string blot_secrets(std::string_view line);

/// A line of a source without the secrets in it, also those that began on a line before.
[[nodiscard]] std::string blotted_line(const Source& source, std::uint32_t number);

/// Whether a line belongs to a secret's value that began on a line before (YAML blocks, JSON values
/// on a line of their own).
[[nodiscard]] bool continues_secret(const Source& source, std::uint32_t line);

}  // namespace cordon
