// Case documents (docs: `cordon simulate --batch`) for tests of the engine: one JSON object holds a
// request, the policies that apply to it and maybe the expected decision. Reads what the tests need
// and nothing of the rest (no `file`); the program has its own reader.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/evaluate.h"
#include "tests/support/policy_text.h"

namespace cordon::support {

struct Case {
  std::string id;
  Request request;
  ApplicablePolicies policies;
  std::string expect;  // empty: not told
};

// Throws what is wrong with a document that can't be used.
Case read_case(JsonValue document);
Case read_case(std::string_view document);

// One key of a request's context: text, number or boolean; an array is a list; null is absent;
// "NOT_TOLD" leaves the key open.
ContextEntry context_entry(std::string_view key, JsonValue value);

// `allowed identity-allow`, `implicitDeny scp-implicit-deny at level 1`, and of what is not decided
// every decision that it can be: `undecided: allowed or explicitDeny`.
std::string to_line(const Decision& decision);

std::string decide(const Case& one);
// The decision, or `unusable: …`.
std::string decide(std::string_view document);

}  // namespace cordon::support
