// Sets of the texts that requests have: actions, ARNs of resources, ARNs of principals; and which
// of them plainly have nothing in common.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/caller.h"
#include "engine/prove/text_set.h"

namespace cordon::prove {

/// `*` and `?` are wildcards.
[[nodiscard]] TextSet::Tokens glob_tokens(std::string_view text);

/// Empty when it is an entry of an Action element, of a Resource element; else what is wrong.
[[nodiscard]] std::string_view action_pattern_problem(std::string_view entry);
[[nodiscard]] std::string_view resource_pattern_problem(std::string_view entry);

/// `service:name` in lower case; names hold neither colon nor slash.
[[nodiscard]] TextSet all_actions();
/// Actions in lower case that entries of an Action element match; entries that can never match are
/// left out (semantics.md 1.6).
[[nodiscard]] TextSet actions_of(std::span<const std::string_view> entries);
[[nodiscard]] TextSet actions_of(const auto& entries) {
  const std::vector<std::string_view> views(entries.begin(), entries.end());
  return actions_of(std::span<const std::string_view>(views));
}

/// ARNs with what these globs match in their last two fields.
[[nodiscard]] TextSet arns_of(std::string_view account, std::string_view resource);
/// Those that name an account.
[[nodiscard]] TextSet arns_of_account_owned();
/// The aws:PrincipalArn of callers of a kind.
[[nodiscard]] TextSet principal_arns(CallerKind kind);

/// Whether the set plainly has nothing of what alone is asked about; that nothing is asked about
/// stands for anything. Most statements speak of other actions and resources than a narrow
/// question: those are no work for the search.
[[nodiscard]] bool is_apart(const TextSet& set, const std::vector<TextSet::Tokens>& asked);

}  // namespace cordon::prove
