// Amazon Resource Names: `arn:partition:service:region:account:resource`. The sixth field is the
// whole remainder and may hold colons and slashes (semantics.md 2.2).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace cordon {

/// Views into the text that was split; nothing is decoded or checked beyond the six fields.
struct Arn {
  std::string_view partition;
  std::string_view service;
  std::string_view region;
  std::string_view account;
  std::string_view resource;
};

/// No value unless the text starts with `arn:` and has five colons.
[[nodiscard]] std::optional<Arn> split_arn(std::string_view text);

/// Colon-separated fields of an ARN or ARN pattern, six at the most (the sixth keeps its colons).
[[nodiscard]] std::size_t count_arn_fields(std::string_view text);

/// Twelve digits.
[[nodiscard]] bool is_account_id(std::string_view text);

/// The part behind the last slash: a user's or role's name without `user/` and path.
[[nodiscard]] std::string_view last_path_part(std::string_view resource);

}  // namespace cordon
