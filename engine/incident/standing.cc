#include "engine/incident/standing.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/decided_by.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

using Life = Standing::Life;

bool in_a_profile(const Account& account, std::string_view role) {
  return std::ranges::any_of(account.instance_profiles, [&](const auto& entry) {
    return std::ranges::find(entry.second.roles, role) != entry.second.roles.end();
  });
}

const Account* find_account(const World& world, std::string_view id) {
  const auto found = world.accounts.find(id);
  return found == world.accounts.end() ? nullptr : &found->second;
}

// What a role session's ARN says, whichever way the file named the principal.
struct RoleName {
  std::string account;
  std::string name;
};
RoleName role_of(const HeldCredential& credential) {
  const auto caller = parse_principal(credential.principal);
  return caller ? RoleName{caller->account, caller->name} : RoleName{};
}

class StandingBuilder {
 public:
  StandingBuilder(const HeldCredential& held, const History& history, std::size_t world, Instant at)
      : held_(held),
        history_(history),
        world_(history.world(world)),
        at_(at),
        assumptions_(history.incident().assumptions) {}

  Standing build() {
    standing_.caller = parse_principal(held_.principal).value_or(Caller{});
    fill_credential();
    account_ = find_account(world_, standing_.caller.account);
    if (account_ == nullptr) {
      return end(Life::kUnknown, fmt::format("account {} was not given", standing_.caller.account));
    }
    if (standing_.credential.expires && at_ >= *standing_.credential.expires) {
      return end(Life::kDead, expiry_reason());
    }
    standing_.life = Life::kAlive;
    standing_.policies.session = held_.session_policies;
    apply_organization();
    switch (standing_.caller.kind) {
      case CallerKind::kUser:
        user(standing_.caller.name);
        break;
      case CallerKind::kFederatedUser:
        federated_user();
        break;
      case CallerKind::kRoleSession:
        role();
        break;
      case CallerKind::kRoot:
        root();
        break;
      case CallerKind::kService:
      case CallerKind::kAnonymous:
      case CallerKind::kFederatedIdentity:
        break;
    }
    return std::move(standing_);
  }

 private:
  Standing end(Life life, std::string reason) {
    standing_.life = life;
    standing_.reason = std::move(reason);
    return std::move(standing_);
  }

  void die(std::string reason) { standing_ = end(Life::kDead, std::move(reason)); }

  void fill_credential() {
    Credential& credential = standing_.credential;
    credential.kind = held_.kind;
    credential.mfa_at = held_.mfa_at;
    credential.source_identity = held_.source_identity;
    credential.expires = held_.expires;
    if (held_.issued) credential.issued = issue_time(*held_.issued);
    if (is_password(held_)) credential.issued = InstantRange{at_, at_};  // signs in anew
    if (!held_.renews) return;
    // A fresh token whenever one is wanted, up to the moment when renewal ends.
    const auto last = history_.renewal_end(held_);
    const Instant issued = last ? std::min(at_, *last) : at_;
    credential.issued = InstantRange{issued, issued};
    credential.expires =
        last ? std::optional(Instant{last->ms + kInstanceTokenLifeMs}) : std::nullopt;
  }

  [[nodiscard]] std::string expiry_reason() const {
    return fmt::format("expired at {}{}", to_string(*standing_.credential.expires),
                       held_.expiry_is_a_bound ? " at the latest (its expiry was not told)" : "");
  }

  void apply_organization() {
    const std::string& account = standing_.caller.account;
    standing_.policies.scps = levels_of(world_.organization, account).scps;
    standing_.policies.scps_apply = account != world_.organization.management_account;
    standing_.policies.foreign_resource_open = true;
    standing_.policies.resource_told = false;
  }

  [[nodiscard]] const Account* account_at_issue() const {
    const std::size_t index = held_.issued ? history_.world_at(*held_.issued) : 0;
    return find_account(history_.world(index), standing_.caller.account);
  }

  template <class EntityType>
  using Find = const EntityType* (*)(const Account& account, std::string_view name);

  template <class EntityType>
  [[nodiscard]] bool existed(const std::string& name, Find<EntityType> find) const {
    for (std::size_t i = 0; i < history_.worlds(); ++i) {
      const Account* account = find_account(history_.world(i), standing_.caller.account);
      if (account != nullptr && find(*account, name) != nullptr) return true;
    }
    return false;
  }

  // The user or role behind the credential, if it is still the one that it was issued for; else
  // null, and the standing says what became of it.
  template <class EntityType>
  const EntityType* issuer(const std::string& name, Find<EntityType> find, std::string_view kind,
                           bool deletion_ends) {
    const EntityType* now = find(*account_, name);
    const Account* before = account_at_issue();
    const EntityType* then = before == nullptr ? nullptr : find(*before, name);
    const bool namesake = now != nullptr && then != nullptr && then->created != now->created;
    if (now != nullptr && !namesake) {
      standing_.created = now->created;
      return now;
    }
    if (now == nullptr && !existed(name, find)) {
      standing_.life = Life::kUnknown;
      standing_.reason = fmt::format("{} `{}` is not in the snapshot", kind, name);
      return nullptr;
    }
    gone(fmt::format("{} `{}` {}", kind, name,
                     namesake ? "was deleted; the one of that name is new" : "is deleted"),
         kind, deletion_ends);
    return nullptr;
  }

  void gone(std::string what, std::string_view kind, bool deletion_ends) {
    if (deletion_ends) return die(std::move(what));
    standing_.life = Life::kUnknown;
    standing_.reason = fmt::format("{}: whether its sessions go on is not documented", what);
    standing_.policies.identity = {
        unreadable_policy(PolicyType::kIdentity, fmt::format("policies of the deleted {}", kind))};
  }

  void user(const std::string& name) {
    const bool key = held_.kind == CredentialKind::kAccessKey;
    const bool ends = key || is_password(held_) || assumptions_.deleted_user_ends_sessions;
    const User* now = issuer<User>(name, find_user, "user", ends);
    if (now == nullptr) return;
    if (key && !key_works(*now)) return;
    if (is_password(held_) && !password_works(*now)) return;
    const bool is_user = standing_.caller.kind == CallerKind::kUser;
    if (is_user) {
      standing_.caller.identify(now->id);
      standing_.caller.arn = now->arn;
      standing_.caller.principal_arn = now->arn;
    }
    standing_.caller.tags = is_user ? now->tags : held_.session_tags;
    take(policies_of(*account_, *now));
  }

  void take(PrincipalPolicies policies) {
    standing_.policies.identity = std::move(policies.identity);
    standing_.policies.boundary = std::move(policies.boundary);
  }

  bool key_works(const User& user) {
    if (held_.access_key_id.empty()) return true;
    const auto key = std::ranges::find(user.keys, held_.access_key_id, &AccessKey::id);
    if (key == user.keys.end()) {
      die(fmt::format("access key {} is deleted", held_.access_key_id));
      return false;
    }
    if (!key->active) {
      die(fmt::format("access key {} is inactive (iam:UpdateAccessKey can re-activate it)",
                      held_.access_key_id));
    }
    return key->active;
  }

  // Sessions that it opened are credentials of their own (semantics.md R21).
  bool password_works(const User& user) {
    if (user.login_profile == false) {
      die(fmt::format("user `{}` has no console password; sessions that one opened go on",
                      user.name));
      return false;
    }
    const auto set_at = held_.password_set_at;
    if (set_at && user.password_set > history_.world_at(*set_at)) {
      die(fmt::format(
          "the console password of user `{}` is replaced; sessions that it opened go on",
          user.name));
      return false;
    }
    if (!set_at && history_.passwords(account_->id, user.name, world_.revision) > 1) {
      standing_.doubt = fmt::format(
          "the console password of user `{}` was replaced: whether the held one is the new one was "
          "not told (`setAt`)",
          user.name);
    }
    return true;
  }

  // A federation token has the policies of the user that asked for it.
  void federated_user() {
    const HeldCredential* parent = history_.find(held_.parent);
    const auto issuer =
        parent == nullptr ? std::nullopt : std::optional(parse_principal(parent->principal));
    if (!issuer || !*issuer) {
      standing_.policies.identity = {
          unreadable_policy(PolicyType::kIdentity, "policies of the federating user (not told)")};
      return;
    }
    standing_.caller.issuer_arn = (*issuer)->arn;
    if ((*issuer)->kind == CallerKind::kUser) {
      user((*issuer)->name);
    } else {
      standing_.caller.tags = held_.session_tags;
    }
  }

  void role() {
    const Role* now = issuer<Role>(role_of(held_).name, find_role, "role",
                                   assumptions_.deleted_role_ends_sessions);
    if (now == nullptr) return;
    Caller& caller = standing_.caller;
    caller.principal_arn = now->arn;
    if (!held_.session_name.empty()) caller.session_name = held_.session_name;
    if (!caller.session_name.empty()) {
      caller.arn = fmt::format("arn:{}:sts::{}:assumed-role/{}/{}", account_->partition,
                               account_->id, now->name, caller.session_name);
    }
    caller.service_linked = truth(now->path.starts_with("/aws-service-role/"));
    if (!now->id.empty()) caller.identify(now->id);
    caller.tags = overlaid(now->tags);
    take(policies_of(*account_, *now));
  }

  // Session tags override the role's (semantics.md 5.4).
  [[nodiscard]] Tags overlaid(Tags tags) const {
    for (const auto& [key, value] : held_.session_tags) {
      std::erase_if(tags, [&](const auto& tag) { return tag.first == key; });
      tags.emplace_back(key, value);
    }
    return tags;
  }

  // The root user is no IAM user: its keys are in no snapshot, so the events tell.
  void root() {
    if (held_.kind != CredentialKind::kAccessKey || held_.access_key_id.empty()) return;
    for (const Event& event : history_.incident().events) {
      if (event.at > at_) break;
      const auto key = event.parameters.find("AccessKeyId");
      if (!key || key->text() != held_.access_key_id) continue;
      if (event.call == "iam:DeleteAccessKey") die("the root user's access key is deleted");
    }
  }

  const HeldCredential& held_;
  const History& history_;
  const World& world_;
  Instant at_;
  const Assumptions& assumptions_;
  const Account* account_ = nullptr;
  Standing standing_;
};

}  // namespace

History::History(const Incident& incident) : incident_(&incident) {
  worlds_.push_back(incident.snapshot);
  for (const Event& event : incident.events) {
    Applied applied = apply(worlds_.back(), event);
    worlds_.push_back(std::move(applied.world));
    whys_.push_back(std::move(applied.why));
    changed_.push_back(applied.changed);
    for (Diagnostic& diagnostic : applied.diagnostics)
      diagnostics_.push_back(std::move(diagnostic));
  }
}

std::size_t History::world_at(Instant at) const {
  const auto& events = incident_->events;
  const auto after = std::ranges::upper_bound(events, at, {}, &Event::at);
  return static_cast<std::size_t>(after - events.begin());
}

const HeldCredential* History::find(std::string_view id) const {
  const auto& credentials = incident_->credentials;
  const auto found = std::ranges::find(credentials, id, &HeldCredential::id);
  return found == credentials.end() ? nullptr : &*found;
}

std::optional<Instant> History::renewal_end(const HeldCredential& credential) const {
  const RoleName wanted = role_of(credential);
  const Account* first = find_account(worlds_.front(), wanted.account);
  const bool was_attached = first != nullptr && in_a_profile(*first, wanted.name);
  for (std::size_t i = 1; i < worlds_.size(); ++i) {
    const Account* account = find_account(worlds_[i], wanted.account);
    if (account == nullptr) continue;
    const bool gone = !account->roles.contains(wanted.name);
    if (gone || (was_attached && !in_a_profile(*account, wanted.name))) {
      return incident_->events[i - 1].at;
    }
  }
  return std::nullopt;
}

std::size_t History::passwords(std::string_view account, std::string_view user,
                               std::size_t world) const {
  std::size_t count = 0;
  bool surely = false;  // there was one before, not only perhaps
  for (std::size_t i = 0; i <= world; ++i) {
    const Account* owner = find_account(worlds_[i], account);
    const User* now = owner == nullptr ? nullptr : find_user(*owner, user);
    if (now == nullptr) continue;
    if (i == 0) {
      count = now->login_profile.value_or(true) ? 1 : 0;
      surely = now->login_profile == true;
    } else if (now->login_profile == false) {
      surely = count > 0;  // it was deleted, so there was one
    } else if (now->password_set == i) {
      // AWS takes CreateLoginProfile only of a user without a password.
      const bool first = !surely && incident_->events[i - 1].call == "iam:CreateLoginProfile";
      count = first ? 1 : count + 1;
      surely = true;
    }
  }
  return count;
}

Standing standing_of(const HeldCredential& credential, const History& history, std::size_t world,
                     Instant at) {
  return StandingBuilder(credential, history, world, at).build();
}

Request request_of(const Standing& standing, std::string_view action, std::string resource,
                   Instant at) {
  Request request(standing.caller, standing.credential, action, std::move(resource));
  request.at = at;
  request.unstated = Unstated::kOpen;
  for (const std::string_view key : {"aws:ViaAWSService", "aws:PrincipalIsAWSService"}) {
    request.context.set(
        {.key = ContextKey(key), .values = {"false"}});  // the attacker calls itself
  }
  return request;
}

Decided decide(const Request& request, const Standing& standing, const World& world,
               const Assumptions& assumptions) {
  Decided decided{.policies = standing.policies, .decision = {}};
  ApplicablePolicies& policies = decided.policies;
  const std::string_view owner = request.resource_account();
  if (owner != world.organization.management_account) {
    policies.rcps = levels_of(world.organization, owner).rcps;
  }
  const StoredPolicy* stored = nullptr;
  const auto arn = split_arn(request.resource());
  if (arn && arn->service == "iam" && arn->resource.starts_with("role/")) {
    const Account* account = find_account(world, arn->account);
    const Role* role =
        account == nullptr ? nullptr : find_role(*account, last_path_part(arn->resource));
    const bool names_this_role = role != nullptr && role->arn == request.resource();
    if (names_this_role && resource_policy_must_allow(request)) stored = &role->trust;
  } else if (const ResourcePolicy* resource = resource_policy_of(world, request.resource())) {
    stored = &resource->policy;
  }
  if (stored != nullptr) {
    policies.resource = stored->policy;
    policies.caller_created_after_resource_policy = standing.created > stored->stored;
  }
  policies.resource_told = policies.resource != nullptr;
  decided.decision =
      evaluate(request, policies,
               {.get_session_token_under_deny = assumptions.get_session_token_under_deny});
  return decided;
}

std::vector<StatementHit> Decided::statements(const Request& request) const {
  return decided_by(decision, request, policies);
}

}  // namespace cordon::incident
