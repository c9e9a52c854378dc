#include "engine/incident/reach/kept_ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "engine/catalogue/regions.h"
#include "engine/evaluate.h"

namespace cordon::incident {
namespace {

// ec2:RunInstances asks about all of these (Service Authorization Reference, Amazon EC2).
constexpr std::array<std::string_view, 6> kInstanceParts{
    "instance/*", "image/*", "network-interface/*", "security-group/*", "subnet/*", "volume/*"};

Way long_term(const User& user, std::string_view call, CredentialKind kind, std::string_view what) {
  Way way;
  way.kind = kind;
  way.principal = user.arn;
  way.created = user.created;
  way.name = fmt::format("{} user/{}", what, user.name);
  way.call = call;
  way.calls = {{.action = way.call, .resource = user.arn, .context = {}}};
  // Whether there is a password that is to be created or replaced was not told.
  way.doubtful = kind == CredentialKind::kConsolePassword && !user.login_profile;
  way.identity = identity_of(way);
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

struct Place {
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

std::vector<Candidate> launch(const Role& role, const Place& place, std::string_view region) {
  std::vector<Candidate> calls{
      {.action = "iam:PassRole",
       .resource = role.arn,
       .context = {{.key = ContextKey("iam:PassedToService"), .values = {"ec2.amazonaws.com"}}}}};
  for (const std::string_view part : kInstanceParts) {
    calls.push_back({.action = "ec2:RunInstances",
                     .resource = fmt::format("arn:{}:ec2:{}:{}:{}", place.partition, region,
                                             part == "image/*" ? "" : place.account, part),
                     .context = {}});
  }
  return calls;
}

// An instance that runs under a role: its credentials renew themselves.
Way instance(const Role& role, Truth trusted, const Place& place) {
  Way way;
  way.kind = CredentialKind::kInstanceProfile;
  way.principal = role.arn;
  way.created = role.created;
  way.name = fmt::format("instance with role/{}", role.name);
  way.call = "ec2:RunInstances";
  way.renews = true;
  way.doubtful = trusted != Truth::kTrue;
  way.calls = launch(role, place, region_of(place.partition));
  way.identity = identity_of(way);
  return way;
}

}  // namespace

std::string identity_of(const Way& way) {
  return fmt::format("{}\n{} {} {} {} {}\n{}\n{}", way.principal, static_cast<int>(way.kind),
                     way.created, way.life_ms, way.tags_are_chosen,
                     way.mfa_at ? way.mfa_at->ms : -1, way.federated_by,
                     way.source_identity ? "=" + *way.source_identity : "");
}

const KeptWays::OfUser& KeptWays::of(const User& user) {
  const auto known = of_users_.find(&user);
  if (known != of_users_.end()) return known->second;
  const auto kind = CredentialKind::kConsolePassword;
  OfUser made{.key = long_term(user, "iam:CreateAccessKey", CredentialKind::kAccessKey, "key of"),
              .first_password = long_term(user, "iam:CreateLoginProfile", kind, "password of"),
              .next_password = long_term(user, "iam:UpdateLoginProfile", kind, "password of")};
  return of_users_.emplace(&user, std::move(made)).first->second;
}

const std::vector<KeptWays::OfRole>& KeptWays::instances(std::size_t world,
                                                         const std::string& account) {
  const auto [place, is_new] = instances_.try_emplace({world, account});
  if (!is_new) return place->second;
  const Account* known = find_account(history_.surroundings(world).world(), account);
  const Place where{.partition = known == nullptr ? "aws" : std::string_view(known->partition),
                    .account = account};
  for (const History::Name& name : history_.roles_in_profiles(world)) {
    if (name.first != account) continue;
    const auto& role = history_.roles(name.first, name.second).in(world).entity;
    if (!role) continue;
    const Truth trusted = trusts_instances(*role);
    if (trusted == Truth::kFalse) continue;
    OfRole made{.role = &name, .here = instance(*role, trusted, where), .elsewhere = {}};
    made.elsewhere = made.here;
    made.elsewhere.doubtful = true;
    made.elsewhere.calls = launch(*role, where, "*");
    place->second.push_back(std::move(made));
  }
  return place->second;
}

}  // namespace cordon::incident
