#include "engine/incident/reach/outsiders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/evaluate.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/incident/verdict/decider.h"
#include "engine/incident/verdict/situations.h"
#include "engine/made_policy.h"
#include "engine/prove/callers.h"
#include "engine/prove/claim.h"
#include "engine/prove/holders.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

using Kind = PrincipalPattern::Kind;

// No account has this number.
constexpr std::string_view kSomeAccount = "000000000000";

PolicyPtr everything() {
  static const PolicyPtr kEverything =
      everything_allowed(PolicyType::kIdentity, "(what the outsider's own account allows)");
  return kEverything;
}

// Somebody whom the opening names; no value: no caller is like that.
std::optional<Standing> standing_of(const Opening& opening, std::string_view partition) {
  const PrincipalPattern& whom = opening.whom;
  const bool any = whom.kind == Kind::kEveryone;
  const std::string name =
      any || whom.kind == Kind::kAccount
          ? fmt::format("arn:{}:iam::{}:user/anyone", partition, any ? kSomeAccount : whom.account)
          : whom.text;
  auto caller = parse_principal(name);
  if (!caller || caller->kind == CallerKind::kFederatedIdentity ||
      caller->kind == CallerKind::kService) {
    return std::nullopt;
  }
  Standing standing;
  standing.life = Standing::Life::kAlive;
  standing.caller = *std::move(caller);
  if (const auto credential = default_credential(standing.caller)) {
    standing.credential = *credential;
  }
  standing.policies.identity = {everything()};
  return standing;
}

// Of which organization an account is that was not given is not known.
bool looks_at_organization(const Opening& opening) {
  const auto& conditions = opening.policy->statements[opening.statement].conditions;
  return std::ranges::any_of(conditions, [](const CompiledCondition& condition) {
    return condition.key.lower.starts_with("aws:principalorg");
  });
}

Permission hangs_on(std::string why) {
  return {.given = Truth::kUnknown, .witness = std::nullopt, .why = std::move(why)};
}

// Conditions that tie a service to whom it acts for ("The confused deputy problem", IAM User
// Guide).
constexpr std::array<std::string_view, 6> kActsFor{"aws:sourceaccount",  "aws:sourcearn",
                                                   "aws:sourceorgid",    "aws:sourceorgpaths",
                                                   "aws:principalorgid", "aws:sourceowner"};

bool has_given_account(std::string_view text, const World& world) {
  return std::ranges::any_of(world.accounts,
                             [text](const auto& account) { return text.contains(account.first); });
}

// A service does it for its own accounts only.
bool is_for_given_accounts(const Opening& opening, const World& world) {
  const auto& conditions = opening.policy->statements[opening.statement].conditions;
  return std::ranges::any_of(conditions, [&](const CompiledCondition& condition) {
    const bool ties = std::ranges::find(kActsFor, condition.key.lower) != kActsFor.end() &&
                      condition.op.base != nullptr && !condition.op.base->negated &&
                      condition.op.base->type != ValueType::kNull;
    return ties && !condition.values.empty() &&
           std::ranges::all_of(condition.values, [&](const auto& value) {
             return has_given_account(value.text, world);
           });
  });
}

// A name for a pattern of actions.
std::string some_action(std::string_view pattern, std::string_view service) {
  if (!pattern.contains(':'))
    return service == "s3" ? "s3:GetObject" : fmt::format("{}:Get", service);
  if (pattern == "s3:*") return "s3:GetObject";
  return example_of(pattern, "");
}

std::vector<Candidate> samples_of(const Opening& opening, const std::string& resource) {
  const CompiledStatement& statement = opening.policy->statements[opening.statement];
  const auto arn = split_arn(resource);
  const std::string_view service = arn ? arn->service : "s3";
  std::vector<std::string> actions;
  if (statement.action && !statement.action->negated) {
    for (const PolicyText& entry : statement.action->entries) {
      actions.push_back(some_action(entry.value, service));
    }
  } else {
    actions.push_back(some_action("*", service));
  }
  std::vector<std::string> resources;
  for (const ResourceEntry& entry : statement.resources.entries()) {
    if (!statement.resources.negated() && !entry.everything) {
      resources.push_back(example_of(entry.text, "example"));
    }
  }
  if (resources.empty()) resources = {resource, resource + "/example"};
  constexpr std::size_t kMost = 100;
  std::vector<Candidate> samples;
  for (const std::string& action : actions) {
    for (const std::string& on : resources) {
      if (samples.size() < kMost)
        samples.push_back({.action = action, .resource = on, .context = {}});
    }
  }
  return samples;
}

// The opening by itself, as narrow as the Denies beside it.
PolicyPtr alone(const Opening& opening) {
  std::vector<CompiledStatement> statements{opening.policy->statements[opening.statement]};
  if (!statements.front().principals.negated()) {
    statements.front().principals = PrincipalSet(false, {opening.whom});
  }
  std::ranges::copy_if(opening.policy->statements, std::back_inserter(statements),
                       [](const CompiledStatement& each) { return each.effect == Effect::kDeny; });
  return policy_of(std::move(statements), opening.policy->type, opening.policy->name);
}

// What is asked of a caller beside its ARN: the prover has examples of that, and not every
// outsider.
bool looks_at_more_than_name(std::span<const PolicyPtr> policies) {
  const prove::AskedOfCaller asked = prove::asked_of_caller(policies);
  return asked.id || asked.credential || asked.time;
}

// Proved for every caller of every account that was not given: none gets in. One example of them
// says nothing of the others, where conditions look at who it is.
bool lets_nobody_in(const Opening& opening, std::string_view owner, ApplicablePolicies policies,
                    const World& world, const std::vector<std::string>& actions,
                    const std::vector<std::string>& resources) {
  policies.identity = {everything()};
  policies.session = {everything_allowed(PolicyType::kSession, "(what is asked for)")};
  policies.resource = alone(opening);
  std::vector<PolicyPtr> looking{policies.resource};
  for (const auto& level : policies.rcps) looking.insert(looking.end(), level.begin(), level.end());
  if (looks_at_more_than_name(looking)) return false;
  std::vector<prove::Situation> outsiders = prove::neighbours_of(looking, owner).all;
  // A role is for nobody without credentials; a service, and who is of the owner's account, is no
  // outsider.
  const bool is_role = opening.policy->type == PolicyType::kTrust;
  std::erase_if(outsiders, [&](const prove::Situation& each) {
    const CallerKind kind = each.caller.kind;
    return kind == CallerKind::kService || (is_role && kind == CallerKind::kAnonymous) ||
           (!each.any_caller && each.caller.account == owner);
  });
  for (prove::Situation& each : outsiders) {
    each.actions = actions;
    each.resources = resources;
    each.tolerated = {std::string(kNobodyStops), std::string(kMintsToken)};
    if (!each.any_caller) continue;
    for (const auto& [account, given] : world.accounts) {
      each.other_than.push_back(fmt::format("arn:*:*::{}:*", account));
    }
  }
  return prove::prove_none_allowed(outsiders, policies).verdict == prove::Verdict::kHolds;
}

}  // namespace

Permission may_assume(const Opening& opening, const std::string& role, const History& history,
                      std::size_t world, Instant at) {
  if (opening.whom.kind == Kind::kFederated) return hangs_on("who has its tokens is not known");
  const auto arn = split_arn(role);
  const auto standing = standing_of(opening, arn ? arn->partition : "aws");
  if (!standing) return hangs_on(fmt::format("who {} is is not known", opening.who));
  static const HeldCredential kNobodys;
  const Question question{.credential = kNobodys,
                          .standing = *standing,
                          .surroundings = history.surroundings(world),
                          .incident = history.incident(),
                          .clock = {.at = at, .since = std::nullopt, .until = std::nullopt}};
  Permission answer =
      may_call(question, {.action = "sts:AssumeRole", .resource = role, .context = {}});
  if (answer.given == Truth::kTrue && looks_at_organization(opening)) {
    return hangs_on("whether it is of that organization is not known");
  }
  if (answer.given == Truth::kFalse) {
    Decider decider(*standing, question.surroundings, question.incident.assumptions);
    const Request request = request_of(*standing, "sts:AssumeRole", role, at);
    if (!lets_nobody_in(opening, arn ? arn->account : "", decider.policies_for(request),
                        question.surroundings.world(), {"sts:AssumeRole"}, {role})) {
      return hangs_on("its conditions look at who it is, with what, or when");
    }
  }
  if (answer.given == Truth::kUnknown && answer.why.empty()) {
    answer.why = "whether its conditions hold is not known";
  }
  return answer;
}

Permission may_use(const Opening& opening, const std::string& resource, const std::string& owner,
                   const History& history, std::size_t world, Instant at) {
  const Surroundings& surroundings = history.surroundings(world);
  if (opening.whom.kind == Kind::kService) {
    if (is_for_given_accounts(opening, surroundings.world())) return {.given = Truth::kFalse};
    return hangs_on("for whom the service acts is not tied to an account");
  }
  const auto arn = split_arn(resource);
  const auto standing = standing_of(opening, arn ? arn->partition : "aws");
  if (!standing) return hangs_on(fmt::format("who {} is is not known", opening.who));
  Decider decider(*standing, surroundings, history.incident().assumptions);
  for (const Candidate& sample : samples_of(opening, resource)) {
    Request request = request_of(*standing, sample.action, sample.resource, at);
    request.told_resource_account = owner;
    const Decision decision = decider.decide(request);
    if (decision.outcome != Outcome::kAllowed) continue;
    Witness witness;
    witness.action = request.action();
    witness.resource = request.resource();
    witness.allowed_by = describe(decider.statements(request, decision));
    return {
        .given = Truth::kTrue, .witness = made_by(std::move(witness), *standing, at), .why = {}};
  }
  Request any = request_of(*standing, "", resource, at);
  any.told_resource_account = owner;
  if (lets_nobody_in(opening, owner, decider.policies_for(any), surroundings.world(), {}, {})) {
    return {.given = Truth::kFalse, .witness = std::nullopt, .why = {}};
  }
  return hangs_on("no request that was tried surely gets through, and not all were tried");
}

}  // namespace cordon::incident
