#include "engine/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/explain_words.h"
#include "engine/open_points.h"
#include "engine/rcp_reach.h"

namespace cordon {
namespace {

using Part = LayerExplanation::Part;

// --- All policies -------------------------------------------------------------------------------

class Explainer {
 public:
  Explainer(const Request& request, const ApplicablePolicies& policies,
            const EvaluateOptions& options)
      : request_(request),
        policies_(policies),
        options_(options),
        decision_(evaluate(request, policies, options)) {}

  Explanation run() {
    add_statements();
    for (std::size_t i = 0; i < kLayers; ++i) {
      explanation_.layers.push_back(layer(static_cast<Layer>(i)));
    }
    explanation_.missing = decision_.missing.truncated()
                               ? trace(request_, policies_).missing
                               : std::vector(decision_.missing.begin(), decision_.missing.end());
    if (decision_.outcome == Outcome::kUndecided) {
      explanation_.open =
          open_points(decision_, explanation_.statements, request_, policies_, options_);
    }
    return std::move(explanation_);
  }

 private:
  // --- Statements

  void add_statements() {
    add_levels(Layer::kRcp, policies_.rcps);
    add_levels(Layer::kScp, policies_.scps);
    if (policies_.endpoint) add(Layer::kEndpoint, 0, *policies_.endpoint);
    if (policies_.resource) add(Layer::kResource, 0, {policies_.resource});
    add(Layer::kIdentity, 0, policies_.identity);
    add(Layer::kBoundary, 0, policies_.boundary);
    add(Layer::kSession, 0, policies_.session);
  }

  void add_levels(Layer layer, const std::vector<std::vector<PolicyPtr>>& levels) {
    for (std::size_t i = 0; i < levels.size(); ++i) {
      add(layer, static_cast<std::uint16_t>(i), levels[i]);
    }
  }

  void add(Layer layer, std::uint16_t level, const std::vector<PolicyPtr>& policies) {
    for (const PolicyPtr& policy : policies) {
      for (std::size_t i = 0; i < policy->statements.size(); ++i) {
        const StatementPlace place{layer, level, static_cast<std::uint32_t>(i), policy.get()};
        explanation_.statements.push_back(explain_statement(place, request_, caller_facts(layer)));
      }
    }
  }

  [[nodiscard]] CallerFacts caller_facts(Layer layer) const {
    return {.has_boundary = !policies_.boundary.empty(),
            .created_after_document =
                layer == Layer::kResource && policies_.caller_created_after_resource_policy};
  }

  // --- Layers

  [[nodiscard]] LayerExplanation layer(Layer which) const {
    const LayerTrace& trace = decision_.layer(which);
    if (!trace.applies) return {which, Part::kNotGiven, note_without(which)};
    if (std::string exempt = exemption(which); !exempt.empty()) {
      return {which, Part::kExempt, std::move(exempt)};
    }
    return {which, part(trace), note(which)};
  }

  static Part part(const LayerTrace& trace) {
    if (trace.deny == Truth::kTrue) return Part::kDenies;
    if (trace.deny == Truth::kUnknown || trace.allow == Truth::kUnknown) return Part::kOpen;
    return trace.allow == Truth::kTrue ? Part::kAllows : Part::kSilent;
  }

  [[nodiscard]] std::string exemption(Layer which) const {
    const Caller& caller = request_.caller();
    if (which == Layer::kRcp && rcps_reach(request_) == Truth::kFalse) {
      return "RCPs do not reach this request";
    }
    if (which != Layer::kScp) return {};
    if (!policies_.scps_apply) return "SCPs do not reach the management account";
    if (caller.account.empty()) return "SCPs reach the principals of accounts only";
    return caller.service_linked == Truth::kTrue ? "SCPs do not reach service-linked roles" : "";
  }

  [[nodiscard]] std::string note_without(Layer which) const {
    if (which == Layer::kResource && lacks_resource_policy(request_, policies_)) {
      return "this resource always has a policy of its own";
    }
    if (which != Layer::kSession || !request_.credential()) return {};
    switch (request_.credential()->kind) {
      case CredentialKind::kGetFederationToken:
        return "without one, a GetFederationToken session has no permissions of its own";
      case CredentialKind::kAssumeRoot:
        return "an AssumeRoot session always has a task policy";
      case CredentialKind::kAccessKey:
      case CredentialKind::kConsolePassword:
      case CredentialKind::kGetSessionToken:
      case CredentialKind::kAssumeRole:
      case CredentialKind::kAssumeRoleWithSaml:
      case CredentialKind::kAssumeRoleWithWebIdentity:
      case CredentialKind::kInstanceProfile:
      case CredentialKind::kService:
        break;
    }
    return {};
  }

  [[nodiscard]] std::string note(Layer which) const {
    if (which == Layer::kRcp) return "RCPFullAWSAccess is attached at every level";
    if (which == Layer::kScp) return levels_without_allow();
    const bool delegates = which == Layer::kResource && names_account_only();
    return delegates ? "through the caller's account, whose own policies have to allow as well"
                     : "";
  }

  [[nodiscard]] std::string levels_without_allow() const {
    std::vector<Truth> allows(policies_.scps.size(), Truth::kFalse);
    for (const StatementExplanation& one : explanation_.statements) {
      if (one.place.layer != Layer::kScp || one.effect != Effect::kAllow) continue;
      allows[one.place.level] = allows[one.place.level] | one.matched;
    }
    std::vector<std::string> levels;
    for (std::size_t i = 0; i < allows.size(); ++i) {
      if (allows[i] == Truth::kFalse) levels.push_back(std::to_string(i));
    }
    if (levels.empty()) return {};
    return fmt::format("{} {} (counted from the root, which is 0) {} no Allow for it",
                       levels.size() == 1 ? "level" : "levels", list_of(levels, "and"),
                       levels.size() == 1 ? "has" : "have");
  }

  [[nodiscard]] bool names_account_only() const {
    bool through_account = false;
    for (const StatementExplanation& one : explanation_.statements) {
      const bool grants = one.place.layer == Layer::kResource && one.effect == Effect::kAllow &&
                          one.matched == Truth::kTrue;
      if (!grants) continue;
      const Named named = one.place.policy->statements[one.place.statement].principals.allows(
          request_.caller(), caller_facts(Layer::kResource));
      if ((named[Naming::kDirect] | named[Naming::kLimited]) == Truth::kTrue) return false;
      through_account = true;
    }
    return through_account;
  }

  const Request& request_;
  const ApplicablePolicies& policies_;
  EvaluateOptions options_;
  Decision decision_;
  Explanation explanation_;
};

}  // namespace

Explanation explain(const Request& request, const ApplicablePolicies& policies,
                    const EvaluateOptions& options) {
  return Explainer(request, policies, options).run();
}

}  // namespace cordon
