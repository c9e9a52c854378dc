#include "engine/incident/reach/ways.h"

#include <fmt/format.h>

#include <string_view>

#include "engine/incident/reach/federated_names.h"
#include "engine/incident/verdict/surroundings.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

class Ways {
 public:
  Ways(const HeldCredential& held, const Standing& standing, const History& history,
       const WaysAsked& asked, const std::function<void(const Way&)>& visit)
      : held_(held),
        standing_(standing),
        history_(history),
        world_(asked.world),
        wanted_(asked.targets),
        federated_names_(asked.federated_names),
        kept_(asked.kept),
        visit_(visit),
        chained_(is_role_session(held.kind)) {}

  void run() {
    if (standing_.caller.kind == CallerKind::kUser || is_root()) tokens();
    roles();
    users();
    instances();
  }

 private:
  [[nodiscard]] bool is_root() const { return standing_.caller.kind == CallerKind::kRoot; }
  [[nodiscard]] const std::string& account() const { return standing_.caller.account; }

  [[nodiscard]] bool may_itself(std::string_view action) const {
    return may_allow(standing_.policies.identity, action);
  }

  // What a user's key or password gives without another principal being asked.
  void tokens() {
    const Caller& caller = standing_.caller;
    if (is_password(held_)) {
      Way session = of_user(caller.principal_arn, caller.name, "console session of");
      session.kind = CredentialKind::kConsolePassword;
      session.call = "signin:ConsoleLogin";
      session.life_ms = kLongestConsoleSessionMs;
      session.without_permission = true;
      visit_(session);
    }
    if (held_.kind != CredentialKind::kAccessKey) return;
    Way token = of_user(caller.principal_arn, caller.name, "token of");
    token.kind = CredentialKind::kGetSessionToken;
    token.call = "sts:GetSessionToken";
    token.calls = {{.action = token.call, .resource = "*", .context = {}}};
    token.life_ms = longest_life(token.kind, is_root(), false);
    token.without_permission = true;
    visit_(token);
    if (!is_root() && !may_itself("sts:getfederationtoken")) return;
    for (const std::string& name : federated_names_) federated(name);
  }

  void federated(const std::string& name) {
    const Caller& caller = standing_.caller;
    Way way;
    way.kind = CredentialKind::kGetFederationToken;
    way.principal = fmt::format("arn:{}:sts::{}:federated-user/{}", partition(), account(), name);
    way.created = standing_.created;
    way.federated_by = caller.principal_arn;
    way.name = name == kAnyFederatedName
                   ? fmt::format("federated by user/{}", caller.name)
                   : fmt::format("{} federated by user/{}", name, caller.name);
    way.call = "sts:GetFederationToken";
    way.calls = {{.action = way.call, .resource = way.principal, .context = {}}};
    way.life_ms = longest_life(way.kind, is_root(), false);
    way.tags_are_chosen = is_root() || may_itself("sts:tagsession");
    visit_(way);
  }

  [[nodiscard]] Way of_user(const std::string& arn, const std::string& name,
                            std::string_view what) const {
    Way way;
    way.principal = arn;
    way.name = fmt::format("{} user/{}", what, name);
    way.created = standing_.created;
    way.mfa_at = held_.mfa_at;
    return way;
  }

  void roles() {
    const World& world = history_.surroundings(world_).world();
    const bool by_policy = may_assume_by_itself(standing_);
    if (wanted_.all) {
      for (const auto& [id, account] : world.accounts) {
        for (const auto& [name, role] : account.roles) session(id, role, by_policy);
      }
      return;
    }
    for (const auto& [id, name] : wanted_.roles) {
      const Account* account = find_account(world, id);
      const Role* role = account == nullptr ? nullptr : find_role(*account, name);
      if (role != nullptr) session(id, *role, by_policy);
    }
  }

  void session(const std::string& account, const Role& role, bool by_policy) {
    if (!may_let_in(*role.trust.policy, standing_, by_policy)) return;
    const auto& now = history_.roles(account, role.name).in(world_).entity;
    if (!now) return;
    Way way;
    way.kind = CredentialKind::kAssumeRole;
    way.principal = role.arn;
    way.created = now->created;
    way.name = fmt::format("role/{}", role.name);
    way.call = "sts:AssumeRole";
    way.calls = {{.action = way.call, .resource = role.arn, .context = {}}};
    const std::int64_t longest = longest_life(way.kind, false, chained_);
    way.life_ms = chained_ ? longest : now->max_session_ms.value_or(longest);
    way.source_identity = held_.source_identity;
    way.tags_are_chosen = may_allow({role.trust.policy}, "sts:tagsession");
    visit_(way);
  }

  void users() {
    const bool keys = may_itself("iam:createaccesskey");
    const bool first_password = may_itself("iam:createloginprofile");
    const bool next_password = may_itself("iam:updateloginprofile");
    if (!keys && !first_password && !next_password) return;
    const auto of = [&](const Versions<User>& versions) {
      const auto& user = versions.in(world_).entity;
      if (!user) return;
      const KeptWays::OfUser& ways = kept_.of(*user);
      if (keys) visit_(ways.key);
      if (first_password && user->login_profile != true) visit_(ways.first_password);
      if (next_password && user->login_profile != false) visit_(ways.next_password);
    };
    const auto& all = history_.users();
    if (wanted_.all) {
      for (auto user = all.lower_bound({account(), ""});
           user != all.end() && user->first.first == account(); ++user) {
        of(user->second);
      }
      return;
    }
    for (const History::Name& name : wanted_.users) {
      if (name.first == account()) of(all.at(name));
    }
  }

  void instances() {
    if (!may_itself("iam:passrole") || !may_itself("ec2:runinstances")) return;
    for (const KeptWays::OfRole& ways : kept_.instances(world_, account())) {
      if (!wanted_.all && !wanted_.roles.contains(*ways.role)) continue;
      visit_(ways.here);
      visit_(ways.elsewhere);
    }
  }

  [[nodiscard]] std::string_view partition() const {
    const Account* known = find_account(history_.surroundings(world_).world(), account());
    return known == nullptr ? std::string_view("aws") : std::string_view(known->partition);
  }

  const HeldCredential& held_;
  const Standing& standing_;
  const History& history_;
  std::size_t world_;
  const WantedTargets& wanted_;
  const std::set<std::string>& federated_names_;
  KeptWays& kept_;
  const std::function<void(const Way&)>& visit_;
  bool chained_;
};

}  // namespace

void for_each_way(const HeldCredential& credential, const Standing& standing,
                  const History& history, const WaysAsked& asked,
                  const std::function<void(const Way&)>& visit) {
  Ways(credential, standing, history, asked, visit).run();
}

}  // namespace cordon::incident
