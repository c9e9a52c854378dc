// Small pieces of sentences that the files of explain share: quoting and listing what users wrote.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/key_template.h"
#include "engine/request.h"

namespace cordon {

/// In backticks; a text of more than some lines of a terminal is cut.
[[nodiscard]] std::string in_ticks(std::string_view text);

/// `a`, `b` or `c`; of a long list the first ones and how many there are more. `word` stands before
/// the last: "or", "and".
[[nodiscard]] std::string list_of(const std::vector<std::string>& texts, std::string_view word);

/// A text of a policy as it reads for this request: with its variables filled in behind it when
/// they are known: `home/${aws:username}` (here `home/alice`).
[[nodiscard]] std::string policy_text(std::string_view text,
                                      const std::optional<KeyTemplate>& with_variables,
                                      const Request& request);

/// Whether a key is one that would have to be told: the request leaves it, or its value, open.
[[nodiscard]] bool is_open(const ContextKey& key, const Request& request);

/// Adds the variables of a text that are open, each key once.
void add_open_variables(const std::optional<KeyTemplate>& text, const Request& request,
                        std::vector<const ContextKey*>& keys);

}  // namespace cordon
