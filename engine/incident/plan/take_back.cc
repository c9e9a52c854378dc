#include "engine/incident/plan/take_back.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "engine/incident/events/policy_calls.h"
#include "engine/incident/reach/openings.h"
#include "engine/incident/world/json_text.h"
#include "engine/rcp_reach.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kTrustNames = "RoleName";
constexpr std::string_view kAddPermission = "lambda:AddPermission";

const Event& first_of(const OpenDoors& doors) {
  return *(*std::ranges::min_element(doors, {}, [](const Door* door) {
            return std::pair(door->event->at, door->event->index);
          }))->event;
}

std::string who_of(const OpenDoors& doors) {
  std::set<std::string_view> names;
  for (const Door* door : doors) names.insert(door->who);
  return fmt::format("{}", fmt::join(names, ", "));
}

Draft shutting(std::string cost, std::string note = {}) {
  return {.disruption = Disruption::kWayIn,
          .cost = std::move(cost),
          .made_by = {},
          .note = std::move(note),
          .ends_minting = true};
}

std::string put_back_words(std::string_view what, const Event& opened) {
  return fmt::format(
      "{} is again what it was before {}: what else was changed in it since then is "
      "taken back too",
      what, event_words(opened));
}

std::string cut_words(std::string_view what, const OpenDoors& doors) {
  return fmt::format("{} no longer names {}; all else in it stays", what, who_of(doors));
}

// Empty: it has no statement.
std::string document_of(const CompiledPolicy& policy, const std::vector<std::string>& statements) {
  if (statements.empty()) return {};
  const PolicyDocument& written = policy.document;
  std::string head;
  if (written.version_text)
    head += fmt::format(R"("Version": {}, )", json_text(written.version_text->value));
  if (written.id) head += fmt::format(R"("Id": {}, )", json_text(written.id->value));
  return fmt::format(R"({{{}"Statement": [{}]}})", head, fmt::join(statements, ", "));
}

std::string document_of(const CompiledPolicy& policy) {
  std::vector<std::string> statements;
  for (const Statement& statement : policy.document.statements) {
    statements.push_back(json_text(statement.node));
  }
  return document_of(policy, statements);
}

// Empty: nobody is left.
std::string principal_without(const PrincipalElement& principal,
                              const std::set<std::string>& without) {
  if (principal.negated) return {};
  std::map<std::string_view, std::vector<std::string>> left;
  for (const PrincipalEntry& entry : principal.entries) {
    const std::string text(entry.value.value);
    if (!without.contains(text)) left[entry.type].push_back(json_text(text));
  }
  std::vector<std::string> members;
  for (const auto& [type, texts] : left) {
    members.push_back(fmt::format("{}: [{}]", json_text(type), fmt::join(texts, ", ")));
  }
  return members.empty() ? "" : fmt::format("{{{}}}", fmt::join(members, ", "));
}

// Empty: it lets nobody else in.
std::string statement_without(const Statement& statement, const std::set<std::string>& without) {
  if (without.empty() || !statement.principal) return json_text(statement.node);
  const std::string principal = principal_without(*statement.principal, without);
  if (principal.empty()) return {};
  std::vector<std::string> members;
  for (const auto [name, value] : statement.node.members()) {
    members.push_back(fmt::format("{}: {}", json_text(name.text()),
                                  name.text() == "Principal" ? principal : json_text(value)));
  }
  return fmt::format("{{{}}}", fmt::join(members, ", "));
}

// A trust policy has a statement: one that lets nobody in.
std::string or_nobody(std::string document) {
  if (!document.empty()) return document;
  return R"({"Version": "2012-10-17", "Statement": [{"Sid": "NobodyForNow", "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}]})";
}

std::vector<PlannedCall> update_trust(const Account& account, const Role& role,
                                      std::string document) {
  return {{.name = "iam:UpdateAssumeRolePolicy",
           .account = account.id,
           .parameters = {{kTrustNames, json_text(role.name)},
                          {"PolicyDocument", std::move(document)}}}};
}

// The call that makes a resource's policy the document; empty: that takes the policy away. None:
// there is no such call.
std::vector<PlannedCall> put_policy(const PolicyCall& row, const Event& opened,
                                    const std::string& document) {
  PlannedCall call{.name = std::string(row.puts),
                   .account = opened.account,
                   .parameters = {{row.names, json_text(parameter_text(opened, row.names))}}};
  if (row.puts == "sqs:SetQueueAttributes") {
    call.parameters.emplace_back("Attributes",
                                 fmt::format(R"({{"Policy": {}}})", json_text(document)));
  } else if (document.empty()) {
    if (row.takes.empty()) return {};
    call.name = row.takes;
  } else if (row.puts == "sns:SetTopicAttributes") {
    call.parameters.emplace_back("AttributeName", R"("Policy")");
    call.parameters.emplace_back("AttributeValue", json_text(document));
  } else {
    if (row.puts == "kms:PutKeyPolicy") call.parameters.emplace_back("PolicyName", R"("default")");
    call.parameters.emplace_back(row.document, document);
  }
  return {std::move(call)};
}

std::vector<PlannedCall> remove_permissions(const OpenDoors& doors) {
  std::vector<PlannedCall> calls;
  std::set<const Event*> seen;
  for (const Door* door : doors) {
    const Event& opened = *door->event;
    if (opened.call != kAddPermission || !seen.insert(&opened).second) continue;
    calls.push_back(
        {.name = "lambda:RemovePermission", .account = opened.account, .parameters = {}});
    for (const std::string_view name : {"FunctionName", "StatementId", "Qualifier"}) {
      const std::string value = parameter_text(opened, name);
      if (!value.empty()) calls.back().parameters.emplace_back(name, json_text(value));
    }
  }
  return calls;
}

// An outsider has no policy in the account that a Deny could be put on.
std::string only_here(const OpenDoors& doors) {
  const auto arn = split_arn(doors.front()->where);
  const bool rcps = arn && rcps_known_to_reach(arn->service);
  return fmt::format(
      "no policy of a user or role keeps {} out of {}: only an edit of its policy {}",
      who_of(doors), doors.front()->where,
      rcps ? "does, or a policy of the organization (RCP)" : "does");
}

const ResourcePolicy* find_resource(const World& world, std::string_view arn) {
  const auto found = std::ranges::find(world.resources, arn, &ResourcePolicy::arn);
  return found == world.resources.end() ? nullptr : &*found;
}

}  // namespace

// No value: it is not known, or whoever answers the incident changed it since then.
std::optional<World> TakeBack::world_before(const Event& opened, std::string_view names) const {
  const auto& events = incident_.events;
  const auto at = std::ranges::find(events, opened.index, &Event::index);
  if (at == events.end()) return std::nullopt;
  const bool ours = std::any_of(at, events.end(), [&](const Event& event) {
    return !is_suspect(event) && event.call == opened.call && event.account == opened.account &&
           parameter_text(event, names) == parameter_text(opened, names);
  });
  if (ours) return std::nullopt;
  World world = incident_.snapshot;
  for (auto event = events.begin(); event != at; ++event) {
    world = apply(std::move(world), *event).world;
  }
  return world;
}

std::string TakeBack::policy_without(const PolicyPtr& policy, const OpenDoors& doors) const {
  std::map<std::size_t, std::set<std::string>> let_in;  // by statement
  for (const Opening& opening : openings_of(policy, incident_.snapshot)) {
    const bool is_open =
        std::ranges::any_of(doors, [&](const Door* door) { return door->opening == opening.key; });
    if (is_open) let_in[opening.statement].insert(opening.whom.text);
  }
  std::vector<std::string> left;
  const auto& statements = policy->document.statements;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    std::string text = statement_without(statements[i], let_in[i]);
    if (!text.empty()) left.push_back(std::move(text));
  }
  return document_of(*policy, left);
}

void TakeBack::trust(Climb& climb, const Account& account, const Role& role,
                     const OpenDoors& doors) const {
  const std::string what = fmt::format("the trust policy of role `{}`", role.name);
  const Event& opened = first_of(doors);
  climb.rung(kPutTrustBack, climb.owner(), shutting(put_back_words(what, opened)),
             [&]() -> std::vector<PlannedCall> {
               const auto before = world_before(opened, kTrustNames);
               const Account* then = before ? find_account(*before, account.id) : nullptr;
               const Role* same = then == nullptr ? nullptr : find_role(*then, role.name);
               const bool known = same != nullptr && same->created == role.created &&
                                  !same->trust.policy->unreadable;
               if (!known) return {};
               return update_trust(account, role, or_nobody(document_of(*same->trust.policy)));
             });
  climb.rung(kCutTrust, climb.owner(), shutting(cut_words(what, doors)),
             [&]() -> std::vector<PlannedCall> {
               if (role.trust.policy->unreadable) return {};
               return update_trust(account, role,
                                   or_nobody(policy_without(role.trust.policy, doors)));
             });
}

void TakeBack::resource(Climb& climb, const OpenDoors& doors) const {
  const Event& opened = first_of(doors);
  const std::string& arn = doors.front()->where;
  const std::string what = fmt::format("the policy of {}", arn);
  climb.rung(kRemovePermission, arn, shutting(cut_words(what, doors), only_here(doors)),
             [&] { return remove_permissions(doors); });
  const PolicyCall* row = find_policy_call(opened.call);
  const ResourcePolicy* now = find_resource(world_, arn);
  if (row == nullptr || now == nullptr || now->policy.policy->unreadable) return;
  climb.rung(kPutPolicyBack, arn, shutting(put_back_words(what, opened), only_here(doors)),
             [&]() -> std::vector<PlannedCall> {
               const auto before = world_before(opened, row->names);
               if (!before) return {};
               const ResourcePolicy* then = find_resource(*before, arn);
               const bool none =
                   then == nullptr && incident_.assumptions.resource_policies_complete;
               if (none) return put_policy(*row, opened, "");
               if (then == nullptr || then->policy.policy->unreadable) return {};
               return put_policy(*row, opened, document_of(*then->policy.policy));
             });
  climb.rung(kCutPolicy, arn, shutting(cut_words(what, doors), only_here(doors)),
             [&] { return put_policy(*row, opened, policy_without(now->policy.policy, doors)); });
}

void TakeBack::provider(Climb& climb, const Door& door) const {
  const std::string& call = door.event->call;
  const bool saml = call == "iam:CreateSAMLProvider" || call == "iam:UpdateSAMLProvider";
  if (!saml && call != "iam:CreateOpenIDConnectProvider") return;
  if (!door.where.starts_with("arn:")) return;
  const bool was_there = call == "iam:UpdateSAMLProvider";
  Draft draft = shutting(fmt::format("nobody gets sessions by {} any more{}", door.where,
                                     was_there ? ", until it is made again" : ""));
  if (was_there) {
    draft.disruption = Disruption::kPrincipal;
    draft.note = fmt::format(
        "with the metadata that {} had before {} it need not be deleted: what that was is not told",
        door.where, event_words(*door.event));
  }
  climb.rung(kDeleteProvider, door.where, std::move(draft), [&] {
    return std::vector{
        PlannedCall{.name = saml ? "iam:DeleteSAMLProvider" : "iam:DeleteOpenIDConnectProvider",
                    .account = door.event->account,
                    .parameters = {{saml ? "SAMLProviderArn" : "OpenIDConnectProviderArn",
                                    json_text(door.where)}}}};
  });
}

void TakeBack::other(Climb& climb, const OpenDoors& doors) const {
  resource(climb, doors);
  provider(climb, *doors.front());
}

std::string TakeBack::needed_for(const Door& door) {
  const std::string& call = door.event->call;
  if (find_policy_call(call) != nullptr || call == kAddPermission) {
    return fmt::format("{}; what it was before was not given (`resources`)", only_here({&door}));
  }
  return "shut the way in that an event opened, or say `by: responder` where it was yours";
}

}  // namespace cordon::incident
