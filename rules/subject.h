// What rules look at: one policy document with all that is known about it, and the documents that
// one principal has together. A subject is made once (make_subject) and never changed; rules read
// it and keep nothing.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/compile.h"
#include "engine/policy_type.h"
#include "grammar/date_time.h"
#include "grammar/diagnostic.h"
#include "grammar/policy_document.h"
#include "rules/settings.h"

namespace cordon::rules {

/// A policy document as it was found, before anything was judged.
struct FoundDocument {
  JsonPtr tree;                   // never null; empty after a syntax error
  std::optional<JsonValue> root;  // none after a syntax error
  Diagnostics problems;           // of reading the text around the document, syntax errors too
  /// What the file or the user says; left out: inferred from the document.
  std::optional<PolicyType> type;
  std::string resource_type;  // `AWS::S3::Bucket`, as ValidatePolicy names it; empty: not known
  std::string name;           // for people: `policies/a.json`, `inline policy X of user Y`
  /// ARNs of the principals that the document is attached to, as the file tells; empty: not known.
  std::vector<std::string> principals;
  /// The quota of the target, where it is known: managed, user, group or role.
  enum class Home : std::uint8_t { kUnknown, kManaged, kUser, kGroup, kRole };
  Home home = Home::kUnknown;
  /// How the document was hidden in its file, where AWS wants it bare: not what the AWS CLI prints
  /// around documents, which is taken off without a word.
  enum class Wrapping : std::uint8_t {
    kNone,
    kText,     // a JSON string (of a JSON string, …) that holds it: the tree's source is embedded
    kEncoded,  // percent-encoded text that holds it: likewise
    kMember,   // an object around it with one member: the file's root
  };
  Wrapping wrapping = Wrapping::kNone;
};

struct Subject {
  FoundDocument found;
  PolicyType type = PolicyType::kIdentity;
  bool type_is_inferred = false;
  PolicyDocument document;  // as complete as the text allows
  /// Null when AWS would refuse the document: then there is no meaning to ask about.
  PolicyPtr compiled;
  Diagnostics problems;  // of reading and compiling, in the order of the text
  const Settings* settings = nullptr;
  /// When the policy is judged, UTC; none: rules that compare with now are silent.
  std::optional<Instant> now;

  [[nodiscard]] const SourcePtr& source() const { return found.tree->source(); }
  [[nodiscard]] const std::vector<Statement>& statements() const { return document.statements; }
  [[nodiscard]] bool is(PolicyType wanted) const { return type == wanted; }
};

/// All documents of one principal that were found: its own, its groups', what is attached to it. A
/// document of which no principal is known stands alone.
struct Principal {
  std::string arn;  // empty: not known
  std::vector<const Subject*> documents;
  const Subject* trust = nullptr;  // of a role: who may assume it; null: not found
};

/// Reads and compiles a document. `settings` must outlive the subject.
[[nodiscard]] Subject make_subject(FoundDocument found, const Settings& settings,
                                   std::optional<Instant> now);

/// Groups subjects by the principals that their documents are attached to; identity policies only.
[[nodiscard]] std::vector<Principal> principals_of(const std::vector<Subject>& subjects);

/// The policy type that a document's shape speaks for (semantics.md 1.5).
[[nodiscard]] PolicyType infer_type(const PolicyDocument& document);

}  // namespace cordon::rules
