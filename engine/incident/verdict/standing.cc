#include "engine/incident/verdict/standing.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "engine/incident/verdict/token_in_force.h"

namespace cordon::incident {
namespace {

using Life = Standing::Life;

constexpr std::int64_t kSecond = 1'000;

class StandingBuilder {
 public:
  StandingBuilder(const HeldCredential& held, const History& history, std::size_t world, Instant at)
      : held_(held),
        history_(history),
        index_(world),
        world_(history.surroundings(world).world()),
        at_(at),
        assumptions_(history.incident().assumptions) {}

  Standing build() {
    standing_.caller = parse_principal(held_.principal).value_or(Caller{});
    TokenInForce token = token_in_force(held_, history_, at_);
    standing_.credential = std::move(token.credential);
    standing_.mfa_is_open = token.mfa_is_open;
    const auto expires = standing_.credential.expires;
    if (expires && at_ >= *expires) {
      const bool in_console = may_be_in_console(held_, history_, *expires, at_);
      if (!in_console) return end(Life::kDead, expiry_reason(held_, *expires));
      go_on_in_console(*expires);
    }
    account_ = find_account(world_, standing_.caller.account);
    if (account_ == nullptr) {
      return end(Life::kUnknown, fmt::format("account {} was not given", standing_.caller.account));
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

  void go_on_in_console(Instant expires) {
    standing_.doubt = fmt::format(
        "{}; a console session that it opened before then (signin:GetSigninToken) may go on",
        expiry_reason(held_, expires));
    standing_.credential.expires = Instant{expires.ms + kLongestConsoleSessionMs};
    standing_.credential.in_console = true;
  }

  void apply_organization() {
    const std::string& account = standing_.caller.account;
    standing_.policies.scps = history_.surroundings(index_).levels(account).scps;
    standing_.policies.scps_apply = account != world_.organization.management_account;
    const bool all_given = world_.accounts.size() == 1 || assumptions_.resource_policies_complete;
    standing_.policies.foreign_resource_open = !(assumptions_.other_accounts_closed && all_given);
    standing_.policies.resource_told = false;
  }

  // The world in which it was made; no value: that was not told.
  [[nodiscard]] std::optional<std::size_t> world_at_issue() const {
    if (held_.minting) return history_.world_at(held_.minting->from);
    if (held_.issued) return history_.world_at(*held_.issued);
    if (held_.password_set_at) return history_.world_at(*held_.password_set_at);
    return std::nullopt;
  }

  // A key has the user that first had it.
  [[nodiscard]] std::optional<std::size_t> world_of_key(const Versions<User>& versions) const {
    if (held_.access_key_id.empty()) return std::nullopt;
    for (const Version<User>& version : versions.all()) {
      if (!version.entity) continue;
      const auto& keys = version.entity->keys;
      const auto found = std::ranges::find(keys, held_.access_key_id, &AccessKey::id);
      if (found != keys.end()) return version.since;
    }
    return std::nullopt;
  }
  static std::optional<std::size_t> world_of_key(const Versions<Role>& /*roles*/) {
    return std::nullopt;
  }

  // How many there were, one after the other.
  template <class EntityType>
  static std::size_t generations(const Versions<EntityType>& versions) {
    std::set<Revision> created;
    for (const Version<EntityType>& version : versions.all()) {
      if (version.entity) created.insert(version.entity->created);
    }
    return created.size();
  }

  // The user or role behind the credential, if it is still the one that it was issued for; else
  // null, and the standing says what became of it.
  template <class EntityType>
  const EntityType* issuer(const Versions<EntityType>& versions, const std::string& name,
                           std::string_view kind, bool deletion_ends) {
    const Version<EntityType>& version = versions.in(index_);
    const EntityType* now = version.entity ? &*version.entity : nullptr;
    auto made = world_of_key(versions);
    if (!made) made = world_at_issue();
    if (!made && generations(versions) > 1) {
      standing_.life = Life::kUnknown;
      standing_.reason = fmt::format(
          "{} `{}` was deleted and made anew: which of them it is of was not told", kind, name);
      return nullptr;
    }
    const auto& then = versions.in(made.value_or(0)).entity;
    // One that renews itself is handed out for whichever role has the name.
    const bool namesake = now != nullptr && then && then->created != now->created && !held_.renews;
    if (now != nullptr && !namesake) {
      standing_.created = now->created;
      return now;
    }
    if (now == nullptr && !versions.ever()) {
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
    const Versions<User>& versions = history_.users(standing_.caller.account, name);
    const User* now = issuer(versions, name, "user", ends);
    if (now == nullptr) return;
    if (key && !key_works(*now)) return;
    if (is_password(held_) && !password_works(*now)) return;
    const bool is_user = standing_.caller.kind == CallerKind::kUser;
    if (is_user) {
      standing_.caller.identify(now->id);
      standing_.caller.arn = now->arn;
      standing_.caller.principal_arn = now->arn;
    }
    standing_.caller.tags = is_user ? std::optional(now->tags) : session_tags();
    take(versions.in(index_));
  }

  template <class EntityType>
  void take(const Version<EntityType>& version) {
    standing_.policies.identity = version.policies.identity;
    standing_.policies.boundary = version.policies.boundary;
    standing_.sensitivity = &version.sensitivity;
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
    if (held_.minting && !held_.password_set_at) {
      return minted_password_works(user, *held_.minting);
    }
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
    if (!set_at && history_.passwords(account_->id, user.name, index_) > 1) {
      standing_.doubt = fmt::format(
          "the console password of user `{}` was replaced: whether the held one is the new one was "
          "not told (`setAt`)",
          user.name);
    }
    return true;
  }

  // One that was set within the window works until it is replaced or taken away after that.
  bool minted_password_works(const User& user, const MintWindow& minting) {
    if (!minting.to) return true;
    for (const Event& event : history_.incident().events) {
      if (event.at > at_) break;
      if (event.at < *minting.to || !event.call.ends_with("LoginProfile")) continue;
      const auto name = parameter(event, "UserName");
      if (!name || name->text() != user.name) continue;
      die(fmt::format("{} ended it; sessions that it opened go on", event.call));
      return false;
    }
    return true;
  }

  // A federation token has the policies of the user that asked for it.
  void federated_user() {
    const HeldCredential* parent = history_.federator_of(held_);
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
      standing_.caller.tags = session_tags();
    }
  }

  void role() {
    const std::string& name = standing_.caller.name;
    const Versions<Role>& versions = history_.roles(standing_.caller.account, name);
    const Role* now = issuer(versions, name, "role", assumptions_.deleted_role_ends_sessions);
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
    if (tags_are_chosen()) {
      caller.tags = std::nullopt;
    } else {
      caller.tags = overlaid(now->tags);
    }
    take(versions.in(index_));
  }

  [[nodiscard]] bool tags_are_chosen() const {
    return held_.minting && held_.minting->tags_are_chosen;
  }
  [[nodiscard]] std::optional<Tags> session_tags() const {
    return tags_are_chosen() ? std::nullopt : std::optional(held_.session_tags);
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
      const auto key = parameter(event, "AccessKeyId");
      if (!key || key->text() != held_.access_key_id) continue;
      const bool of_root = event.account == account_->id && !parameter(event, "UserName");
      if (of_root && event.call == "iam:DeleteAccessKey")
        die("the root user's access key is deleted");
    }
  }

  const HeldCredential& held_;
  const History& history_;
  std::size_t index_;
  const World& world_;
  Instant at_;
  const Assumptions& assumptions_;
  const Account* account_ = nullptr;
  Standing standing_;
};

}  // namespace

Standing standing_of(const HeldCredential& credential, const History& history, std::size_t world,
                     Instant at) {
  return StandingBuilder(credential, history, world, at).build();
}

bool issue_is_open(const Standing& standing) {
  const auto& issued = standing.credential.issued;
  return issued && issued->latest.ms - issued->earliest.ms > kSecond;
}

Standing freshest(Standing standing) {
  if (issue_is_open(standing)) {
    standing.credential.issued->earliest = standing.credential.issued->latest;
  }
  return standing;
}

bool may_get_token(const Standing& standing) {
  return standing.credential.kind == CredentialKind::kAccessKey;
}

Request request_of(const Standing& standing, std::string_view action, std::string resource,
                   Instant at) {
  Request request(standing.caller, standing.credential, action, std::move(resource));
  request.at = at;
  request.unstated = Unstated::kOpen;
  static const std::array<ContextEntry, 3> kByItself{
      // Some services answer without TLS as well.
      ContextEntry{.key = ContextKey("aws:SecureTransport"),
                   .state = ContextEntry::State::kNotTold,
                   .values = {}},
      ContextEntry{.key = ContextKey("aws:ViaAWSService"), .values = {"false"}},
      ContextEntry{.key = ContextKey("aws:PrincipalIsAWSService"), .values = {"false"}}};
  for (const ContextEntry& entry : kByItself) request.context.set(entry);
  return request;
}

}  // namespace cordon::incident
