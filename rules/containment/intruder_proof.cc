// Whether any call at all gets through: usual calls are tried elsewhere, here it is proved.
#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "engine/catalogue/catalogue.h"
#include "engine/prove/claim.h"
#include "grammar/arn.h"
#include "rules/containment/intruder.h"
#include "rules/resources/targets.h"

namespace cordon::rules {
namespace {

constexpr prove::Limits kProof{.steps = 1'000'000, .rounds = 1'000};
// A proof knows nothing of which resources an action works on: so many actions are left out where
// the request that it shows can't be made.
constexpr int kMostTries = 8;

template <class Visit>
void each_key(const KeyTemplate& text, Visit visit) {
  for (const VariableUse& use : text.variables()) visit(use.key);
}

// The keys that a policy asks for, in conditions and variables.
template <class Visit>
void each_key(const CompiledPolicy& policy, Visit visit) {
  for (const CompiledStatement& statement : policy.statements) {
    for (const ResourceEntry& entry : statement.resources.entries()) {
      if (entry.with_variables) each_key(*entry.with_variables, visit);
    }
    for (const CompiledCondition& condition : statement.conditions) {
      visit(condition.key);
      for (const ConditionValue& value : condition.values) {
        if (value.with_variables) each_key(*value.with_variables, visit);
      }
    }
  }
}

prove::Situation situation_of(const Request& request, std::vector<ContextEntry> context,
                              const Calls& calls) {
  prove::Situation situation{.caller = request.caller(),
                             .among = {},
                             .other_than = {},
                             .credential = request.credential(),
                             .issued = {},
                             .at = {request.at, request.at},
                             .context = std::move(context),
                             .resource_account = request.told_resource_account,
                             .never = {},
                             .actions = calls.actions,
                             .resources = calls.resources,
                             .other_resources = {},
                             .tolerated = calls.other_than,
                             .listed_only = {},
                             .options = {}};
  // Those need no permission.
  situation.tolerated.insert(situation.tolerated.end(),
                             {"sts:GetCallerIdentity", "sts:GetSessionToken"});
  return situation;
}

// Whose resources an intruder meets: the own ones.
struct Own {
  std::string_view partition = "aws";
  std::string_view account;
};

Own own_of(const Caller& caller) {
  const auto arn = split_arn(caller.arn);
  return {.partition = arn ? arn->partition : "aws", .account = caller.account};
}

// ARNs of the partition, of the account or of none.
std::vector<std::string> own_arns(const Own& own) {
  return {fmt::format("arn:{}:*:*:{}:*", own.partition, own.account),
          fmt::format("arn:{}:*:*::*", own.partition)};
}

// AWS lists the action, and it works on such a resource of the caller's.
bool is_possible(const Request& request) {
  const auto action = catalogue::find_action(request.action());
  if (!action) return false;
  if (action->resources.empty()) return request.resource() == "*";
  const auto arn = split_arn(request.resource());
  const Own own = own_of(request.caller());
  return arn && arn->partition == own.partition &&
         (arn->account.empty() || arn->account == own.account) &&
         works_on(*action, request.resource());
}

// `arn:${Partition}:s3:::${BucketName}`, with `*` for what is left open.
std::string as_glob(std::string_view format, const Own& own) {
  std::string glob;
  for (std::size_t at = 0; at < format.size();) {
    const std::size_t end =
        format.substr(at).starts_with("${") ? format.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      glob += format[at++];
      continue;
    }
    const std::string_view name = format.substr(at + 2, end - at - 2);
    glob += name == "Partition" ? own.partition : name == "Account" ? own.account : "*";
    at = end + 1;
  }
  return glob;
}

}  // namespace

std::optional<Calls> Intruder::calls_of(std::string_view name) const {
  const auto action = catalogue::find_action(name);
  if (!action) return std::nullopt;
  const Caller own = caller(is_role_ ? Holds::kRoleSession : Holds::kLongTermKey);
  Calls calls{.actions = {std::string(name)}, .other_than = {}, .resources = {}};
  for (const catalogue::ResourceUse& use : action->resources) {
    const auto type = catalogue::find_resource_type(action->service, use.type);
    if (type) calls.resources.push_back(as_glob(type->arn, own_of(own)));
  }
  if (calls.resources.empty()) return std::nullopt;
  return calls;
}

// What the request says, and that it lacks every other key that the policies ask for.
std::vector<ContextEntry> Intruder::context_of(const Request& request,
                                               const ContextKey* free) const {
  RequestContext context = request.context;
  const auto lack = [&](const ContextKey& key) {
    const Attribute::Presence presence = request.attribute(key).presence;
    if (presence != Attribute::Presence::kAbsent && presence != Attribute::Presence::kNotTold)
      return;
    context.set({.key = key, .state = ContextEntry::State::kAbsent, .values = {}});
  };
  for (const auto* documents : {&policies_.identity, &policies_.boundary, &policies_.session}) {
    for (const PolicyPtr& policy : *documents) each_key(*policy, lack);
  }
  if (subject_.compiled) each_key(*subject_.compiled, lack);
  if (free != nullptr) {
    context.set({.key = *free, .state = ContextEntry::State::kNotTold, .values = {}});
  }
  return context.entries();
}

std::optional<Request> Intruder::any_escape(std::span<const Request> stopped, const Calls& calls,
                                            Found& found, const ContextKey* free) const {
  for (const Request& request : stopped) {
    prove::Situation situation = situation_of(request, context_of(request, free), calls);
    if (auto through = any_escape(situation, found)) return through;
  }
  return std::nullopt;
}

std::optional<Request> Intruder::any_escape(prove::Situation& situation, Found& found) const {
  const ApplicablePolicies policies = policies_with_grant(situation.caller);
  // First among ARNs that can be, and then on `*`, too.
  const bool anywhere = situation.resources.empty();
  if (anywhere) situation.resources = own_arns(own_of(situation.caller));
  for (int tries = 0; tries < kMostTries; ++tries) {
    const prove::Proof proof = prove::prove_none_allowed({&situation, 1}, policies, kProof);
    if (proof.out_of_budget) found.give_up(subject_);
    if (!proof.mismatch.empty()) throw std::logic_error(proof.mismatch);
    if (proof.witness) {
      const Request& through = proof.witness->request;
      if (is_possible(through) && gets_through(through)) return through;
      situation.tolerated.emplace_back(through.action());
    } else if (anywhere && !situation.resources.empty()) {
      situation.resources.clear();
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

}  // namespace cordon::rules
