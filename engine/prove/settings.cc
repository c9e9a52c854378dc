#include "engine/prove/settings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <utility>

#include "engine/made_policy.h"
#include "engine/prove/callers.h"
#include "engine/prove/holders.h"
#include "engine/rcp_reach.h"

namespace cordon::prove {
namespace {

// In brackets, which no file of a user starts with by chance.
constexpr std::string_view kAssumedEverything = "(everything else allows)";
constexpr std::string_view kAssumedDelegation = "(left to the account)";

PolicyPtr everything_else(PolicyType type) {
  return everything_allowed(type, std::string(kAssumedEverything));
}

PolicyPtr granted_to_everyone() {
  return made_policy(
      R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}})",
      PolicyType::kResource, std::string(kAssumedEverything));
}

ApplicablePolicies with_identity() {
  ApplicablePolicies around;
  around.identity = {everything_else(PolicyType::kIdentity)};
  return around;
}

// Federated users get what their session policy allows as well.
ApplicablePolicies with_session_policy(ApplicablePolicies around) {
  around.session = {everything_else(PolicyType::kSession)};
  return around;
}

// The holders are of the accounts that the policies' conditions name, or of one that they do not.
void limit_accounts(std::vector<Setting>& settings, std::span<const PolicyPtr> policies) {
  std::vector<std::string> accounts = accounts_in_conditions(policies);
  accounts.emplace_back(kExampleAccount);
  const PolicyPtr leaves = left_to_accounts(accounts);
  for (Setting& setting : settings) {
    setting.around.resource = leaves;
    for (Situation& situation : setting.situations) {
      for (const std::string& account : accounts) {
        situation.among.push_back(fmt::format("arn:*:*::{}:*", account));
      }
    }
  }
}

// Whether an SCP reaches sts:GetSessionToken is not documented (semantics.md 11.13): of two SCPs
// nothing could be said.
void leave_out_session_tokens(std::vector<Setting>& settings) {
  for (Setting& setting : settings) {
    for (Situation& situation : setting.situations) {
      situation.tolerated.emplace_back("sts:GetSessionToken");
    }
  }
}

std::vector<Setting> holders_of(PolicyType type, std::span<const PolicyPtr> policies) {
  const AskedOfCaller asked = asked_of_caller(policies);
  if (type == PolicyType::kSession) {
    std::vector<Situation> sessions = session_holders(asked);
    // Sessions of users have no session policies.
    std::erase_if(sessions,
                  [](const Situation& each) { return each.caller.kind == CallerKind::kUser; });
    std::vector<Setting> settings{{.situations = std::move(sessions), .around = with_identity()}};
    limit_accounts(settings, policies);
    return settings;
  }
  const ApplicablePolicies around =
      type == PolicyType::kIdentity ? ApplicablePolicies{} : with_identity();
  std::vector<Setting> settings{{.situations = holders(asked), .around = around}};
  if (asked.anything()) {
    settings.push_back(
        {.situations = federated_holders(asked), .around = with_session_policy(around)});
  }
  // An SCP limits the root user, too.
  if (type == PolicyType::kScp && asked.anything()) {
    const std::string root = fmt::format("arn:aws:iam::{}:root", kExampleAccount);
    settings.front().situations.push_back(situation_of(root, CredentialKind::kAccessKey, asked));
    settings.back().situations.push_back(situation_of(root, CredentialKind::kAssumeRoot, asked));
  }
  limit_accounts(settings, policies);
  if (type == PolicyType::kScp) leave_out_session_tokens(settings);
  return settings;
}

// An RCP is asked about where it reaches: services of the list, and a resource.
void limit_to_rcp(std::vector<Situation>& situations) {
  for (Situation& situation : situations) {
    for (const std::string_view service : rcp_services()) {
      situation.actions.push_back(fmt::format("{}:*", service));
    }
    situation.resources.emplace_back("arn:*:*:*:*:*");
  }
}

}  // namespace

std::vector<Setting> settings_for(PolicyType type, std::span<const PolicyPtr> policies,
                                  std::string_view account) {
  if (!has_principals(type)) return holders_of(type, policies);
  Neighbours neighbours = neighbours_of(policies, account);
  if (type == PolicyType::kRcp) limit_to_rcp(neighbours.all);
  std::vector<Setting> settings{
      {.situations = neighbours.all, .around = with_session_policy(with_identity())}};
  const bool grants = type == PolicyType::kResource || type == PolicyType::kTrust;
  if (grants) {
    settings.push_back({.situations = neighbours.own, .around = {}});
  } else {
    settings.front().around.resource = granted_to_everyone();
  }
  return settings;
}

std::vector<Setting> strangers_to(const PolicyPtr& policy, std::string_view account) {
  return {
      {.situations = strangers(policy, account), .around = with_session_policy(with_identity())}};
}

bool is_assumed(const CompiledPolicy& policy) {
  return policy.name == kAssumedEverything || policy.name == kAssumedDelegation;
}

PolicyPtr left_to_accounts(std::span<const std::string> accounts) {
  return made_policy(
      fmt::format(R"({{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*",)"
                  R"("Resource":"*","Principal":{{"AWS":["{}"]}}}}}})",
                  fmt::join(accounts, R"(",")")),
      PolicyType::kResource, std::string(kAssumedDelegation));
}

ApplicablePolicies placed(const PolicyPtr& policy, const ApplicablePolicies& around) {
  ApplicablePolicies policies = around;
  switch (policy->type) {
    case PolicyType::kIdentity:
      policies.identity.push_back(policy);
      break;
    case PolicyType::kResource:
    case PolicyType::kTrust:
      policies.resource = policy;
      break;
    case PolicyType::kBoundary:
      policies.boundary = {policy};
      break;
    case PolicyType::kSession:
      policies.session = {policy};
      break;
    case PolicyType::kScp:
      policies.scps = {{policy}};
      break;
    case PolicyType::kRcp:
      policies.rcps = {{policy}};
      break;
    case PolicyType::kEndpoint:
      policies.endpoint.emplace({policy});
      break;
  }
  return policies;
}

Layer layer_of(PolicyType type) {
  switch (type) {
    case PolicyType::kIdentity:
      return Layer::kIdentity;
    case PolicyType::kResource:
    case PolicyType::kTrust:
      return Layer::kResource;
    case PolicyType::kBoundary:
      return Layer::kBoundary;
    case PolicyType::kSession:
      return Layer::kSession;
    case PolicyType::kScp:
      return Layer::kScp;
    case PolicyType::kRcp:
      return Layer::kRcp;
    case PolicyType::kEndpoint:
      return Layer::kEndpoint;
  }
  return Layer::kIdentity;
}

}  // namespace cordon::prove
