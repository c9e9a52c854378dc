#include "engine/incident/claim_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/incident/choice_members.h"
#include "engine/prove/request_sets.h"
#include "grammar/object_reader.h"

namespace cordon::incident {
namespace {

// What an incident can claim.
constexpr std::span kKinds = std::span(prove::kClaimNames).first<4>();

// No value: it is none of them, which is reported.
std::optional<ClaimKind> kind_of(ObjectReader& object) {
  const auto text = object.located_text("claim");
  if (!text) return ClaimKind::kNone;
  const auto found = std::ranges::find(kKinds, text->value);
  if (found != kKinds.end()) return static_cast<ClaimKind>(found - kKinds.begin());
  const bool equivalent = text->value == to_string(ClaimKind::kEquivalent);
  object.report(text->span,
                fmt::format("`claim` can't be {}: expected {}", backticked(text->value),
                            fmt::join(kKinds, ", ")),
                equivalent ? "an incident has no two policies to compare; `cordon diff` compares "
                             "policies and account snapshots"
                           : "");
  return std::nullopt;
}

void refuse(ObjectReader& object, ClaimKind kind, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const auto member = object.member(name)) {
      object.report(member->span(),
                    fmt::format("`{}` is not for the claim `{}`", name, to_string(kind)));
    }
  }
}

// What is missing; empty: nothing.
std::string_view lack_of(const Claim& claim) {
  const bool all = claim.actions.empty() && claim.resources.empty();
  if (claim.kind == ClaimKind::kNotGranted && all) {
    return "the claim `not-granted` needs `action` or `resource`";
  }
  const bool one = claim.resources.size() == 1 &&
                   claim.resources.front().find_first_of("*?") == std::string::npos;
  if (claim.kind == ClaimKind::kNotPublic && !one) {
    return "the claim `not-public` needs one `resource`: the ARN of what has the policy";
  }
  return "";
}

// Members that the claim has, and none that belong to others.
void read_members(ObjectReader& object, Claim& claim) {
  if (claim.kind == ClaimKind::kNotPublic) {
    refuse(object, claim.kind, {"for", "action"});
    claim.resources = object.texts("resource", prove::resource_pattern_problem);
    return;
  }
  claim.credential = object.required_text("for").value_or("*");
  if (claim.kind != ClaimKind::kNotGranted) {
    refuse(object, claim.kind, {"action", "resource"});
    return;
  }
  claim.actions = object.texts("action", prove::action_pattern_problem);
  claim.resources = object.texts("resource", prove::resource_pattern_problem);
}

}  // namespace

std::optional<Claim> read_claim(JsonValue value, std::size_t number, Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  ObjectReader object(value, "a claim", diagnostics);
  Claim claim;
  claim.span = value.span();
  claim.name = object.text("name").value_or(fmt::format("claim-{}", number));
  const auto kind = kind_of(object);
  claim.kind = kind.value_or(ClaimKind::kNone);
  if (kind) read_members(object, claim);
  claim.at = object.time("at");
  if (const auto index = expected_of(object, kClaimVerdictNames)) {
    claim.expect = static_cast<ClaimVerdict>(*index);
  }
  if (kind) object.finish();
  if (const auto lack = lack_of(claim); diagnostics.size() == before && !lack.empty()) {
    object.report(value.span(), std::string(lack));
  }
  if (diagnostics.size() > before) return std::nullopt;
  return claim;
}

}  // namespace cordon::incident
