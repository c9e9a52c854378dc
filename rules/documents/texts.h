// The texts of a policy document, each with the element it stands in: for rules about what may be
// written where. Names of elements and Effect are not among them; they are the reader's business.
#pragma once

#include <cstdint>

#include "grammar/policy_document.h"

namespace cordon::rules {

enum class TextPlace : std::uint8_t {
  kId,
  kSid,
  kPrincipal,
  kAction,
  kResource,
  kConditionKey,
  kConditionValue,
};

struct PlacedText {
  TextPlace place = TextPlace::kId;
  const PolicyText& text;
  const ConditionEntry* condition = nullptr;  // of keys and values

  /// Where policy variables are read (semantics.md 2.3).
  [[nodiscard]] bool takes_variables() const {
    return place == TextPlace::kResource || place == TextPlace::kConditionValue;
  }
};

template <class Visit>
void for_each_text(const Statement& statement, Visit visit) {
  if (statement.sid) visit(PlacedText{TextPlace::kSid, *statement.sid});
  if (statement.principal) {
    for (const PrincipalEntry& entry : statement.principal->entries) {
      visit(PlacedText{TextPlace::kPrincipal, entry.value});
    }
  }
  if (statement.action) {
    for (const PolicyText& entry : statement.action->entries) {
      visit(PlacedText{TextPlace::kAction, entry});
    }
  }
  if (statement.resource) {
    for (const PolicyText& entry : statement.resource->entries) {
      visit(PlacedText{TextPlace::kResource, entry});
    }
  }
  for (const ConditionEntry& entry : statement.conditions) {
    visit(PlacedText{TextPlace::kConditionKey, entry.key, &entry});
    for (const PolicyText& value : entry.values) {
      visit(PlacedText{TextPlace::kConditionValue, value, &entry});
    }
  }
}

/// Statement by statement, elements in a fixed order.
template <class Visit>
void for_each_text(const PolicyDocument& document, Visit visit) {
  if (document.id) visit(PlacedText{TextPlace::kId, *document.id});
  for (const Statement& statement : document.statements) for_each_text(statement, visit);
}

}  // namespace cordon::rules
