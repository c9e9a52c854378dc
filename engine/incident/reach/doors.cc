#include "engine/incident/reach/doors.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/incident/events/policy_calls.h"
#include "engine/incident/reach/openings.h"
#include "engine/incident/reach/outsiders.h"
#include "engine/incident/reach/unfollowed.h"
#include "engine/incident/reach/unlisted.h"
#include "engine/incident/verdict/candidates.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

// So many questions are asked; what is more is taken for open.
constexpr std::size_t kMostQuestions = 5'000;

/// From one world on until another one an opening lets requests through, surely or perhaps.
struct OpenSpan {
  std::size_t since;
  std::optional<std::size_t> until;
  Permission answer;
};

class PolicyDoors {
 public:
  explicit PolicyDoors(const History& history)
      : history_(history), incident_(history.incident()), events_(incident_.events) {}

  std::vector<Door> run() {
    for (const auto& [name, versions] : history_.roles()) trust(name, versions);
    resources();
    return std::move(doors_);
  }

 private:
  // The last event before the snapshot that made the policy what the snapshot shows.
  template <class Is>
  [[nodiscard]] const Event* maker(Is is) const {
    const auto& earlier = incident_.earlier;
    const auto last = std::find_if(earlier.rbegin(), earlier.rend(), is);
    return last == earlier.rend() || !is_suspect(*last) ? nullptr : &*last;
  }

  void trust(const History::Name& name, const Versions<Role>& versions) {
    OpeningLedger ledger;
    for (const Version<Role>& version : versions.all()) {
      const PolicyPtr policy = version.entity ? version.entity->trust.policy : nullptr;
      if (version.since > 0) {
        ledger.next(version.since, policy, incident_.snapshot, events_[version.since - 1]);
        continue;
      }
      ledger.begin(policy, incident_.snapshot, maker([&](const Event& event) {
                     const bool puts = event.call == "iam:UpdateAssumeRolePolicy" ||
                                       event.call == "iam:CreateRole";
                     return puts && event.account == name.first &&
                            parameter_text(event, "RoleName") == name.second;
                   }));
    }
    for (const Opened& opened : ledger.take()) {
      // A service runs what somebody of the account passes the role to, which is a change.
      if (opened.opening.whom.kind == PrincipalPattern::Kind::kService) continue;
      const Role& role = *versions.in(opened.since).entity;
      const auto ask = [&](std::size_t world) {
        return may_assume(opened.opening, role.arn, history_, world, begin_of(opened, world));
      };
      for (const OpenSpan& span : spans_of(opened, ask)) add_session(opened, span, role);
    }
  }

  [[nodiscard]] Instant begin_of(const Opened& opened, std::size_t world) const {
    return world == 0 ? opened.event->at : events_[world - 1].at;
  }

  template <class Ask>
  [[nodiscard]] std::vector<OpenSpan> spans_of(const Opened& opened, Ask ask) {
    std::vector<OpenSpan> spans;
    const std::size_t end = opened.until.value_or(history_.worlds());
    for (std::size_t world = opened.since; world < end; ++world) {
      const bool same = world > opened.since &&
                        &history_.surroundings(world) == &history_.surroundings(world - 1);
      if (same) continue;
      Permission answer = ++questions_ > kMostQuestions
                              ? Permission{.given = Truth::kUnknown,
                                           .witness = std::nullopt,
                                           .why = "there are too many openings to ask about all"}
                              : ask(world);
      if (!spans.empty() && !spans.back().until) {
        if (spans.back().answer.given == answer.given) continue;
        spans.back().until = world;
      }
      if (answer.given != Truth::kFalse) {
        spans.push_back({.since = world, .until = std::nullopt, .answer = std::move(answer)});
      }
    }
    if (!spans.empty() && !spans.back().until) spans.back().until = opened.until;
    return spans;
  }

  [[nodiscard]] Door door(const Opened& opened, const OpenSpan& span, std::string where) const {
    Door door{.event = opened.event,
              .who = opened.opening.who,
              .where = std::move(where),
              .opening = opened.opening.key,
              .from = begin_of(opened, span.since),
              .certain = span.answer.given == Truth::kTrue,
              .why = span.answer.why,
              .witness = span.answer.witness};
    if (span.until) {
      door.shut_by = &events_[*span.until - 1];
      door.to = Instant{events_[*span.until - 1].at.ms + incident_.assumptions.propagation_ms};
    }
    return door;
  }

  void add_session(const Opened& opened, const OpenSpan& span, const Role& role) {
    Door made = door(opened, span, fmt::format("role/{}", role.name));
    if (made.to && *made.to <= made.from) return;
    made.witness.reset();
    auto held = std::make_shared<HeldCredential>();
    const std::string& provider = opened.opening.whom.text;
    const bool federated = opened.opening.whom.kind == PrincipalPattern::Kind::kFederated;
    held->kind = !federated ? CredentialKind::kAssumeRole
                 : provider.contains(":saml-provider/")
                     ? CredentialKind::kAssumeRoleWithSaml
                     : CredentialKind::kAssumeRoleWithWebIdentity;
    const std::string_view call = held->kind == CredentialKind::kAssumeRole ? "sts:AssumeRole"
                                  : held->kind == CredentialKind::kAssumeRoleWithSaml
                                      ? "sts:AssumeRoleWithSAML"
                                      : "sts:AssumeRoleWithWebIdentity";
    held->id = fmt::format("role/{} by {}", role.name, made.who);
    held->principal = role.arn;
    held->parent = opened.event->by;
    held->source = opened.event->node.source();
    held->span = opened.event->node.span();
    held->minting = MintWindow{
        .call = std::string(call),
        .resource = role.arn,
        .from = made.from,
        .to = made.to,
        .life_ms = role.max_session_ms.value_or(longest_life(held->kind, false, false)),
        .tags_are_chosen = may_allow({opened.opening.policy}, "sts:tagsession"),
        .certain = made.certain,
        .condition = made.certain ? "" : fmt::format("{} gets in ({})", made.who, made.why)};
    made.credential = std::move(held);
    doors_.push_back(std::move(made));
  }

  void resources() {
    std::map<std::string, std::pair<PolicyPtr, OpeningLedger>> ledgers;
    for (const ResourcePolicy& resource : history_.surroundings(0).world().resources) {
      if (resource.arn.empty()) continue;
      auto& [policy, ledger] = ledgers[resource.arn];
      policy = resource.policy.policy;
      ledger.begin(policy, incident_.snapshot,
                   maker([&](const Event& event) { return puts_policy(event, resource.arn); }));
    }
    for (std::size_t world = 1; world < history_.worlds(); ++world) {
      if (&history_.surroundings(world) == &history_.surroundings(world - 1)) continue;
      for (const ResourcePolicy& resource : history_.surroundings(world).world().resources) {
        if (!resource.arn.empty()) note(ledgers, resource, world);
      }
    }
    for (auto& [arn, entry] : ledgers) {
      for (const Opened& opened : entry.second.take()) add_resource(opened, arn);
    }
  }

  template <class Ledgers>
  void note(Ledgers& ledgers, const ResourcePolicy& resource, std::size_t world) {
    const auto [place, is_new] = ledgers.try_emplace(resource.arn);
    auto& [policy, ledger] = place->second;
    if (is_new) {
      // A bare document may have spoken of it.
      const ResourcePolicy* before = history_.surroundings(0).resource_policy(resource.arn);
      if (before != nullptr) policy = before->policy.policy;
      ledger.begin(policy, incident_.snapshot, nullptr);
    }
    if (policy == resource.policy.policy) return;
    policy = resource.policy.policy;
    ledger.next(world, policy, incident_.snapshot, events_[world - 1]);
  }

  static bool puts_policy(const Event& event, std::string_view arn) {
    const PolicyCall* row = find_policy_call(event.call);
    const bool adds = event.call == "lambda:AddPermission";
    if (row == nullptr && !adds) return false;
    const std::string name = parameter_text(event, adds ? "FunctionName" : row->names);
    const std::string_view last = last_path_part(name);
    return !last.empty() && (arn == name || arn.ends_with(fmt::format(":{}", last)) ||
                             arn.ends_with(fmt::format("/{}", last)));
  }

  void add_resource(const Opened& opened, const std::string& arn) {
    const auto fields = split_arn(arn);
    std::string owner = fields && is_account_id(fields->account) ? std::string(fields->account)
                                                                 : opened.event->account;
    if (owner.empty()) owner = incident_.snapshot.accounts.begin()->first;
    const auto ask = [&](std::size_t world) {
      return may_use(opened.opening, arn, owner, history_, world, begin_of(opened, world));
    };
    for (const OpenSpan& span : spans_of(opened, ask)) {
      Door made = door(opened, span, arn);
      if (!made.to || *made.to > made.from) doors_.push_back(std::move(made));
    }
  }

  const History& history_;
  const Incident& incident_;
  const std::vector<Event>& events_;
  std::size_t questions_ = 0;
  std::vector<Door> doors_;
};

// Ids are unique: of two that are alike the later one has a number.
void name_apart(const Incident& incident, std::vector<Door>& doors) {
  std::set<std::string> taken;
  for (const HeldCredential& credential : incident.credentials) taken.insert(credential.id);
  for (Door& door : doors) {
    if (!door.credential) continue;
    HeldCredential held = *door.credential;
    for (int number = 2; !taken.insert(held.id).second; ++number) {
      held.id = fmt::format("{} ({})", door.credential->id, number);
    }
    door.credential = std::make_shared<const HeldCredential>(std::move(held));
  }
}

}  // namespace

std::vector<Door> doors_of(const History& history) {
  std::vector<Door> doors = PolicyDoors(history).run();
  for (std::vector<Door> more : {unlisted_of(history), unfollowed_of(history)}) {
    std::ranges::move(more, std::back_inserter(doors));
  }
  std::ranges::stable_sort(
      doors, {}, [](const Door& door) { return std::pair(door.from, door.event->index); });
  name_apart(history.incident(), doors);
  return doors;
}

}  // namespace cordon::incident
