#include "engine/incident/verdict/proof.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <set>
#include <utility>

#include "engine/action_index.h"
#include "engine/decided_by.h"
#include "engine/incident/verdict/attempt.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/incident/verdict/decider.h"
#include "engine/incident/verdict/listed_resources.h"
#include "engine/incident/verdict/situations.h"
#include "engine/made_policy.h"
#include "engine/prove/claim.h"
#include "engine/prove/settings.h"

namespace cordon::incident {
namespace {

using prove::Proof;
using prove::Situation;

// Resources with a policy of their own that are asked about one by one.
constexpr std::size_t kMostResources = 200;

class Prover {
 public:
  explicit Prover(const Question& question)
      : question_(question),
        decider_(question.standing, question.surroundings, question.incident.assumptions) {}

  VerdictAt run() {
    if (holds(situation_of(question_), whatever_resources_say())) {
      if (auto open = minted()) return std::move(*open);
      return closed();
    }
    // First without what the caller does not choose: then a request that gets through is one that
    // the attacker can make.
    if (auto live = find_request(without_foreign_keys(question_))) return std::move(*live);
    if (auto open = find_request(situation_of(question_))) {
      return unknown(fmt::format("{} on {} gets through if {}", open->witness->action,
                                 open->witness->resource, hung_on(*open->witness)));
    }
    if (auto why = not_decided()) return unknown(*std::move(why));
    if (all_held_ && question_.incident.assumptions.resource_policies_complete) return closed();
    return unknown(
        "no request gets through, unless a resource that the snapshot does not have allows it in a "
        "policy of its own");
  }

  // One call.
  Permission call(const Candidate& candidate) {
    Situation situation = without_foreign_keys(question_);
    Situation open = situation_of(question_);
    for (Situation* asked : {&situation, &open}) {
      asked->tolerated.clear();
      asked->actions = {candidate.action};
      asked->resources = {candidate.resource};
    }
    const Request request =
        request_of(question_.standing, candidate.action, candidate.resource, question_.clock.at);
    const ApplicablePolicies policies = decider_.policies_for(request);
    if (auto live = try_case(situation, policies)) return given(std::move(*live));
    all_held_ = true;
    if (try_case(open, policies) || !all_held_) return not_known();
    return {.given = Truth::kFalse, .witness = std::nullopt, .why = {}};
  }

  // Any call that a pattern matches.
  Permission any(const CallPatterns& calls) {
    Situation situation = without_foreign_keys(question_);
    Situation open = situation_of(question_);
    for (Situation* asked : {&situation, &open}) narrow(*asked, calls);
    if (auto live = find_request(situation)) return given(std::move(*live));
    all_held_ = true;
    if (find_request(open) || !all_held_) return not_known();
    const bool none_unlisted = calls.resource_policies == ResourcePolicies::kNone ||
                               question_.incident.assumptions.resource_policies_complete;
    if (none_unlisted || holds(open, whatever_resources_say())) {
      return {.given = Truth::kFalse, .witness = std::nullopt, .why = {}};
    }
    return {
        .given = Truth::kUnknown,
        .witness = std::nullopt,
        .why = "a resource that the snapshot does not have may allow it in a policy of its own"};
  }

  // The same of a token that it gets; it is not known which one that would be.
  Permission any_of_token(const CallPatterns& calls) {
    Situation situation = token_of(question_);
    narrow(situation, calls);
    all_held_ = true;
    const bool found = find_request(situation).has_value() || !all_held_;
    const bool complete = question_.incident.assumptions.resource_policies_complete;
    if (!found && (complete || holds(situation, whatever_resources_say()))) {
      return {.given = Truth::kFalse, .witness = std::nullopt, .why = {}};
    }
    return {.given = Truth::kUnknown,
            .witness = std::nullopt,
            .why = "sts:GetSessionToken needs no permission, and its token may be allowed this"};
  }

  // Of a credential that is closed itself.
  std::optional<VerdictAt> minted() {
    if (gets_no_token() || holds(token_of(question_), whatever_resources_say()))
      return std::nullopt;
    ApplicablePolicies policies = question_.standing.policies;
    policies.resource_told = false;
    const Situation situation = token_of(question_);
    const Proof proof = prove::prove_none_allowed({&situation, 1}, policies);
    if (proof.verdict != prove::Verdict::kRefuted) {
      return unknown(
          "sts:GetSessionToken needs no permission, and not every request of its token is denied");
    }
    const Request& request = proof.witness->request;
    std::string reason = fmt::format(
        "a token from sts:GetSessionToken, which needs no permission, "
        "gets through: {} on {}",
        request.action(), request.resource());
    if (situation.options.get_session_token_under_deny != GetSessionTokenUnderDeny::kIneffective) {
      return unknown(std::move(reason));
    }
    Witness witness;
    witness.action = request.action();
    witness.resource = request.resource();
    witness = made_by(std::move(witness), question_.standing, question_.clock.at);
    witness.issued = request.credential()->issued->earliest;
    witness.allowed_by = describe(decided_by(proof.witness->decision, request, policies));
    return VerdictAt{Verdict::kLive, std::move(reason), std::move(witness)};
  }

  // Whether GetSessionToken itself is denied; only where a Deny is assumed to stop it.
  [[nodiscard]] bool gets_no_token() const {
    if (!may_get_token(question_.standing)) return true;
    if (situation_of(question_).options.get_session_token_under_deny !=
        GetSessionTokenUnderDeny::kEffective) {
      return false;
    }
    Situation minting = situation_of(question_);
    minting.tolerated.clear();
    minting.actions = {std::string(kMintsToken)};
    return holds(minting, whatever_resources_say());
  }

 private:
  static void narrow(Situation& situation, const CallPatterns& calls) {
    situation.tolerated = calls.tolerated;
    situation.actions = calls.actions;
    situation.other_resources = calls.other_resources;
  }

  [[nodiscard]] static bool holds(const Situation& situation, const ApplicablePolicies& policies) {
    return prove::prove_none_allowed({&situation, 1}, policies).verdict == prove::Verdict::kHolds;
  }

  static VerdictAt unknown(std::string reason) {
    return {Verdict::kUnknown, std::move(reason), std::nullopt};
  }

  static Permission given(VerdictAt live) {
    return {.given = Truth::kTrue, .witness = std::move(live.witness), .why = {}};
  }

  [[nodiscard]] Permission not_known() const {
    return {.given = Truth::kUnknown,
            .witness = std::nullopt,
            .why = not_decided().value_or("it hangs on what is not told")};
  }

  // Why some proof was not made.
  [[nodiscard]] std::optional<std::string> not_decided() const {
    if (!causes_.empty()) return fmt::format("not decided: {}", *causes_.begin());
    for (const PolicyPtr& policy : own_policies(question_.standing.policies)) {
      if (!policy->unreadable) continue;
      return fmt::format("it hangs on {}, of which the document is not known", policy->name);
    }
    return std::nullopt;
  }

  [[nodiscard]] bool tolerated(std::string_view action) const {
    return std::ranges::any_of(question_.incident.tolerate, [&](const std::string& pattern) {
      return action_matches(pattern, action);
    });
  }

  [[nodiscard]] VerdictAt closed() const {
    const bool listed = tolerated(kNobodyStops);
    std::string reason = "no request gets through: proved for every action, resource and context";
    if (may_get_token(question_.standing)) {
      reason += "; a token from sts:GetSessionToken, should it answer, is denied as well";
    }
    if (!listed) reason += "; only sts:GetCallerIdentity answers, which no policy stops";
    return {listed ? Verdict::kResidual : Verdict::kDenied, std::move(reason), std::nullopt};
  }

  // Any resource may have a policy that allows, or one that denies. RCPs only deny.
  [[nodiscard]] ApplicablePolicies whatever_resources_say() const {
    ApplicablePolicies policies = question_.standing.policies;
    policies.resource = unreadable_policy(PolicyType::kResource, "a policy of the resource");
    policies.rcps.clear();
    return policies;
  }

  // A request that gets through: on resources without a policy, then on those that have one.
  std::optional<VerdictAt> find_request(const Situation& situation) {
    const ListedResources& listed = question_.surroundings.listed_resources();
    for (const std::string& name : listed.not_listed) {
      causes_.insert(fmt::format("what {} is the policy of", name));
    }
    Situation elsewhere = situation;
    add_all(listed, elsewhere.other_resources);
    ApplicablePolicies policies = question_.standing.policies;
    policies.resource_told = question_.incident.assumptions.resource_policies_complete;
    if (auto found = try_case(elsewhere, policies)) return found;
    if (policies.resource_told) ask_of_keys(elsewhere);
    if (none_answers(situation, listed)) return std::nullopt;
    for (const ListedResource& one : listed.resources | std::views::take(kMostResources)) {
      Situation here = situation;
      here.resources = one.resources;
      policies.resource = one.policy->policy;
      policies.resource_told = true;
      policies.caller_created_after_resource_policy =
          question_.standing.created > one.policy->stored;
      if (auto found = try_case(here, policies)) return found;
    }
    if (listed.resources.size() > kMostResources) {
      causes_.insert(fmt::format("more than {} resources have policies", kMostResources));
    }
    return std::nullopt;
  }

  static void add_all(const ListedResources& listed, std::vector<std::string>& patterns) {
    for (const ListedResource& one : listed.resources) {
      patterns.insert(patterns.end(), one.resources.begin(), one.resources.end());
    }
  }

  // Most callers have nothing to do with any of them: that is one question.
  [[nodiscard]] bool none_answers(Situation situation, const ListedResources& listed) const {
    if (listed.resources.empty()) return true;
    if (!listed.grants) return false;
    add_all(listed, situation.resources);
    ApplicablePolicies policies = question_.standing.policies;
    policies.resource = listed.grants;
    policies.resource_told = true;
    return holds(situation, policies);
  }

  // Every KMS key has a policy, whether it was given or not: at the least the default one, which
  // leaves it to the account (semantics.md 4.3; "Default key policy", AWS KMS Developer Guide).
  void ask_of_keys(const Situation& elsewhere) {
    Situation keys = elsewhere;
    keys.resources = {"arn:*:kms:*:*:key/*"};
    ApplicablePolicies policies = question_.standing.policies;
    const std::array<std::string, 1> account{question_.standing.caller.account};
    policies.resource = prove::left_to_accounts(account);
    if (holds(keys, policies)) return;
    all_held_ = false;
    causes_.emplace("whether the policy of a KMS key that was not given allows it");
  }

  std::optional<VerdictAt> try_case(const Situation& situation,
                                    const ApplicablePolicies& policies) {
    const Proof proof = prove::prove_none_allowed({&situation, 1}, policies);
    for (const std::string& cause : proof.causes) {
      if (cause != prove::kNotKnown) causes_.insert(cause);
    }
    if (proof.verdict != prove::Verdict::kHolds) all_held_ = false;
    if (proof.verdict != prove::Verdict::kRefuted) return std::nullopt;
    // Once more with the policies of the resource's own side and its organization's, and with what
    // is not known of the credential left open.
    const Request& found = proof.witness->request;
    Standing standing = question_.standing;
    const bool token_is_chosen = issue_is_open(standing);
    if (token_is_chosen) standing.credential.issued = found.credential()->issued;
    Request request = request_of(standing, found.action(), found.resource(), question_.clock.at);
    for (const ContextEntry& entry : found.context.entries()) {
      const bool chosen = entry.key.derived == DerivedKey::kNone ||
                          entry.key.derived == DerivedKey::kSecureTransport;
      if (chosen) request.context.set(entry);
    }
    const Decision decision = decider_.decide(request);
    if (decision.outcome != Outcome::kAllowed) {
      causes_.insert(
          fmt::format("whether {} on {} is allowed", request.action(), request.resource()));
      return std::nullopt;
    }
    Witness witness;
    witness.token_is_chosen = token_is_chosen;
    witness.action = request.action();
    witness.resource = request.resource();
    for (const ContextEntry& entry : request.context.entries()) {
      const bool chosen = entry.state == ContextEntry::State::kValues &&
                          std::ranges::find(kStated, entry.key.name) == kStated.end();
      if (chosen) witness.context.push_back(entry);
    }
    witness.allowed_by = describe(decider_.statements(request, decision));
    std::string reason = fmt::format("{} on {} is allowed", witness.action, witness.resource);
    for (const ContextEntry& entry : witness.context) {
      reason += fmt::format("{} `{}` `{}`", &entry == witness.context.data() ? " with" : ",",
                            entry.key.name, fmt::join(entry.values, "`, `"));
    }
    return VerdictAt{Verdict::kLive, std::move(reason),
                     made_by(std::move(witness), standing, question_.clock.at)};
  }

  // In words, the keys of a request that its maker does not choose.
  static std::string hung_on(const Witness& witness) {
    std::string text;
    for (const ContextEntry& entry : witness.context) {
      if (caller_chooses(entry.key) || entry.key.derived != DerivedKey::kNone) continue;
      text += fmt::format("{}`{}` is `{}`", text.empty() ? "" : " and ", entry.key.name,
                          fmt::join(entry.values, "`, `"));
    }
    return text.empty() ? "it carries none of the keys that it does not choose" : text;
  }

  static constexpr std::array<std::string_view, 2> kStated{"aws:ViaAWSService",
                                                           "aws:PrincipalIsAWSService"};

  const Question& question_;
  Decider decider_;
  std::set<std::string> causes_;
  bool all_held_ = true;  // every proof so far
};

}  // namespace

VerdictAt prove_authority(const Question& question) { return Prover(question).run(); }

std::optional<VerdictAt> minted_token(const Question& question) {
  return Prover(question).minted();
}

namespace {

// What is not given at one instant may be at the next.
Permission lasting(Permission answer, const Question& question) {
  if (!question.clock.may_turn || answer.given != Truth::kFalse) return answer;
  return {.given = Truth::kUnknown,
          .witness = std::nullopt,
          .why = "a policy compares the age of the MFA in a way that may turn at any instant"};
}

// Calls that no policy stops for sure and that are no access to these resources: both are made on
// none.
std::vector<std::string> stopped_by_nobody(const std::vector<std::string>& resources) {
  std::vector<std::string> calls{std::string(kNobodyStops)};
  const bool named = !resources.empty() && std::ranges::find(resources, "*") == resources.end();
  if (named) calls.emplace_back(kMintsToken);
  return calls;
}

}  // namespace

Permission may_access(const Question& question, const std::vector<std::string>& actions,
                      const std::vector<std::string>& resources) {
  // As if all calls went through an endpoint: whatever is asked is asked about these alone.
  Standing standing = question.standing;
  if (!resources.empty())
    standing.policies.endpoint.emplace({endpoint_for(resources, "(asked about)")});
  const Question narrowed{.credential = question.credential,
                          .standing = standing,
                          .surroundings = question.surroundings,
                          .incident = question.incident,
                          .clock = question.clock};
  const CallPatterns calls{.actions = actions,
                           .other_resources = {},
                           .resource_policies = ResourcePolicies::kPossible,
                           .tolerated = stopped_by_nobody(resources)};
  Permission own = Prover(narrowed).any(calls);
  if (own.given == Truth::kFalse && may_hold_token(question)) {
    own = Prover(narrowed).any_of_token(calls);
  }
  return lasting(std::move(own), question);
}

bool may_hold_token(const Question& question) { return !Prover(question).gets_no_token(); }

Permission may_call(const Question& question, const Candidate& call) {
  Tried tried = Attempt(question).run(call);
  if (tried.witness) {
    return {.given = Truth::kTrue, .witness = std::move(tried.witness), .why = {}};
  }
  // Of a pattern, that it is denied as it stands says nothing of what it matches.
  const bool pattern = call.resource.contains('*') && call.resource != "*";
  if (tried.denied && !pattern) {
    return lasting({.given = Truth::kFalse, .witness = std::nullopt, .why = {}}, question);
  }
  return lasting(Prover(question).call(call), question);
}

Permission may_call_any(const Question& question, const CallPatterns& calls) {
  return lasting(Prover(question).any(calls), question);
}

}  // namespace cordon::incident
