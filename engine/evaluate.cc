#include "engine/evaluate.h"

#include <algorithm>

#include "engine/rcp_reach.h"
#include "grammar/arn.h"

namespace cordon {
namespace {

// Where hits and missing keys are noted: in the decision, which has room for some, and in a full
// trace when one is asked for.
struct Notes {
  Decision& decision;
  FullTrace* full = nullptr;

  void hit(const StatementHit& hit) const {
    decision.hits.push_back(hit);
    if (full) full->hits.push_back(hit);
  }
  void missing(const ContextKey& key) const {
    add_once(decision.missing, key);
    if (full) add_once(full->missing, key);
  }

 private:
  static void add_once(auto& keys, const ContextKey& key) {
    const auto same = [&](const ContextKey* other) { return *other == key; };
    if (std::ranges::none_of(keys, same)) keys.push_back(&key);
  }
};

// The truth of one statement's elements for one request. Notes the keys that were asked for and not
// stated, of statements that speak of the resource.
class ValueReader {
 public:
  ValueReader(const Request& request, const Notes& notes) : request_(request), notes_(notes) {}

  Truth resource(const CompiledStatement& statement) {
    resource_ = statement.resources.matches(request_);
    if (resource_ != Truth::kFalse) {
      for (const ResourceEntry& entry : statement.resources.entries()) note(entry.with_variables);
    }
    return resource_;
  }

  Truth condition(const CompiledStatement& statement, const CompiledCondition& condition) {
    if (resource_ == Truth::kFalse) return Truth::kFalse;
    const ConditionResult result = evaluate_condition(condition, request_, statement.effect);
    if (!result.key_stated) notes_.missing(condition.key);
    for (const ConditionValue& value : condition.values) note(value.with_variables);
    return result.value;
  }

 private:
  void note(const std::optional<KeyTemplate>& text) {
    if (!text) return;
    for (const VariableUse& use : text->variables()) {
      if (!request_.attribute(use.key).stated) notes_.missing(use.key);
    }
  }

  const Request& request_;
  const Notes& notes_;
  Truth resource_ = Truth::kFalse;
};

// What a set of policies says together.
struct Said {
  Named allow;
  Truth deny = Truth::kFalse;
};

struct Place {
  Layer layer;
  std::uint16_t level = 0;
};

class Evaluation {
 public:
  Evaluation(const Request& request, const ApplicablePolicies& policies,
             const EvaluateOptions& options, Notes notes)
      : request_(request),
        policies_(policies),
        options_(options),
        notes_(notes),
        decision_(notes.decision) {}

  void run() {
    const Caller& caller = request_.caller();
    Facts<Truth> facts = credential_facts();
    std::vector<Truth> scp_levels = scp_facts(facts);
    facts.scp_levels_allow = scp_levels;
    rcp_facts(facts);
    endpoint_facts(facts);
    resource_facts(facts);
    facts.identity_allow = layer(Layer::kIdentity, policies_.identity, facts);
    facts.boundary_allow = layer(Layer::kBoundary, policies_.boundary, facts);
    if (policies_.boundary.empty()) facts.boundary_allow = Truth::kTrue;
    facts.session_allow = layer(Layer::kSession, policies_.session, facts);
    if (policies_.session.empty()) facts.session_allow = without_session_policy();
    facts.identity_waived =
        truth(caller.kind != CallerKind::kUser && caller.kind != CallerKind::kRoleSession &&
              caller.kind != CallerKind::kFederatedUser);
    if (is_get_session_token()) apply_get_session_token_rules(facts, scp_levels);
    decide(facts);
  }

 private:
  Facts<Truth> credential_facts() const {
    Facts<Truth> facts{};
    if (const auto& credential = request_.credential()) {
      facts.expired = expired(*credential, request_.at);
      facts.not_yet_issued = not_yet_issued(*credential, request_.at);
      facts.barred = truth(api_barred(*credential, request_.caller(), request_.action_lower()));
      facts.always_allowed = truth(request_.action_lower() == "sts:getcalleridentity");
    }
    facts.permission_free = truth(is_get_session_token());
    return facts;
  }

  std::vector<Truth> scp_facts(Facts<Truth>& facts) {
    std::vector<Truth> levels;
    levels.reserve(policies_.scps.size());
    const Truth apply = scps_apply();
    LayerTrace& trace = begin(Layer::kScp, !policies_.scps.empty());
    for (std::size_t i = 0; i < policies_.scps.size(); ++i) {
      const Said said = say(policies_.scps[i], {Layer::kScp, static_cast<std::uint16_t>(i)});
      levels.push_back(said.allow.any() | !apply);
      trace.allow = i == 0 ? said.allow.any() : trace.allow & said.allow.any();
      trace.deny = trace.deny | (said.deny & apply);
    }
    facts.deny[static_cast<std::size_t>(Layer::kScp)] = trace.deny;
    return levels;
  }

  // RCPFullAWSAccess is attached everywhere, so only denies count (semantics.md 4.1).
  void rcp_facts(Facts<Truth>& facts) {
    LayerTrace& trace = begin(Layer::kRcp, !policies_.rcps.empty());
    if (policies_.rcps.empty()) return;
    const Truth reach = rcps_reach(request_);
    trace.allow = Truth::kTrue;
    for (std::size_t i = 0; i < policies_.rcps.size(); ++i) {
      const Said said = say(policies_.rcps[i], {Layer::kRcp, static_cast<std::uint16_t>(i)});
      trace.deny = trace.deny | (said.deny & reach);
    }
    facts.deny[static_cast<std::size_t>(Layer::kRcp)] = trace.deny;
  }

  // A gateway endpoint's policy that names an account reaches only its root user
  // (semantics.md 1.5); the kind of endpoint is not told.
  void endpoint_facts(Facts<Truth>& facts) {
    LayerTrace& trace = begin(Layer::kEndpoint, policies_.endpoint.has_value());
    facts.endpoint_allow = Truth::kTrue;
    if (!policies_.endpoint) return;
    const Said said = say(*policies_.endpoint, {Layer::kEndpoint});
    trace.allow = said.allow[Naming::kDirect] | said.allow[Naming::kLimited] |
                  weaken(said.allow[Naming::kAccount]);
    trace.deny = said.deny;
    facts.endpoint_allow = trace.allow;
    facts.deny[static_cast<std::size_t>(Layer::kEndpoint)] = trace.deny;
  }

  void resource_facts(Facts<Truth>& facts) {
    const Caller& caller = request_.caller();
    const bool must_allow = resource_policy_must_allow(request_);
    const bool has_account = !caller.account.empty();
    const bool cross = has_account && request_.resource_account() != caller.account;
    facts.needs_grant = truth(must_allow || cross || !has_account);
    facts.lifts_implicit = truth(!cross);
    LayerTrace& trace = begin(Layer::kResource, policies_.resource != nullptr);
    Said said;
    if (policies_.resource) {
      said = say({&policies_.resource, 1}, {Layer::kResource});
    } else if ((must_allow && !policies_.resource_told) ||
               (cross && policies_.foreign_resource_open)) {
      said.allow[Naming::kDirect] = Truth::kUnknown;
      said.deny = Truth::kUnknown;
    }
    trace.allow = said.allow.any();
    trace.deny = said.deny;
    facts.grant = said.allow.by;
    facts.deny[static_cast<std::size_t>(Layer::kResource)] = said.deny;
  }

  Truth layer(Layer which, const std::vector<PolicyPtr>& documents, Facts<Truth>& facts) {
    LayerTrace& trace = begin(which, !documents.empty());
    const Said said = say(documents, {which});
    trace.allow = said.allow.any();
    trace.deny = said.deny;
    facts.deny[static_cast<std::size_t>(which)] = said.deny;
    return trace.allow;
  }

  // A federation token without a session policy has no permissions of its own (X3); an AssumeRoot
  // session always has a task policy, and so has root's federation token something that was not
  // told.
  [[nodiscard]] Truth without_session_policy() const {
    if (!request_.credential()) return Truth::kTrue;
    switch (request_.credential()->kind) {
      case CredentialKind::kGetFederationToken:
        return weaken(truth(request_.caller().kind == CallerKind::kRoot));
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

  [[nodiscard]] bool is_get_session_token() const {
    const auto kind = request_.caller().kind;
    return request_.action_lower() == "sts:getsessiontoken" &&
           (kind == CallerKind::kUser || kind == CallerKind::kRoot);
  }

  // Whether an SCP reaches GetSessionToken is not documented (semantics.md 11.13).
  void apply_get_session_token_rules(Facts<Truth>& facts, std::vector<Truth>& scp_levels) const {
    for (Truth& allow : scp_levels) allow = allow | Truth::kUnknown;
    if (options_.get_session_token_under_deny == GetSessionTokenUnderDeny::kEffective) return;
    const bool unknown =
        options_.get_session_token_under_deny == GetSessionTokenUnderDeny::kUnknown;
    for (std::size_t i = 0; i < kLayers; ++i) {
      const bool organization = i == static_cast<std::size_t>(Layer::kScp);
      facts.deny[i] = unknown || organization ? weaken(facts.deny[i]) : Truth::kFalse;
    }
  }

  [[nodiscard]] Truth scps_apply() const {
    const Caller& caller = request_.caller();
    if (!policies_.scps_apply || caller.account.empty()) return Truth::kFalse;
    return !caller.service_linked;
  }

  LayerTrace& begin(Layer which, bool applies) {
    LayerTrace& trace = decision_.layers[static_cast<std::size_t>(which)];
    trace.applies = applies;
    return trace;
  }

  Said say(std::span<const PolicyPtr> documents, Place place) {
    Said said;
    for (const PolicyPtr& policy : documents) {
      if (policy->unreadable) {
        for (Truth& allow : said.allow.by) allow = allow | Truth::kUnknown;
        said.deny = said.deny | Truth::kUnknown;
        continue;
      }
      policy->actions.matching(request_.action_lower()).for_each([&](std::size_t index) {
        const CompiledStatement& statement = policy->statements[index];
        add(said, statement, index, *policy, place);
      });
    }
    return said;
  }

  void add(Said& said, const CompiledStatement& statement, std::size_t index,
           const CompiledPolicy& policy, Place place) {
    const CallerFacts facts{
        .has_boundary = !policies_.boundary.empty(),
        .created_after_document =
            place.layer == Layer::kResource && policies_.caller_created_after_resource_policy};
    const Caller& caller = request_.caller();
    const bool allow = statement.effect == Effect::kAllow;
    const Named named = allow ? statement.principals.allows(caller, facts) : Named{};
    const Truth bites = allow ? named.any() : statement.principals.denies(caller, facts);
    if (bites == Truth::kFalse) return;
    ValueReader reader(request_, notes_);
    const Truth matches = statement_matches(reader, statement);
    if (matches == Truth::kFalse) return;
    notes_.hit({.layer = place.layer,
                .matched = bites & matches,
                .effect = statement.effect,
                .level = place.level,
                .statement = static_cast<std::uint32_t>(index),
                .policy = &policy});
    if (allow) {
      for (std::size_t i = 0; i < named.by.size(); ++i) {
        said.allow.by[i] = said.allow.by[i] | (named.by[i] & matches);
      }
    } else {
      said.deny = said.deny | (bites & matches);
    }
  }

  void decide(const Facts<Truth>& facts) {
    bool open = true;
    std::size_t outcomes = 0;
    const auto add_outcome = [&](Reason reason, std::size_t level, Truth certain) {
      const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(outcome_of(reason)));
      const bool known = (decision_.possible & bit) != 0;
      // A deny that is certain is a better reason than an earlier one that may be there.
      if (known && certain != Truth::kTrue) return;
      decision_.possible |= bit;
      decision_.level = static_cast<std::uint16_t>(level);
      decision_.reason = reason;
      outcomes += known ? 0 : 1;
    };
    for_each_obstacle(facts, [&](Reason reason, std::size_t level, Truth blocks) {
      if (!open || blocks == Truth::kFalse) return;
      add_outcome(reason, level, blocks);
      open = blocks != Truth::kTrue;
    });
    if (open) add_outcome(why_allowed(facts), 0, Truth::kTrue);
    if (outcomes > 1) decision_.reason = Reason::kUndecided;
    decision_.outcome = outcome_of(decision_.reason);
  }

  [[nodiscard]] static Reason why_allowed(const Facts<Truth>& facts) {
    if (facts.always_allowed == Truth::kTrue || facts.permission_free == Truth::kTrue) {
      return Reason::kNoPermissionNeeded;
    }
    if (facts.identity_allow == Truth::kTrue) return Reason::kIdentityAllow;
    const bool granted =
        std::ranges::any_of(facts.grant, [](Truth t) { return t == Truth::kTrue; });
    if (granted) return Reason::kResourceAllow;
    return facts.identity_waived == Truth::kTrue ? Reason::kRootAllow : Reason::kIdentityAllow;
  }

  const Request& request_;
  const ApplicablePolicies& policies_;
  EvaluateOptions options_;
  Notes notes_;
  Decision& decision_;
};

}  // namespace

Decision evaluate(const Request& request, const ApplicablePolicies& policies,
                  const EvaluateOptions& options) {
  Decision decision;
  Evaluation(request, policies, options, {.decision = decision}).run();
  return decision;
}

FullTrace trace(const Request& request, const ApplicablePolicies& policies) {
  Decision decision;
  FullTrace full;
  Evaluation(request, policies, {}, {.decision = decision, .full = &full}).run();
  return full;
}

bool resource_policy_must_allow(const Request& request) {
  const std::string_view action = request.action_lower();
  if (action.starts_with("sts:")) {
    return action.starts_with("sts:assumerole") || action == "sts:tagsession" ||
           action == "sts:setsourceidentity";
  }
  if (!action.starts_with("kms:")) return false;
  const auto arn = split_arn(request.resource());
  return arn && arn->resource.starts_with("key/");
}

}  // namespace cordon
