// A policy document as it was written: elements with their places, nothing interpreted. It is typed
// and positioned, and as complete as the text allows; what was wrong is in the diagnostics that
// came with it. What it means is engine/'s business, whether it is wise is rules/'.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "grammar/json.h"

namespace cordon {

enum class Effect : std::uint8_t { kAllow, kDeny };

/// `2012-10-17` has policy variables; `2008-10-17` (also when Version is absent) has none.
enum class PolicyVersion : std::uint8_t { k2008, k2012 };

/// A string of the document and the tree node it came from (for spans inside it).
struct PolicyText {
  std::string_view value;
  JsonValue node;
};

/// Action/NotAction, Resource/NotResource.
struct ListElement {
  bool negated = false;
  Span span;  // of the element's name
  std::vector<PolicyText> entries;
};

/// One entry of a Principal: `{"AWS": "…"}` gives type "AWS"; a bare `"*"` gives type "*".
struct PrincipalEntry {
  std::string_view type;
  PolicyText value;
};

struct PrincipalElement {
  bool negated = false;
  Span span;
  std::vector<PrincipalEntry> entries;
};

/// One key under one operator: `"StringEquals": {"aws:username": ["a", "b"]}`. Values are texts:
/// numbers as written, booleans as `true` and `false` (semantics.md G7).
struct ConditionEntry {
  PolicyText op;
  PolicyText key;
  std::vector<PolicyText> values;
};

struct Statement {
  explicit Statement(JsonValue value) : node(value) {}

  JsonValue node;
  std::optional<PolicyText> sid;
  std::optional<Located<Effect>> effect;
  std::optional<PrincipalElement> principal;
  std::optional<ListElement> action;
  std::optional<ListElement> resource;
  std::vector<ConditionEntry> conditions;
};

struct PolicyDocument {
  JsonPtr tree;  // keeps every view alive
  Span span;
  std::optional<PolicyText> version_text;
  PolicyVersion version = PolicyVersion::k2008;
  std::optional<PolicyText> id;
  std::vector<Statement> statements;
};

struct PolicyResult {
  PolicyDocument document;
  Diagnostics diagnostics;
};

/// Reads the policy that is the value `root` of `tree`: the whole of a file, or a part of a larger
/// one. Never stops at the first problem. Errors: what AWS would refuse whatever the policy type
/// (semantics.md 1.1 to 1.4, G3 to G11). Of an element given twice, or of both halves of a pair
/// such as Action and NotAction, the first is read; conditions keep every entry. At most 100
/// diagnostics and the first of each kind, sorted, then one that says how many more there are.
[[nodiscard]] PolicyResult read_policy(JsonPtr tree, JsonValue root);

}  // namespace cordon
