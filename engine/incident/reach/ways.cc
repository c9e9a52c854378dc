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
       const WaysAsked& asked, const std::function<void(const WayGroup&)>& visit)
      : held_(held),
        standing_(standing),
        history_(history),
        world_(asked.world),
        wanted_(asked.targets),
        federated_names_(asked.federated_names),
        kept_(asked.kept),
        visit_(visit) {}

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
      offer(session);
    }
    if (held_.kind != CredentialKind::kAccessKey) return;
    Way token = of_user(caller.principal_arn, caller.name, "token of");
    token.kind = CredentialKind::kGetSessionToken;
    token.call = "sts:GetSessionToken";
    token.calls = {{.action = token.call, .resource = "*", .context = {}}};
    token.life_ms = longest_life(token.kind, is_root(), false);
    token.without_permission = true;
    offer(token);
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
    offer(way);
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

  void offer(const Way& way) { visit_({.ways = {{.target = nullptr, .way = &way}}}); }

  void roles() {
    const bool by_policy = may_assume_by_itself(standing_);
    const KeptWays::Assuming who{.chained = is_role_session(held_.kind),
                                 .source_identity = held_.source_identity};
    for (const WayGroup& group : kept_.sessions(world_, who, wanted_)) {
      if (may_let_in(*group.trust, standing_, by_policy)) visit_(group);
    }
  }

  void users() {
    const bool keys = may_itself("iam:createaccesskey");
    const bool first_password = may_itself("iam:createloginprofile");
    const bool next_password = may_itself("iam:updateloginprofile");
    if (!keys && !first_password && !next_password) return;
    for (const WayGroup& group : kept_.users(world_, account(), wanted_)) {
      const std::string& call = group.first().call;
      const bool may = call == "iam:CreateAccessKey"      ? keys
                       : call == "iam:CreateLoginProfile" ? first_password
                                                          : next_password;
      if (may) visit_(group);
    }
  }

  void instances() {
    if (!may_itself("iam:passrole") || !may_itself("ec2:runinstances")) return;
    for (const WayGroup& group : kept_.instances(world_, account(), wanted_)) visit_(group);
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
  const std::function<void(const WayGroup&)>& visit_;
};

}  // namespace

void for_each_way_group(const HeldCredential& credential, const Standing& standing,
                        const History& history, const WaysAsked& asked,
                        const std::function<void(const WayGroup&)>& visit) {
  Ways(credential, standing, history, asked, visit).run();
}

}  // namespace cordon::incident
