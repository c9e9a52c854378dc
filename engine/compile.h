// From a policy document to what is evaluated: texts read, patterns compiled, actions indexed. What
// AWS would refuse in a policy of this type becomes an error here; what it accepts and never
// matches becomes a warning (semantics.md 1.5, 1.6, 2.2, 3).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/action_index.h"
#include "engine/condition.h"
#include "engine/policy_type.h"
#include "engine/principal_set.h"
#include "engine/resource_set.h"
#include "grammar/policy_document.h"

namespace cordon {

struct CompiledStatement {
  Effect effect = Effect::kDeny;
  std::string sid;                    // empty: none
  std::optional<ListElement> action;  // as written, for explanations
  PrincipalSet principals;
  ResourceSet resources;
  std::vector<CompiledCondition> conditions;
  Span span;
};

struct CompiledPolicy {
  std::string name;  // for people: a file, `inline policy X of user Y`
  PolicyType type = PolicyType::kIdentity;
  PolicyDocument document;
  std::vector<CompiledStatement> statements;
  ActionIndex actions;
  /// The policy exists and could not be read: whatever it says, it may be that it allows and it may
  /// be that it denies.
  bool unreadable = false;
};

using PolicyPtr = std::shared_ptr<const CompiledPolicy>;

struct CompileResult {
  PolicyPtr policy;  // never null; unreadable when there was an error
  Diagnostics diagnostics;
};

/// Compiles a document that was read. `diagnostics` are those of the reader and come first in the
/// result's.
[[nodiscard]] CompileResult compile_policy(PolicyResult read, PolicyType type, std::string name);

/// Reads and compiles the policy that is `root` of `tree`.
[[nodiscard]] CompileResult compile_policy(JsonPtr tree, JsonValue root, PolicyType type,
                                           std::string name);

/// The document as it is written: of one type and with the same text, two policies say the same.
/// Empty: it could not be read, or nobody wrote it.
[[nodiscard]] std::string_view document_text(const CompiledPolicy& policy);

/// A policy of which only the existence is known.
[[nodiscard]] PolicyPtr unreadable_policy(PolicyType type, std::string name);

}  // namespace cordon
