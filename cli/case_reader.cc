#include "cli/case_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/did_you_mean.h"

namespace cordon {

std::optional<Expectation> read_expectation(ObjectReader& object) {
  const auto text = object.located_text("expect");
  if (!text) return std::nullopt;
  const auto expectation = expectation_from(text->value);
  if (!expectation) {
    object.report(text->span, fmt::format("`expect`: unknown decision {}", backticked(text->value)),
                  did_you_mean(text->value, kExpectationNames));
  }
  return expectation;
}

std::optional<Expectation> expectation_from(std::string_view name) {
  const auto* found = std::ranges::find(kExpectationNames, name);
  if (found == kExpectationNames.end()) return std::nullopt;
  return static_cast<Expectation>(found - kExpectationNames.begin());
}

bool meets(const Decision& decision, Expectation expectation) {
  switch (expectation) {
    case Expectation::kAllowed:
      return decision.outcome == Outcome::kAllowed;
    case Expectation::kImplicitDeny:
      return decision.outcome == Outcome::kImplicitDeny;
    case Expectation::kExplicitDeny:
      return decision.outcome == Outcome::kExplicitDeny;
    case Expectation::kUndecided:
      return decision.outcome == Outcome::kUndecided;
    case Expectation::kDenied:
      return !decision.can_be(Outcome::kAllowed) &&
             (decision.can_be(Outcome::kImplicitDeny) || decision.can_be(Outcome::kExplicitDeny));
  }
  return false;
}

std::optional<Case> read_case(const JsonPtr& tree, ObjectReader& object, PolicyStore& store,
                              Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  const auto stated = object.required("request");
  std::optional<Request> request = stated ? read_request(*stated, diagnostics) : std::nullopt;
  const auto kind = request ? resource_policy_kind(*request) : ResourcePolicyKind::kResource;
  ApplicablePolicies policies;
  policies.resource_told = false;
  if (const auto value = object.member("policies")) {
    policies = read_policies(tree, *value, kind, store, diagnostics);
  }
  const std::optional<Expectation> expect = read_expectation(object);
  if (diagnostics.size() > before || !request) return std::nullopt;
  return Case{*std::move(request), std::move(policies), expect};
}

}  // namespace cordon
