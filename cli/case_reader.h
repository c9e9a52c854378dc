// A case document: one request, the policies that apply to it, and maybe what should come out. It
// is the shape of a batch line, of a case in a policy test file and of a probe; each of them has
// members of its own beside these. Reading never stops at the first problem, and every problem has
// the place of the value that is wrong. Nothing is decided here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "cli/policy_store.h"
#include "engine/applicable_policies.h"
#include "engine/decision.h"
#include "engine/request.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"
#include "grammar/object_reader.h"

namespace cordon {

/// What a case expects: a decision, or `denied` for either way of being denied.
enum class Expectation : std::uint8_t {
  kAllowed,
  kImplicitDeny,
  kExplicitDeny,
  kUndecided,
  kDenied,
};

inline constexpr std::array<std::string_view, 5> kExpectationNames{
    "allowed", "implicitDeny", "explicitDeny", "undecided", "denied"};

[[nodiscard]] std::optional<Expectation> expectation_from(std::string_view name);
/// `denied` is met as soon as the request can't be allowed, also where it is open which deny it is.
[[nodiscard]] bool meets(const Decision& decision, Expectation expectation);

struct Case {
  Request request;
  ApplicablePolicies policies;
  std::optional<Expectation> expect;
};

/// Reads the members `request`, `policies` and `expect` of `object`, a part of `tree`; its other
/// members, and object.finish(), are the caller's. No value when something is wrong.
[[nodiscard]] std::optional<Case> read_case(const JsonPtr& tree, ObjectReader& object,
                                            PolicyStore& store, Diagnostics& diagnostics);

/// The value of `expect`; no value when it is not given or is reported.
[[nodiscard]] std::optional<Expectation> read_expectation(ObjectReader& object);

/// The value of `request`.
[[nodiscard]] std::optional<Request> read_request(JsonValue value, Diagnostics& diagnostics);

/// The value of `policies`. For sts:AssumeRole… `resource` is the role's trust policy.
enum class ResourcePolicyKind : std::uint8_t { kResource, kTrust };
[[nodiscard]] ResourcePolicyKind resource_policy_kind(const Request& request);
[[nodiscard]] ApplicablePolicies read_policies(const JsonPtr& tree, JsonValue value,
                                               ResourcePolicyKind kind, PolicyStore& store,
                                               Diagnostics& diagnostics);

}  // namespace cordon
