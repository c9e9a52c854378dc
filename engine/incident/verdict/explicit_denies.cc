#include "engine/incident/verdict/explicit_denies.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "engine/incident/verdict/situations.h"
#include "engine/made_policy.h"
#include "engine/prove/claim.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kAllows = "(allowed by somebody)";

PolicyPtr allowed(PolicyType type) { return everything_allowed(type, std::string(kAllows)); }

// Whoever can allow something allows everything: what is still denied is denied explicitly.
ApplicablePolicies with_everything_allowed(ApplicablePolicies policies) {
  policies.identity.push_back(allowed(PolicyType::kIdentity));
  policies.boundary.push_back(allowed(PolicyType::kBoundary));
  policies.session.push_back(allowed(PolicyType::kSession));
  for (auto& level : policies.scps) level.push_back(allowed(PolicyType::kScp));
  policies.rcps.clear();
  policies.resource = made_policy(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})",
      PolicyType::kResource, std::string(kAllows));
  policies.resource_told = true;
  return policies;
}

prove::Proof prove_closed(const prove::Situation& situation, const ApplicablePolicies& policies) {
  return prove::prove_none_allowed({&situation, 1}, policies);
}

Witness left_alone(const Request& request, const Question& question) {
  Witness witness;
  witness.action = request.action();
  witness.resource = request.resource();
  for (const ContextEntry& entry : request.context.entries()) {
    const bool chosen =
        entry.key.derived == DerivedKey::kNone && entry.state == ContextEntry::State::kValues;
    if (chosen) witness.context.push_back(entry);
  }
  return made_by(std::move(witness), question.standing, question.clock.at);
}

Permission not_known(std::string why) {
  return {.given = Truth::kUnknown, .witness = std::nullopt, .why = std::move(why)};
}

}  // namespace

Permission may_escape_denies(const Question& question) {
  const ApplicablePolicies policies = with_everything_allowed(question.standing.policies);
  const prove::Proof own = prove_closed(situation_of(question), policies);
  if (own.verdict == prove::Verdict::kHolds) {
    const bool token = may_hold_token(question) &&
                       prove_closed(token_of(question), policies).verdict != prove::Verdict::kHolds;
    if (token) {
      return not_known(
          "sts:GetSessionToken needs no permission, and not every request of its "
          "token is denied");
    }
    return {.given = Truth::kFalse, .witness = std::nullopt, .why = {}};
  }
  const prove::Proof chosen = prove_closed(without_foreign_keys(question), policies);
  if (chosen.verdict == prove::Verdict::kRefuted) {
    return {
        .given = Truth::kTrue, .witness = left_alone(chosen.witness->request, question), .why = {}};
  }
  if (own.verdict == prove::Verdict::kRefuted) {
    const Request& request = own.witness->request;
    return not_known(
        fmt::format("{} on {} is left alone if it carries keys that its maker does not "
                    "choose",
                    request.action(), request.resource()));
  }
  return not_known(own.causes.empty() ? "not decided" : "not decided: " + own.causes.front());
}

}  // namespace cordon::incident
