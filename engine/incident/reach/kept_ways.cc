#include "engine/incident/reach/kept_ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "engine/catalogue/regions.h"
#include "engine/evaluate.h"
#include "engine/incident/verdict/surroundings.h"

namespace cordon::incident {
namespace {

// ec2:RunInstances asks about all of these (Service Authorization Reference, Amazon EC2).
constexpr std::array<std::string_view, 6> kInstanceParts{
    "instance/*", "image/*", "network-interface/*", "security-group/*", "subnet/*", "volume/*"};

// Of a user or role, by one call on it.
Way way_to(const Entity& target, CredentialKind kind, std::string_view call, std::string name) {
  Way way;
  way.kind = kind;
  way.principal = target.arn;
  way.created = target.created;
  way.name = std::move(name);
  way.call = call;
  way.calls = {{.action = way.call, .resource = target.arn, .context = {}}};
  return way;
}

Way long_term(const User& user, std::string_view call, CredentialKind kind, std::string_view what) {
  Way way = way_to(user, kind, call, fmt::format("{} user/{}", what, user.name));
  // Whether there is a password that is to be created or replaced was not told.
  way.doubtful = kind == CredentialKind::kConsolePassword && !user.login_profile;
  return way;
}

Truth trusts_instances(const Role& role) {
  Request request(*parse_principal("ec2.amazonaws.com"), std::nullopt, "sts:AssumeRole", role.arn);
  request.unstated = Unstated::kOpen;
  ApplicablePolicies policies;
  policies.resource = role.trust.policy;
  const Outcome outcome = evaluate(request, policies).outcome;
  return outcome == Outcome::kAllowed     ? Truth::kTrue
         : outcome == Outcome::kUndecided ? Truth::kUnknown
                                          : Truth::kFalse;
}

struct Owner {
  std::string_view partition;
  std::string_view account;
};

// The first region that is listed.
std::string_view region_of(std::string_view partition) {
  if (partition == "aws") return "us-east-1";
  const auto all = catalogue::regions();
  const auto known = std::ranges::find(all, partition, &catalogue::Region::partition);
  return known == all.end() ? std::string_view("*") : known->name;
}

std::vector<Candidate> launch(const Role& role, const Owner& owner, std::string_view region) {
  std::vector<Candidate> calls{
      {.action = "iam:PassRole",
       .resource = role.arn,
       .context = {{.key = ContextKey("iam:PassedToService"), .values = {"ec2.amazonaws.com"}}}}};
  for (const std::string_view part : kInstanceParts) {
    calls.push_back({.action = "ec2:RunInstances",
                     .resource = fmt::format("arn:{}:ec2:{}:{}:{}", owner.partition, region,
                                             part == "image/*" ? "" : owner.account, part),
                     .context = {}});
  }
  return calls;
}

// An instance that runs under a role: its credentials renew themselves.
Way instance(const Role& role, Truth trusted, const Owner& owner) {
  Way way = way_to(role, CredentialKind::kInstanceProfile, "ec2:RunInstances",
                   fmt::format("instance with role/{}", role.name));
  way.renews = true;
  way.doubtful = trusted != Truth::kTrue;
  way.calls = launch(role, owner, region_of(owner.partition));
  return way;
}

// `trust` is the one that is in force.
Way session(const Role& role, const StoredPolicy& trust, const KeptWays::Assuming& who) {
  Way way = way_to(role, CredentialKind::kAssumeRole, "sts:AssumeRole",
                   fmt::format("role/{}", role.name));
  const std::int64_t longest = longest_life(way.kind, false, who.chained);
  way.life_ms = who.chained ? longest : role.max_session_ms.value_or(longest);
  way.source_identity = who.source_identity;
  way.tags_are_chosen = may_allow({trust.policy}, "sts:tagsession");
  return way;
}

// Puts ways with the same key into one group.
class Grouping {
 public:
  explicit Grouping(WayGroups& groups) : groups_(groups) {}

  void add(WayGroup::Member member, std::string key) {
    const auto [place, is_new] = numbers_.try_emplace(std::move(key), groups_.size());
    if (is_new) groups_.push_back({.ways = {}, .is_kept = true});
    groups_[place->second].ways.push_back(member);
  }

 private:
  WayGroups& groups_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace

std::string identity_of(const Way& way) {
  return fmt::format("{}\n{} {} {} {} {}\n{}\n{}", way.principal, static_cast<int>(way.kind),
                     way.created, way.life_ms, way.tags_are_chosen,
                     way.mfa_at ? way.mfa_at->ms : -1, way.federated_by,
                     way.source_identity ? "=" + *way.source_identity : "");
}

KeptWays::Place KeptWays::place_of(std::size_t world, const std::string& account) const {
  return {.changes = targets_.changes(world),
          .surroundings = &history_.surroundings(world),
          .account = account};
}

const Way* KeptWays::keep(Way way) {
  way.identity = identity_of(way);
  return &ways_.emplace_back(std::move(way));
}

// The groups with the members alone that are wanted: users or roles.
const WayGroups& KeptWays::narrowed(const WayGroups& all, const WantedTargets& wanted,
                                    const std::set<History::Name> WantedTargets::* names) {
  const auto [place, is_new] = narrowed_.try_emplace({&all, &wanted});
  if (!is_new) return place->second;
  for (const WayGroup& group : all) {
    WayGroup some{.ways = {}, .trust = group.trust, .is_kept = true};
    for (const WayGroup::Member& member : group.ways) {
      if ((wanted.*names).contains(*member.target)) some.ways.push_back(member);
    }
    if (!some.ways.empty()) place->second.push_back(std::move(some));
  }
  return place->second;
}

const WayGroups& KeptWays::users(std::size_t world, const std::string& account,
                                 const WantedTargets& wanted) {
  const auto [place, is_new] = users_.try_emplace({targets_.changes(world), account});
  if (is_new) add_users(world, account, place->second);
  return wanted.all ? place->second : narrowed(place->second, wanted, &WantedTargets::users);
}

void KeptWays::add_users(std::size_t world, const std::string& account, WayGroups& groups) {
  Grouping grouping(groups);
  const auto& all = history_.users();
  for (auto each = all.lower_bound({account, ""}); each != all.end(); ++each) {
    if (each->first.first != account) break;
    const auto& user = each->second.in(world).entity;
    if (!user) continue;
    const auto add = [&](std::string_view call, CredentialKind kind, std::string_view what) {
      const Way* way = keep(long_term(*user, call, kind, what));
      grouping.add({.target = &each->first, .way = way}, fmt::format("{} {}", call, way->doubtful));
    };
    const auto password = CredentialKind::kConsolePassword;
    add("iam:CreateAccessKey", CredentialKind::kAccessKey, "key of");
    if (user->login_profile != true) add("iam:CreateLoginProfile", password, "password of");
    if (user->login_profile != false) add("iam:UpdateLoginProfile", password, "password of");
  }
}

const WayGroups& KeptWays::instances(std::size_t world, const std::string& account,
                                     const WantedTargets& wanted) {
  const auto [place, is_new] = instances_.try_emplace(place_of(world, account));
  if (is_new) add_instances(world, account, place->second);
  return wanted.all ? place->second : narrowed(place->second, wanted, &WantedTargets::roles);
}

void KeptWays::add_instances(std::size_t world, const std::string& account, WayGroups& groups) {
  Grouping grouping(groups);
  const Account* known = find_account(history_.surroundings(world).world(), account);
  const Owner owner{.partition = known == nullptr ? "aws" : std::string_view(known->partition),
                    .account = account};
  for (const History::Name& name : history_.roles_in_profiles(world)) {
    if (name.first != account) continue;
    const auto& role = history_.roles(name.first, name.second).in(world).entity;
    if (!role) continue;
    const Truth trusted = trusts_instances(*role);
    if (trusted == Truth::kFalse) continue;
    Way here = instance(*role, trusted, owner);
    Way elsewhere = here;
    elsewhere.doubtful = true;
    elsewhere.calls = launch(*role, owner, "*");
    grouping.add({.target = &name, .way = keep(std::move(here))},
                 fmt::format("here {}", trusted == Truth::kTrue));
    grouping.add({.target = &name, .way = keep(std::move(elsewhere))}, "elsewhere");
  }
}

const WayGroups& KeptWays::sessions(std::size_t world, const Assuming& who,
                                    const WantedTargets& wanted) {
  const auto [place, is_new] = sessions_.try_emplace({place_of(world, ""), who});
  if (is_new) add_sessions(world, who, place->second);
  return wanted.all ? place->second : narrowed(place->second, wanted, &WantedTargets::roles);
}

void KeptWays::add_sessions(std::size_t world, const Assuming& who, WayGroups& groups) {
  for (const AlikeRoles& alike : history_.surroundings(world).alike_roles()) {
    WayGroup group{.ways = {}, .trust = alike.trust, .is_kept = true};
    for (const Role* trusting : alike.roles) {
      const auto known = history_.roles().find({std::string(alike.account), trusting->name});
      if (known == history_.roles().end()) continue;
      const auto& role = known->second.in(world).entity;
      if (!role) continue;
      group.ways.push_back(
          {.target = &known->first, .way = keep(session(*role, trusting->trust, who))});
    }
    if (!group.ways.empty()) groups.push_back(std::move(group));
  }
}

}  // namespace cordon::incident
