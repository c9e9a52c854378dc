// Weakened copies of a policy: each of its Denies without the statement, without one of its
// actions or condition values, or with a cutoff moved by a day. Tests that are any good notice each
// of them. What strengthens a Deny, or leaves it as it is, is no mutant: entries of NotAction and
// of negated operators stay. Whether anybody notices is not asked here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/compile.h"
#include "grammar/json_edit.h"
#include "grammar/policy_document.h"

namespace cordon::testing {

/// Changes are by the index of a node in the document's tree, so that they fit every tree that was
/// read from the same text.
struct Mutant {
  std::uint32_t statement = 0;
  Span place;        // of what is taken away or changed
  std::string what;  // `without the action s3:GetObject`
  std::vector<OtherText> texts;
  std::optional<std::uint32_t> without;  // an element of an array
};

/// In the order of the text.
[[nodiscard]] std::vector<Mutant> mutants_of(const PolicyDocument& document);

[[nodiscard]] JsonPtr changed(const JsonPtr& tree, const Mutant& mutant);

/// The policy with the change; null when AWS would refuse it then.
[[nodiscard]] PolicyPtr mutated(const CompiledPolicy& policy, const Mutant& mutant);

}  // namespace cordon::testing
