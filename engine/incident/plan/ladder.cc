#include "engine/incident/plan/ladder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "engine/incident/events/iam_lookup.h"
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

constexpr std::string_view kDenySession = "deny-session";
constexpr std::string_view kRevoke = "revoke-sessions";
constexpr std::string_view kNoProfile = "no-profile";
constexpr std::string_view kDeny = "deny";

bool is_session(const HeldCredential& held) {
  return held.kind != CredentialKind::kAccessKey && !is_password(held);
}

// A measure of which the caller knows what it costs; no value when there is no way to take it.
std::optional<Measure> with_calls(Measure measure, std::vector<PlannedCall> calls) {
  if (calls.empty()) return std::nullopt;
  measure.calls = std::move(calls);
  return measure;
}

/// Takes rungs from the lowest up until one is new and can be taken.
class Climb {
 public:
  explicit Climb(const std::set<std::string>& taken) : taken_(taken) {}

  /// `make` gives the measure, or nothing where it can't be taken.
  template <class Make>
  void rung(std::string_view kind, std::string_view owner, Make make) {
    if (!found_.empty()) return;
    std::string id = fmt::format("{} {}", kind, owner);
    if (taken_.contains(id)) return;
    std::optional<Measure> measure = make();
    if (!measure) return;
    measure->id = std::move(id);
    found_.push_back(*std::move(measure));
  }

  [[nodiscard]] std::vector<Measure> take() { return std::move(found_); }

 private:
  const std::set<std::string>& taken_;
  std::vector<Measure> found_;
};

Measure delete_key(const std::string& owner, const HeldCredential& held, const Account& account,
                   const User* user) {
  PlannedCall call{.name = "iam:DeleteAccessKey", .account = account.id, .parameters = {}};
  if (user != nullptr) call.parameters.emplace_back("UserName", json_text(user->name));
  call.parameters.emplace_back("AccessKeyId", json_text(held.access_key_id));
  return {.id = {},
          .owner = owner,
          .disruption = Disruption::kOneCredential,
          .calls = {std::move(call)},
          .cost = fmt::format("whatever uses access key {} stops", held.access_key_id),
          .made_by = user == nullptr ? "the root user, who signs in with its own credentials" : "",
          .ends_minting = true,
          .closes = {}};
}

Measure delete_password(const std::string& owner, const Account& account, const User& user) {
  return {.id = {},
          .owner = owner,
          .disruption = Disruption::kOneCredential,
          .calls = {{.name = "iam:DeleteLoginProfile",
                     .account = account.id,
                     .parameters = {{"UserName", json_text(user.name)}}}},
          .cost = fmt::format(
              "user `{}` can't sign in to the console before it gets a new password", user.name),
          .made_by = {},
          .ends_minting = true,
          .closes = {}};
}

std::vector<PlannedCall> removals(const Account& account, const Role& role) {
  std::vector<PlannedCall> calls;
  for (const auto& [name, profile] : account.instance_profiles) {
    if (std::ranges::find(profile.roles, role.name) == profile.roles.end()) continue;
    calls.push_back({.name = "iam:RemoveRoleFromInstanceProfile",
                     .account = account.id,
                     .parameters = {{"InstanceProfileName", json_text(name)},
                                    {"RoleName", json_text(role.name)}}});
  }
  return calls;
}

// How `aws:userid` names sessions of the role; empty where one of them can't be named.
std::vector<std::string> user_ids(const Role& role, const std::string& owner,
                                  const std::vector<OpenCredential>& open) {
  std::set<std::string> ids;
  for (const OpenCredential& credential : open) {
    const HeldCredential& held = *credential.held;
    if (credential.issuer.kind != Issuer::Kind::kRole || entity_key(credential.issuer) != owner)
      continue;
    const auto caller = parse_principal(held.principal);
    const std::string name = !held.session_name.empty() ? held.session_name
                             : caller                   ? caller->session_name
                                                        : "";
    const bool wild = name.find_first_of("*?$") != std::string::npos;
    if (name.empty() || wild || held.renews || held.minting || role.id.empty()) return {};
    ids.insert(fmt::format("{}:{}", role.id, name));
    if (ids.size() > kMostSessionNames) return {};
  }
  return {ids.begin(), ids.end()};
}

}  // namespace

std::string entity_key(const Issuer& issuer) {
  switch (issuer.kind) {
    case Issuer::Kind::kUser:
      return fmt::format("{}/user/{}", issuer.account, issuer.name);
    case Issuer::Kind::kRole:
      return fmt::format("{}/role/{}", issuer.account, issuer.name);
    case Issuer::Kind::kRoot:
      return fmt::format("{}/root", issuer.account);
    case Issuer::Kind::kOther:
      return {};
  }
  return {};
}

Ladder::Ladder(const Incident& incident, World world, Instant at)
    : incident_(incident), world_(std::move(world)) {
  // Denied is what was issued *before* the cutoff: later than the last moment at which something
  // that ends with the plan's first steps can be issued, in whole seconds.
  const std::int64_t last = at.ms + incident.assumptions.propagation_ms;
  cutoff_ = Instant{(last / kSecond + (last % kSecond > 0 ? 1 : 0) + 1) * kSecond};
}

const Account* Ladder::account_of(const Issuer& issuer) const {
  return find_account(world_, issuer.account);
}

std::vector<Measure> Ladder::next(const OpenCredential& credential,
                                  const std::vector<OpenCredential>& open,
                                  const Taken& taken) const {
  if (account_of(credential.issuer) == nullptr) return {};
  switch (credential.issuer.kind) {
    case Issuer::Kind::kUser:
      return for_user(credential, taken);
    case Issuer::Kind::kRole:
      return for_role(credential, open, taken);
    case Issuer::Kind::kRoot:
      return for_root(credential, taken);
    case Issuer::Kind::kOther:
      return {};
  }
  return {};
}

std::vector<Measure> Ladder::for_user(const OpenCredential& credential, const Taken& taken) const {
  const HeldCredential& held = *credential.held;
  const Account& account = *account_of(credential.issuer);
  const User* user = find_user(account, credential.issuer.name);
  const std::string owner = entity_key(credential.issuer);
  if (user == nullptr) return {};
  Climb climb(taken);
  if (held.kind == CredentialKind::kAccessKey && !held.access_key_id.empty()) {
    climb.rung("delete-key", held.access_key_id,
               [&]() -> std::optional<Measure> { return delete_key(owner, held, account, user); });
  }
  if (is_password(held) && user->login_profile != false) {
    climb.rung("delete-password", owner,
               [&]() -> std::optional<Measure> { return delete_password(owner, account, *user); });
  }
  if (is_session(held)) {
    climb.rung(kRevoke, owner, [&] {
      return with_calls(
          {.id = {},
           .owner = owner,
           .disruption = Disruption::kOpenSessions,
           .calls = {},
           .cost = fmt::format("sessions of user `{}` that were opened before {} end; whoever may, "
                               "opens new ones",
                               user->name, to_string(cutoff_)),
           .made_by = {},
           .closes = {}},
          policy_calls(account, *user, "AWSRevokeOlderSessions", deny_older_document(cutoff_)));
    });
  }
  climb.rung(kDeny, owner, [&] {
    return with_calls(
        {.id = {},
         .owner = owner,
         .disruption = Disruption::kPrincipal,
         .calls = {},
         .cost = fmt::format("user `{}` can do nothing until the policy is taken away", user->name),
         .made_by = {},
         .closes = {}},
        policy_calls(account, *user, "ContainIncident", deny_document("DenyAll")));
  });
  auto found = climb.take();
  return found.empty() ? by_organization(account, owner, user->arn, taken) : found;
}

std::vector<Measure> Ladder::for_role(const OpenCredential& credential,
                                      const std::vector<OpenCredential>& open,
                                      const Taken& taken) const {
  const HeldCredential& held = *credential.held;
  const Account& account = *account_of(credential.issuer);
  const Role* role = find_role(account, credential.issuer.name);
  const std::string owner = entity_key(credential.issuer);
  if (role == nullptr) return {};
  const std::string revoke_id = fmt::format("{} {}", kRevoke, owner);
  Climb climb(taken);
  const auto measure = [&](Disruption disruption, std::string cost) {
    return Measure{.id = {},
                   .owner = owner,
                   .disruption = disruption,
                   .calls = {},
                   .cost = std::move(cost),
                   .made_by = {},
                   .closes = {}};
  };
  if (protection(*role).empty()) {
    if (held.renews) {
      climb.rung(kNoProfile, owner, [&] {
        Measure removal = measure(
            Disruption::kMachines,
            fmt::format("machines get no more credentials of role `{}`; those that they have work "
                        "for six hours at most",
                        role->name));
        removal.ends_minting = true;
        return with_calls(std::move(removal), removals(account, *role));
      });
    } else if (!taken.contains(revoke_id)) {
      climb.rung(kDenySession, owner, [&]() -> std::optional<Measure> {
        const std::vector<std::string> ids = user_ids(*role, owner, open);
        if (ids.empty()) return std::nullopt;
        std::vector<std::string> quoted;
        for (const std::string& id : ids) quoted.push_back(json_text(id));
        const std::string condition =
            fmt::format(R"({{"StringEquals": {{"aws:userid": [{}]}}}})", fmt::join(quoted, ", "));
        return with_calls(
            measure(Disruption::kOneSessionName,
                    fmt::format(
                        "sessions of role `{}` of the same name are denied, later ones too; all "
                        "others go on",
                        role->name)),
            policy_calls(account, *role, "ContainSession",
                         deny_document("DenySession", condition)));
      });
    }
    climb.rung(kRevoke, owner, [&] {
      return with_calls(
          measure(Disruption::kOpenSessions,
                  fmt::format("sessions of role `{}` that were opened before {} end; whoever may, "
                              "opens new ones",
                              role->name, to_string(cutoff_))),
          policy_calls(account, *role, "AWSRevokeOlderSessions", deny_older_document(cutoff_)));
    });
    climb.rung(kDeny, owner, [&] {
      return with_calls(
          measure(Disruption::kPrincipal,
                  fmt::format("role `{}` can do nothing until the policy is taken away, whoever or "
                              "whatever uses it",
                              role->name)),
          policy_calls(account, *role, "ContainIncident", deny_document("DenyAll")));
    });
  }
  auto found = climb.take();
  return found.empty() ? by_organization(account, owner, role->arn, taken) : found;
}

std::vector<Measure> Ladder::for_root(const OpenCredential& credential, const Taken& taken) const {
  const HeldCredential& held = *credential.held;
  const Account& account = *account_of(credential.issuer);
  const std::string owner = entity_key(credential.issuer);
  Climb climb(taken);
  if (held.kind == CredentialKind::kAccessKey && !held.access_key_id.empty()) {
    climb.rung("delete-key", held.access_key_id, [&]() -> std::optional<Measure> {
      return delete_key(owner, held, account, nullptr);
    });
  }
  auto found = climb.take();
  const std::string arn = fmt::format("arn:{}:iam::{}:root", account.partition, account.id);
  return found.empty() ? by_organization(account, owner, arn, taken) : found;
}

std::vector<Measure> Ladder::by_organization(const Account& account, const std::string& owner,
                                             const std::string& principal_arn,
                                             const Taken& taken) const {
  const Organization& organization = world_.organization;
  Climb climb(taken);
  climb.rung("scp-principal", owner, [&] {
    const std::string condition =
        fmt::format(R"({{"ArnEquals": {{"aws:PrincipalArn": {}}}}})", json_text(principal_arn));
    return with_calls(
        {.id = {},
         .owner = owner,
         .disruption = Disruption::kPrincipal,
         .calls = {},
         .cost = fmt::format("{} can do nothing until the policy is taken away", principal_arn),
         .made_by = "an administrator of the organization",
         .closes = {}},
        scp_calls(organization, account.id,
                  fmt::format("ContainIncident-{}", owner.substr(owner.rfind('/') + 1)),
                  deny_document("DenyPrincipal", condition)));
  });
  climb.rung("scp-account", account.id, [&] {
    return with_calls(
        {.id = {},
         .owner = account.id,
         .disruption = Disruption::kAccount,
         .calls = {},
         .cost = fmt::format("nobody in account {} can do anything until the policy is taken away",
                             account.id),
         .made_by = "an administrator of the organization",
         .closes = {}},
        scp_calls(organization, account.id, fmt::format("ContainAccount-{}", account.id),
                  deny_document("DenyAll")));
  });
  return climb.take();
}

std::string Ladder::needed_for(const OpenCredential& credential) const {
  const Issuer& issuer = credential.issuer;
  const Account* account = account_of(issuer);
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
  const std::string_view kind = kind_of(measure);
  const std::string_view old = kind_of(other);
  if (kind == kRevoke) return old == kDenySession;
  if (kind == kDeny) return old == kDenySession || old == kRevoke || old == kNoProfile;
  return false;
}

}  // namespace cordon::incident
