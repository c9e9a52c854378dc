#include "engine/open_points.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/decided_by.h"
#include "engine/explain_words.h"
#include "engine/rcp_reach.h"

namespace cordon {
namespace {

using Kind = OpenPoint::Kind;

class OpenPoints {
 public:
  OpenPoints(const Decision& decision, const Request& request, const ApplicablePolicies& policies)
      : decision_(decision), request_(request), policies_(policies) {}

  std::vector<OpenPoint> take() && {
    if (points_.empty()) add({.why = "AWS does not document this case"});
    return std::move(points_);
  }

  void add_credential() {
    const auto& credential = request_.credential();
    if (!credential || expired(*credential, request_.at) != Truth::kUnknown) return;
    add({.kind = Kind::kRequestTime,
         .why = fmt::format("the credential expires at {}, and the time of the request is not told",
                            to_string(*credential->expires))});
  }

  void add_missing_policies() {
    if (lacks_resource_policy(request_, policies_)) {
      add({.kind = Kind::kResourcePolicy,
           .why = fmt::format("the policy of {} itself counts, and it is not given",
                              in_ticks(request_.resource()))});
    }
    if (session_policy_not_given()) {
      add({.kind = Kind::kSessionPolicy,
           .why = "what the session may do is set by a session policy, which is not given"});
    }
  }

  void add_unreadable() {
    for (const auto& level : policies_.rcps) add_unreadable(level);
    for (const auto& level : policies_.scps) add_unreadable(level);
    if (policies_.endpoint) add_unreadable(*policies_.endpoint);
    if (policies_.resource) add_unreadable({policies_.resource});
    add_unreadable(policies_.identity);
    add_unreadable(policies_.boundary);
    add_unreadable(policies_.session);
  }

  void add_organization() {
    const bool scps = !policies_.scps.empty() && policies_.scps_apply;
    const bool rcp_denies = decision_.layer(Layer::kRcp).deny == Truth::kUnknown;
    if ((scps || rcp_denies) && request_.caller().service_linked == Truth::kUnknown) {
      add({.kind = Kind::kCaller,
           .why = "the role's name is that of a service-linked role, which SCPs and RCPs do not "
                  "reach; its path is not told"});
    } else if (rcp_denies && rcps_reach(request_) == Truth::kUnknown) {
      add({.why = fmt::format("whether RCPs reach {} is not known from AWS's list of {}",
                              in_ticks(request_.service()), rcp_services_date())});
    }
  }

  void add_statement(const StatementExplanation& one) {
    if (one.matched == Truth::kTrue) return add_endpoint(one);
    if (one.principal && one.principal->matched == Truth::kUnknown) {
      add_of(one, Kind::kCaller, one.principal->why);
    }
    if (one.resource.matched == Truth::kUnknown) add_resource(one);
    for (const ConditionExplanation& condition : one.conditions) {
      if (condition.result.value == Truth::kUnknown) {
        add_keys(one, condition.open_keys, condition.why);
      }
    }
  }

  // The statement matches, and still may not allow (semantics.md 1.5).
  void add_endpoint(const StatementExplanation& one) {
    if (decision_.layer(Layer::kEndpoint).allow != Truth::kUnknown) return;
    add_of(one, Kind::kUndocumented,
           "the endpoint's policy names the account: at a gateway endpoint that reaches only its "
           "root user, and the kind of endpoint is not told");
  }

  /// AWS's pages do not say whether an SCP stops GetSessionToken (semantics.md 11.13).
  void add_get_session_token() {
    if (request_.action_lower() == "sts:getsessiontoken" && !policies_.scps.empty()) {
      add({.why = "AWS does not document whether an SCP reaches sts:GetSessionToken"});
    }
  }

 private:
  [[nodiscard]] bool session_policy_not_given() const {
    const auto& credential = request_.credential();
    if (!credential || !policies_.session.empty()) return false;
    return credential->kind == CredentialKind::kAssumeRoot ||
           (credential->kind == CredentialKind::kGetFederationToken &&
            request_.caller().kind == CallerKind::kRoot);
  }

  void add_unreadable(const std::vector<PolicyPtr>& policies) {
    for (const PolicyPtr& policy : policies) {
      if (!policy->unreadable) continue;
      add({.kind = Kind::kUnreadable,
           .why = fmt::format("what {} says is not known", in_ticks(policy->name)),
           .policy = policy.get()});
    }
  }

  void add_resource(const StatementExplanation& one) {
    std::vector<const ContextKey*> keys;
    const StatementPlace& place = one.place;
    for (const ResourceEntry& entry :
         place.policy->statements[place.statement].resources.entries()) {
      add_open_variables(entry.with_variables, request_, keys);
    }
    add_keys(one, keys, one.resource.why);
  }

  void add_keys(const StatementExplanation& one, const std::vector<const ContextKey*>& keys,
                const std::string& why) {
    if (keys.empty()) return add_of(one, Kind::kUndocumented, why);
    for (const ContextKey* key : keys) {
      add({.kind = Kind::kKey,
           .key = key,
           .why = why,
           .policy = one.place.policy,
           .place = one.place});
    }
  }

  void add_of(const StatementExplanation& one, Kind kind, const std::string& why) {
    add({.kind = kind, .why = why, .policy = one.place.policy, .place = one.place});
  }

  void add(OpenPoint point) { points_.push_back(std::move(point)); }

  const Decision& decision_;
  const Request& request_;
  const ApplicablePolicies& policies_;
  std::vector<OpenPoint> points_;
};

bool is_at(const StatementExplanation& one, const StatementHit& hit) {
  return one.place.layer == hit.layer && one.place.level == hit.level &&
         one.place.policy == hit.policy && one.place.statement == hit.statement;
}

}  // namespace

bool lacks_resource_policy(const Request& request, const ApplicablePolicies& policies) {
  const Caller& caller = request.caller();
  const bool cross = !caller.account.empty() && request.resource_account() != caller.account;
  return !policies.resource && ((resource_policy_must_allow(request) && !policies.resource_told) ||
                                (cross && policies.foreign_resource_open));
}

std::vector<OpenPoint> open_points(const Decision& decision,
                                   const std::vector<StatementExplanation>& statements,
                                   const Request& request, const ApplicablePolicies& policies,
                                   const EvaluateOptions& options) {
  OpenPoints points(decision, request, policies);
  points.add_credential();
  points.add_missing_policies();
  points.add_unreadable();
  points.add_organization();
  points.add_get_session_token();
  for (const StatementHit& hit : decided_by(decision, request, policies, options)) {
    const bool settled = hit.matched == Truth::kTrue && hit.layer != Layer::kEndpoint;
    if (settled) continue;
    const auto one = std::ranges::find_if(
        statements, [&](const StatementExplanation& each) { return is_at(each, hit); });
    if (one != statements.end()) points.add_statement(*one);
  }
  return std::move(points).take();
}

}  // namespace cordon
