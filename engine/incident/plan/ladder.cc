#include "engine/incident/plan/ladder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/plan/climb.h"
#include "engine/incident/plan/deletions.h"
#include "engine/incident/plan/policies.h"
#include "engine/incident/world/json_text.h"

namespace cordon::incident {
namespace {

constexpr std::int64_t kSecond = 1'000;
// More of them in one policy help nobody who reads it.
constexpr std::size_t kMostSessionNames = 20;

// `iam:…/what`: what a measure does, without to whom.
std::string_view kind_of(const Measure& measure) {
  return std::string_view(measure.id).substr(0, measure.id.find(' '));
}

std::string_view word_of(const User& /*user*/) { return word(EntityKind::kUser); }
std::string_view word_of(const Role& /*role*/) { return word(EntityKind::kRole); }

bool is_session(const HeldCredential& held) {
  return held.kind != CredentialKind::kAccessKey && !is_password(held);
}

// `user` is null for the root user.
void delete_key(Climb& climb, const HeldCredential& held, const Account& account,
                const User* user) {
  if (held.kind != CredentialKind::kAccessKey || held.access_key_id.empty()) return;
  const Draft draft{
      .disruption = Disruption::kOneCredential,
      .cost = fmt::format("whatever uses access key {} stops", held.access_key_id),
      .made_by = user == nullptr ? "the root user, who signs in with its own credentials" : "",
      .note = {},
      .ends_minting = true};
  climb.rung(kDeleteKey, held.access_key_id, draft, [&] {
    PlannedCall call{.name = "iam:DeleteAccessKey", .account = account.id, .parameters = {}};
    if (user != nullptr) call.parameters.emplace_back("UserName", json_text(user->name));
    call.parameters.emplace_back("AccessKeyId", json_text(held.access_key_id));
    return std::vector{std::move(call)};
  });
}

void delete_password(Climb& climb, const HeldCredential& held, const Account& account,
                     const User& user) {
  if (!is_password(held) || user.login_profile == false) return;
  const Draft draft{
      .disruption = Disruption::kOneCredential,
      .cost = fmt::format("user `{}` can't sign in to the console before it gets a new password",
                          user.name),
      .ends_minting = true};
  climb.rung(kDeletePassword, climb.owner(), draft, [&] {
    return std::vector{PlannedCall{.name = "iam:DeleteLoginProfile",
                                   .account = account.id,
                                   .parameters = {{"UserName", json_text(user.name)}}}};
  });
}

void end_renewal(Climb& climb, const HeldCredential& held, const Account& account,
                 const Role& role) {
  if (!held.renews) return;
  const Draft draft{
      .disruption = Disruption::kMachines,
      .cost = fmt::format("machines get no more credentials of role `{}`; those that they have "
                          "work for six hours at most",
                          role.name),
      .ends_minting = true};
  climb.rung(kNoProfile, climb.owner(), draft, [&] { return profile_removals(account, role); });
}

// How `aws:userid` names sessions of the role; empty where one of them can't be named.
std::vector<std::string> user_ids(const Role& role, const std::vector<OpenCredential>& open) {
  std::set<std::string> ids;
  for (const OpenCredential& credential : open) {
    const HeldCredential& held = *credential.held;
    const auto caller = parse_principal(held.principal);
    const std::string name = !held.session_name.empty() ? held.session_name
                             : caller                   ? caller->session_name
                                                        : "";
    // Who opened a session in a way that is not known opens the next one under another name.
    const bool nameable = !name.empty() && !name.contains('$') && !role.id.empty();
    if (!nameable || held.parent.empty() || held.renews || held.minting) return {};
    ids.insert(json_text(fmt::format("{}:{}", role.id, name)));
    if (ids.size() > kMostSessionNames) return {};
  }
  return {ids.begin(), ids.end()};
}

void deny_sessions(Climb& climb, const std::vector<OpenCredential>& open, const Account& account,
                   const Role& role) {
  if (climb.was_taken(kRevoke)) return;
  const Draft draft{
      .disruption = Disruption::kOneSessionName,
      .cost = fmt::format("sessions of role `{}` of the same name are denied, later ones too; all "
                          "others go on",
                          role.name)};
  climb.rung(kDenySession, climb.owner(), draft, [&]() -> std::vector<PlannedCall> {
    const std::vector<std::string> ids = user_ids(role, open);
    if (ids.empty()) return {};
    const std::string condition =
        fmt::format(R"({{"StringEquals": {{"aws:userid": [{}]}}}})", fmt::join(ids, ", "));
    return policy_calls(account, role, "ContainSession", deny_document("DenySession", condition));
  });
}

template <class EntityType>
void revoke_sessions(Climb& climb, const Account& account, const EntityType& entity,
                     Instant cutoff) {
  const Draft draft{.disruption = Disruption::kOpenSessions,
                    .cost = fmt::format("sessions of {} `{}` that were opened before {} end; "
                                        "whoever may, opens new ones",
                                        word_of(entity), entity.name, to_string(cutoff))};
  climb.rung(kRevoke, climb.owner(), draft, [&] {
    return policy_calls(account, entity, "AWSRevokeOlderSessions", deny_older_document(cutoff));
  });
}

template <class EntityType>
void deny_everything(Climb& climb, const Account& account, const EntityType& entity) {
  const Draft draft{.disruption = Disruption::kPrincipal,
                    .cost = fmt::format("{} `{}` can do nothing until the policy is taken away, "
                                        "whoever or whatever uses it",
                                        word_of(entity), entity.name)};
  climb.rung(kDeny, climb.owner(), draft, [&] {
    return policy_calls(account, entity, "ContainIncident", deny_document("DenyAll"));
  });
}

// An owner as a part of a policy's name, which has no slashes.
std::string with_dashes(std::string owner) {
  std::ranges::replace(owner, '/', '-');
  return owner;
}

// How many of the measures attach an SCP to the account.
std::size_t scps_of(std::string_view account, const std::set<std::string>& taken) {
  const std::string principal = fmt::format("{} {}", kScpPrincipal, account);
  const std::string whole = fmt::format("{} {}", kScpAccount, account);
  return static_cast<std::size_t>(std::ranges::count_if(taken, [&](const std::string& id) {
    return id.starts_with(principal) || id.starts_with(whole);
  }));
}

void deny_by_organization(Climb& climb, const ScpRoom& room, const Account& account,
                          const std::string& principal_arn) {
  constexpr std::string_view kUntil = "can do anything until the policy is taken away";
  const std::string by = "an administrator of the organization";
  const std::string& owner = climb.owner();
  climb.rung(
      kScpPrincipal, owner,
      {.disruption = Disruption::kPrincipal,
       .cost = fmt::format("nobody who is {} {}", principal_arn, kUntil),
       .made_by = by},
      [&] {
        const std::string condition =
            fmt::format(R"({{"ArnEquals": {{"aws:PrincipalArn": {}}}}})", json_text(principal_arn));
        return scp_calls(room, account.id, fmt::format("ContainIncident-{}", with_dashes(owner)),
                         deny_document("DenyPrincipal", condition));
      });
  climb.rung(kScpAccount, account.id,
             {.disruption = Disruption::kAccount,
              .cost = fmt::format("nobody in account {} {}", account.id, kUntil),
              .made_by = by},
             [&] {
               return scp_calls(room, account.id, fmt::format("ContainAccount-{}", account.id),
                                deny_document("DenyAll"));
             });
}

}  // namespace

Ladder::Ladder(const Incident& incident, World world, Instant at)
    : incident_(incident), world_(std::move(world)), take_back_(incident, world_) {
  // Denied is what was issued *before* the cutoff: later than the last moment at which something
  // that ends with the plan's first steps can be issued, in whole seconds.
  const std::int64_t last = at.ms + incident.assumptions.propagation_ms;
  cutoff_ = Instant{(last / kSecond + (last % kSecond > 0 ? 1 : 0) + 1) * kSecond};
}

void Ladder::climb_user(Climb& climb, const OpenCredential& credential, const Account& account,
                        const User& user) const {
  const HeldCredential& held = *credential.held;
  delete_made_user(climb, incident_, account, user);
  delete_key(climb, held, account, &user);
  if (credential.door != nullptr) delete_service_key(climb, *credential.door, account, user);
  delete_password(climb, held, account, user);
  if (is_session(held)) revoke_sessions(climb, account, user, cutoff_);
  deny_everything(climb, account, user);
}

void Ladder::climb_role(Climb& climb, const OpenCredential& credential,
                        const std::vector<OpenCredential>& open, const Account& account,
                        const Role& role) const {
  if (!protection(role).empty()) return;
  delete_made_role(climb, incident_, account, role);
  OpenDoors doors;
  for (const OpenCredential& each : open) {
    if (each.door != nullptr && !each.door->to) doors.push_back(each.door);
  }
  if (!doors.empty()) take_back_.trust(climb, account, role, doors);
  end_renewal(climb, *credential.held, account, role);
  deny_sessions(climb, open, account, role);
  revoke_sessions(climb, account, role, cutoff_);
  deny_everything(climb, account, role);
}

std::vector<Measure> Ladder::next(const OpenCredential& credential,
                                  const std::vector<OpenCredential>& open,
                                  const TakenMeasures& taken) const {
  const Issuer& issuer = credential.issuer;
  const Account* account = find_account(world_, issuer.account);
  if (account == nullptr) return {};
  Climb climb(entity_key(issuer), taken.before);
  std::string arn;
  if (issuer.kind == Issuer::Kind::kUser) {
    const User* user = find_user(*account, issuer.name);
    if (user == nullptr) return {};
    arn = user->arn;
    climb_user(climb, credential, *account, *user);
  } else if (issuer.kind == Issuer::Kind::kRole) {
    const Role* role = find_role(*account, issuer.name);
    if (role == nullptr) return {};
    arn = role->arn;
    climb_role(climb, credential, open, *account, *role);
  } else if (issuer.kind == Issuer::Kind::kRoot) {
    arn = fmt::format("arn:{}:iam::{}:root", account->partition, account->id);
    delete_key(climb, *credential.held, *account, nullptr);
  } else {
    return {};
  }
  deny_by_organization(climb, {world_.organization, scps_of(account->id, taken.all)}, *account,
                       arn);
  return climb.take();
}

std::vector<Measure> Ladder::next(const OpenDoors& doors,
                                  const std::set<std::string>& taken) const {
  Climb climb(doors.front()->where, taken);
  take_back_.other(climb, doors);
  return climb.take();
}

std::string Ladder::needed_for(const OpenCredential& credential) const {
  const Issuer& issuer = credential.issuer;
  const Account* account = find_account(world_, issuer.account);
  if (issuer.kind == Issuer::Kind::kOther) {
    return "say whose credential it is: a user, a role or the root user";
  }
  if (account == nullptr) {
    return fmt::format(
        "an administrator of account {} has to close it; with its snapshot in `accounts` a plan "
        "can be made",
        issuer.account);
  }
  const bool management = issuer.account == world_.organization.management_account;
  if (issuer.kind == Issuer::Kind::kRoot) {
    return management ? "no policy binds the root user of the management account: only the root "
                        "user itself can end it"
                      : "a policy of the organization (SCP) that denies the root user, or the root "
                        "user itself";
  }
  if (issuer.kind == Issuer::Kind::kRole) {
    const Role* role = find_role(*account, issuer.name);
    if (role == nullptr) return fmt::format("role `{}` is not in the snapshot", issuer.name);
    if (role->path.starts_with("/aws-service-role/")) {
      return "no policy of the account or of its organization binds a service-linked role: the "
             "service that uses it has to be stopped";
    }
    if (!protection(*role).empty()) {
      return "the permission set in IAM Identity Center has to change, or a policy of the "
             "organization (SCP) has to deny the role";
    }
  } else if (find_user(*account, issuer.name) == nullptr) {
    return fmt::format("user `{}` is not in the snapshot", issuer.name);
  }
  return "a policy of the organization (SCP) that denies it, or the owner of the resource that "
         "lets it in";
}

bool supersedes(const Measure& measure, const Measure& other) {
  if (measure.owner != other.owner) return false;
  if (kind_of(measure) == kRevoke) return kind_of(other) == kDenySession;
  if (kind_of(measure) == kCutTrust) return kind_of(other) == kPutTrustBack;
  if (kind_of(measure) == kCutPolicy) return kind_of(other) == kPutPolicyBack;
  return kind_of(measure) == kDeny;
}

}  // namespace cordon::incident
