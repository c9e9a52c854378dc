#include "engine/incident/verdict/decider.h"

#include "engine/decided_by.h"
#include "engine/evaluate.h"
#include "grammar/arn.h"

namespace cordon::incident {

Decider::Decider(const Standing& standing, const Surroundings& surroundings,
                 const Assumptions& assumptions)
    : surroundings_(surroundings),
      assumptions_(assumptions),
      caller_created_(standing.created),
      policies_(standing.policies) {}

void Decider::use_rcps_of(std::string_view account) {
  if (rcps_of_ == account) return;
  rcps_of_ = account;
  const bool exempt = account == surroundings_.world().organization.management_account;
  policies_.rcps =
      exempt ? std::vector<std::vector<PolicyPtr>>() : surroundings_.levels(account).rcps;
}

const StoredPolicy* Decider::resource_side(const Request& request) const {
  const auto arn = split_arn(request.resource());
  if (!arn || arn->service != "iam" || !arn->resource.starts_with("role/")) {
    const ResourcePolicy* resource = surroundings_.resource_policy(request.resource());
    return resource == nullptr ? nullptr : &resource->policy;
  }
  const Account* account = find_account(surroundings_.world(), arn->account);
  const Role* role =
      account == nullptr ? nullptr : find_role(*account, last_path_part(arn->resource));
  const bool names_this_role = role != nullptr && role->arn == request.resource();
  return names_this_role && resource_policy_must_allow(request) ? &role->trust : nullptr;
}

const ApplicablePolicies& Decider::policies_for(const Request& request) {
  use_rcps_of(request.resource_account());
  const StoredPolicy* stored = resource_side(request);
  policies_.resource = stored == nullptr ? nullptr : stored->policy;
  policies_.caller_created_after_resource_policy =
      stored != nullptr && caller_created_ > stored->stored;
  policies_.resource_told = policies_.resource != nullptr;
  return policies_;
}

Decision Decider::decide(const Request& request) {
  return evaluate(request, policies_for(request),
                  {.get_session_token_under_deny = assumptions_.get_session_token_under_deny});
}

std::vector<StatementHit> Decider::statements(const Request& request,
                                              const Decision& decision) const {
  return decided_by(decision, request, policies_);
}

}  // namespace cordon::incident
