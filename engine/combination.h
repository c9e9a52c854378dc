// How the policies of all types become the facts that combine.h decides by, written once for every
// kind of truth value: Kleene's three for one request (evaluate.cc), expressions for all requests
// (prove/). What differs is the reader: it gives the truth of a statement's elements, and of the
// facts about credential, action and resource (semantics.md 4.1 to 4.7, 5.2).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/combine.h"
#include "engine/evaluate.h"

namespace cordon {

/// Where a document stands among those that apply.
struct PolicyPlace {
  Layer layer;
  std::uint16_t level = 0;  // of an SCP or RCP, root first
};

/// What a set of policies says together; `allow` by Naming.
template <TruthValue V>
struct Said {
  std::array<V, 3> allow{};
  V deny{};

  [[nodiscard]] V any_allow() const { return allow[0] | allow[1] | allow[2]; }
};

/// A reader has
///   `Value`, a TruthValue that a Truth converts to explicitly;
///   `caller()`, `credential()`: who asks, with what;
///   `expired()`, `not_yet_issued()`, `barred()`, `calls(action)`, `resource_must_allow()`,
///   `cross_account()`, `rcps_reach()`: facts about the request;
///   `each_statement(policy, visit)`: `visit(index, action_matches)` for all that may match;
///   `resource(statement)`, `condition(statement, condition)`: see statement_matches();
///   `hit(place, policy, index, matches)`: called for statements that may match;
///   `layer(layer, applies, allow, deny)`: called for what each layer says.
template <class Reader>
class Combination {
 public:
  using Value = typename Reader::Value;

  Combination(Reader& reader, const ApplicablePolicies& policies, const EvaluateOptions& options)
      : reader_(reader), policies_(policies), options_(options) {}

  /// The facts; they view into this object.
  [[nodiscard]] Facts<Value> facts() {
    Facts<Value> facts = credential_facts();
    scp_facts(facts);
    rcp_facts(facts);
    endpoint_facts(facts);
    resource_facts(facts);
    facts.identity_allow = plain_layer(Layer::kIdentity, policies_.identity, facts);
    facts.boundary_allow = plain_layer(Layer::kBoundary, policies_.boundary, facts);
    if (policies_.boundary.empty()) facts.boundary_allow = constant(Truth::kTrue);
    facts.session_allow = plain_layer(Layer::kSession, policies_.session, facts);
    if (policies_.session.empty()) facts.session_allow = constant(without_session_policy());
    const CallerKind kind = reader_.caller().kind;
    facts.identity_waived =
        constant(truth(kind != CallerKind::kUser && kind != CallerKind::kRoleSession &&
                       kind != CallerKind::kFederatedUser));
    if (may_get_session_token()) apply_get_session_token_rules(facts);
    facts.scp_levels_allow = scp_levels_;
    return facts;
  }

 private:
  [[nodiscard]] static Value constant(Truth value) { return Value(value); }

  [[nodiscard]] bool may_get_session_token() const {
    const CallerKind kind = reader_.caller().kind;
    return kind == CallerKind::kUser || kind == CallerKind::kRoot;
  }

  [[nodiscard]] Value gets_session_token() const {
    return may_get_session_token() ? reader_.calls("sts:getsessiontoken") : constant(Truth::kFalse);
  }

  [[nodiscard]] Facts<Value> credential_facts() const {
    Facts<Value> facts{};
    if (reader_.credential()) {
      facts.expired = reader_.expired();
      facts.not_yet_issued = reader_.not_yet_issued();
      facts.barred = reader_.barred();
      facts.always_allowed = reader_.calls("sts:getcalleridentity");
    }
    facts.permission_free = gets_session_token();
    return facts;
  }

  void scp_facts(Facts<Value>& facts) {
    const Value apply = constant(scps_apply());
    Value all = constant(truth(!policies_.scps.empty()));
    Value deny{};
    for (std::size_t i = 0; i < policies_.scps.size(); ++i) {
      const auto said = say(policies_.scps[i], {Layer::kScp, static_cast<std::uint16_t>(i)});
      scp_levels_.push_back(said.any_allow() | !apply);
      all = all & said.any_allow();
      deny = deny | (said.deny & apply);
    }
    note(facts, Layer::kScp, !policies_.scps.empty(), all, deny);
  }

  // RCPFullAWSAccess is attached everywhere, so only denies count (semantics.md 4.1).
  void rcp_facts(Facts<Value>& facts) {
    if (policies_.rcps.empty()) return;
    const Value reach = reader_.rcps_reach();
    Value deny{};
    for (std::size_t i = 0; i < policies_.rcps.size(); ++i) {
      const auto said = say(policies_.rcps[i], {Layer::kRcp, static_cast<std::uint16_t>(i)});
      deny = deny | (said.deny & reach);
    }
    note(facts, Layer::kRcp, true, constant(Truth::kTrue), deny);
  }

  // A gateway endpoint's policy that names an account reaches only its root user
  // (semantics.md 1.5); the kind of endpoint is not told.
  void endpoint_facts(Facts<Value>& facts) {
    facts.endpoint_allow = constant(Truth::kTrue);
    if (!policies_.endpoint) return;
    const auto said = say(*policies_.endpoint, {Layer::kEndpoint});
    const auto by = [&](Naming naming) { return said.allow[static_cast<std::size_t>(naming)]; };
    const Value by_account = by(Naming::kAccount) & constant(Truth::kUnknown);
    facts.endpoint_allow = by(Naming::kDirect) | by(Naming::kLimited) | by_account;
    note(facts, Layer::kEndpoint, true, facts.endpoint_allow, said.deny);
  }

  void resource_facts(Facts<Value>& facts) {
    const bool has_account = !reader_.caller().account.empty();
    const Value must_allow = reader_.resource_must_allow();
    const Value cross = has_account ? reader_.cross_account() : constant(Truth::kFalse);
    facts.needs_grant = must_allow | cross | constant(truth(!has_account));
    facts.lifts_implicit = !cross;
    Said<Value> said;
    if (policies_.resource) {
      said = say({&policies_.resource, 1}, {Layer::kResource});
    } else {
      const Value not_told = must_allow & constant(truth(!policies_.resource_told));
      const Value foreign = cross & constant(truth(policies_.foreign_resource_open));
      const Value open = not_told | foreign;
      said.deny = open & constant(Truth::kUnknown);
      said.allow[static_cast<std::size_t>(Naming::kDirect)] = said.deny;
    }
    facts.grant = said.allow;
    note(facts, Layer::kResource, policies_.resource != nullptr, said.any_allow(), said.deny);
  }

  [[nodiscard]] Value plain_layer(Layer which, std::span<const PolicyPtr> documents,
                                  Facts<Value>& facts) {
    const auto said = say(documents, {which});
    note(facts, which, !documents.empty(), said.any_allow(), said.deny);
    return said.any_allow();
  }

  void note(Facts<Value>& facts, Layer which, bool applies, const Value& allow, const Value& deny) {
    facts.deny[static_cast<std::size_t>(which)] = deny;
    reader_.layer(which, applies, allow, deny);
  }

  // A federation token without a session policy has no permissions of its own (X3); an AssumeRoot
  // session always has a task policy, and so has root's federation token something that was not
  // told.
  [[nodiscard]] Truth without_session_policy() const {
    if (!reader_.credential()) return Truth::kTrue;
    switch (reader_.credential()->kind) {
      case CredentialKind::kGetFederationToken:
        return weaken(truth(reader_.caller().kind == CallerKind::kRoot));
      case CredentialKind::kAssumeRoot:
        return Truth::kUnknown;
      case CredentialKind::kAccessKey:
      case CredentialKind::kConsolePassword:
      case CredentialKind::kGetSessionToken:
      case CredentialKind::kAssumeRole:
      case CredentialKind::kAssumeRoleWithSaml:
      case CredentialKind::kAssumeRoleWithWebIdentity:
      case CredentialKind::kInstanceProfile:
      case CredentialKind::kService:
        return Truth::kTrue;
    }
    return Truth::kTrue;
  }

  // Whether an SCP reaches GetSessionToken is not documented (semantics.md 11.13).
  void apply_get_session_token_rules(Facts<Value>& facts) {
    const Value it = facts.permission_free;
    const Value unknown = constant(Truth::kUnknown);
    for (Value& allow : scp_levels_) allow = allow | (it & unknown);
    if (options_.get_session_token_under_deny == GetSessionTokenUnderDeny::kEffective) return;
    const bool open = options_.get_session_token_under_deny == GetSessionTokenUnderDeny::kUnknown;
    for (std::size_t i = 0; i < kLayers; ++i) {
      const bool organization = i == static_cast<std::size_t>(Layer::kScp);
      const Value left = open || organization ? unknown : constant(Truth::kFalse);
      facts.deny[i] = facts.deny[i] & ((!it) | left);
    }
  }

  [[nodiscard]] Truth scps_apply() const {
    const Caller& caller = reader_.caller();
    if (!policies_.scps_apply || caller.account.empty()) return Truth::kFalse;
    return !caller.service_linked;
  }

  [[nodiscard]] Said<Value> say(std::span<const PolicyPtr> documents, PolicyPlace place) {
    Said<Value> said;
    for (const PolicyPtr& policy : documents) {
      if (policy->unreadable) {
        for (Value& allow : said.allow) allow = allow | constant(Truth::kUnknown);
        said.deny = said.deny | constant(Truth::kUnknown);
        continue;
      }
      reader_.each_statement(*policy, [&](std::size_t index, const Value& action_matches) {
        add(said, *policy, index, place, action_matches);
      });
    }
    return said;
  }

  void add(Said<Value>& said, const CompiledPolicy& policy, std::size_t index, PolicyPlace place,
           const Value& action_matches) {
    const CompiledStatement& statement = policy.statements[index];
    const CallerFacts facts{
        .has_boundary = !policies_.boundary.empty(),
        .created_after_document =
            place.layer == Layer::kResource && policies_.caller_created_after_resource_policy};
    const Caller& caller = reader_.caller();
    const bool allow = statement.effect == Effect::kAllow;
    const Named named = allow ? statement.principals.allows(caller, facts) : Named{};
    const Truth bites = allow ? named.any() : statement.principals.denies(caller, facts);
    if (bites == Truth::kFalse) return;
    const Value matches = action_matches & statement_matches(reader_, statement);
    reader_.hit(place, policy, index, constant(bites) & matches);
    if (allow) {
      for (std::size_t i = 0; i < named.by.size(); ++i) {
        said.allow[i] = said.allow[i] | (constant(named.by[i]) & matches);
      }
    } else {
      said.deny = said.deny | (constant(bites) & matches);
    }
  }

  Reader& reader_;
  const ApplicablePolicies& policies_;
  EvaluateOptions options_;
  std::vector<Value> scp_levels_;
};

}  // namespace cordon
