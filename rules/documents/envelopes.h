// What the AWS CLI prints around policy documents, taken off: one row for each command in a table,
// and get-account-authorization-details, which has all policies of an account. Says what such an
// output tells about each document (its type, its resource, whom it is attached to); the documents
// themselves are not looked into.
#pragma once

#include <string_view>
#include <vector>

#include "grammar/diagnostic.h"
#include "grammar/json.h"
#include "rules/subject.h"

namespace cordon::rules {

/// A document in an envelope: an object, or a string that holds one.
struct Enveloped {
  JsonValue document;
  FoundDocument about;  // without tree, root and problems
};

struct Envelope {
  std::vector<Enveloped> documents;
  Diagnostics warnings;  // about what is not there: further pages, a default version
};

/// Empty when `root` is no output that is known.
[[nodiscard]] Envelope open_envelope(JsonValue root);

/// The text of a member that is a string; else empty.
[[nodiscard]] std::string_view text_of(JsonValue object, std::string_view name);

/// Whether this is what `aws iam get-account-authorization-details` prints.
[[nodiscard]] bool is_snapshot(JsonValue root);

/// One document a policy: inline ones, trust policies, and managed ones by their default version.
/// Whom it is attached to counts the members of groups.
[[nodiscard]] Envelope open_snapshot(JsonValue root);

}  // namespace cordon::rules
