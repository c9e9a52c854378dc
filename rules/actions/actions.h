// What a statement's Action or NotAction says of an action, and what an entry of it stands for in
// the catalogue. Letter case never counts (semantics.md 1.6). Whether an action exists is the
// catalogue's knowledge; what the statement does about it is the rules'.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "grammar/policy_document.h"
#include "rules/subject.h"

namespace cordon::rules {

/// The halves of an entry: `s3` and `Get*`.
struct ActionParts {
  std::string_view service;
  std::string_view name;
};
/// No value when the entry is `*` or not `service:name`.
[[nodiscard]] std::optional<ActionParts> action_parts(std::string_view entry);

/// `*` or `?` is in it.
[[nodiscard]] bool has_wildcard(std::string_view text);

/// How an action gets into a statement.
enum class Covered : std::uint8_t {
  kNot,
  kExactly,      // its name is listed
  kByPattern,    // an entry with a wildcard matches it
  kByExclusion,  // NotAction leaves it
};

struct ActionCoverage {
  Covered how = Covered::kNot;
  const PolicyText* entry = nullptr;  // that covers it; null when none does, and under NotAction

  explicit operator bool() const { return how != Covered::kNot; }
};

/// An exact name goes before a pattern. `action` is `service:name`. The statement is looked through
/// only if the policy's index says that it speaks of the action.
[[nodiscard]] ActionCoverage coverage(const Subject& subject, std::size_t statement,
                                      std::string_view action);
/// The same for a statement alone.
[[nodiscard]] ActionCoverage coverage(const Statement& statement, std::string_view action);

/// The statements that speak of the action, Allow and Deny, in the order of the document. For rules
/// about one action this is cheaper than to ask each statement.
[[nodiscard]] std::vector<std::size_t> statements_on(const Subject& subject,
                                                     std::string_view action);

/// The statement has an Action, no NotAction, and these are its entries; none otherwise.
[[nodiscard]] const std::vector<PolicyText>& listed_actions(const Statement& statement);
/// The same for Resource and NotResource.
[[nodiscard]] const std::vector<PolicyText>& listed_resources(const Statement& statement);

}  // namespace cordon::rules
