// The parts that read_policy is made of: the collector of problems, the look-up of elements by
// name, and the readers of the elements with a shape of their own. Shapes only: what an element
// means is engine/'s business. For policy_reader.cc, not for other folders.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "grammar/policy_document.h"
#include "grammar/policy_problems.h"

namespace cordon {

/// A member of an object, if it is there.
using Element = std::optional<JsonValue::Member>;

/// What the elements of an object may be called, and the names that belong somewhere else.
struct ElementNames {
  std::span<const std::string_view> known;
  std::span<const std::string_view> misplaced;
  std::string_view where_misplaced_belong;
};

/// Fills `found`, one place a known name; of elements given twice the first counts. Reports
/// unknown, misplaced and repeated ones.
void find_elements(JsonValue object, const ElementNames& names, std::span<Element> found,
                   PolicyProblems& problems);

[[nodiscard]] std::optional<PolicyText> read_text(const Element& element, PolicyProblems& problems);

/// One of a pair such as Action and NotAction.
struct Chosen {
  JsonValue::Member element;
  bool negated = false;
};

/// The one that is there; of both the first, reported at the second.
[[nodiscard]] std::optional<Chosen> choose(const Element& plain, const Element& negated,
                                           PolicyProblems& problems);

[[nodiscard]] ListElement read_list(const Chosen& chosen, PolicyProblems& problems);
[[nodiscard]] PrincipalElement read_principal(const Chosen& chosen, PolicyProblems& problems);
[[nodiscard]] std::vector<ConditionEntry> read_conditions(const Element& condition,
                                                          PolicyProblems& problems);

/// Characters that IAM refuses anywhere in a document (semantics.md G1).
void check_characters(JsonValue root, PolicyProblems& problems);

}  // namespace cordon
