#include "engine/incident/reach/ways.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/evaluate.h"
#include "engine/incident/verdict/surroundings.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

constexpr std::int64_t kHour = 3'600'000;

// ec2:RunInstances asks about all of these (Service Authorization Reference, Amazon EC2).
constexpr std::array<std::string_view, 6> kInstanceParts{
    "instance/*", "image/*", "network-interface/*", "security-group/*", "subnet/*", "volume/*"};

class Ways {
 public:
  Ways(const HeldCredential& held, const Standing& standing, const History& history,
       std::size_t world, const WantedTarget& wanted, const std::function<void(const Way&)>& visit)
      : held_(held),
        standing_(standing),
        history_(history),
        world_(world),
        wanted_(wanted),
        visit_(visit),
        chained_(is_role_session(held.kind)) {}

  void run() {
    if (standing_.caller.kind == CallerKind::kUser) tokens();
    roles();
    users();
    instances();
  }

 private:
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
      session.life_ms = 12 * kHour;
      session.without_permission = true;
      visit_(session);
    }
    if (held_.kind != CredentialKind::kAccessKey) return;
    Way token = of_user(caller.principal_arn, caller.name, "token of");
    token.kind = CredentialKind::kGetSessionToken;
    token.call = "sts:GetSessionToken";
    token.calls = {{.action = token.call, .resource = "*", .context = {}}};
    token.life_ms = 36 * kHour;
    token.without_permission = true;
    visit_(token);
    if (!may_itself("sts:getfederationtoken")) return;
    Way federated = token;
    federated.kind = CredentialKind::kGetFederationToken;
    federated.principal = fmt::format("arn:aws:sts::{}:federated-user/anyone", account());
    federated.name = fmt::format("federated by user/{}", caller.name);
    federated.call = "sts:GetFederationToken";
    federated.calls = {{.action = federated.call, .resource = federated.principal, .context = {}}};
    federated.without_permission = false;
    visit_(federated);
  }

  [[nodiscard]] Way of_user(const std::string& arn, const std::string& name,
                            std::string_view what) const {
    Way way;
    way.principal = arn;
    way.name = fmt::format("{} user/{}", what, name);
    way.created = standing_.created;
    return way;
  }

  void roles() {
    const bool by_policy = may_assume_by_itself(standing_);
    for (const auto& [id, account] : history_.surroundings(world_).world().accounts) {
      for (const auto& [name, role] : account.roles) {
        if (!wanted_(role.arn)) continue;
        if (!may_let_in(*role.trust.policy, standing_, by_policy)) continue;
        const auto& now = history_.roles(id, name).in(world_).entity;
        if (!now) continue;
        Way way;
        way.kind = CredentialKind::kAssumeRole;
        way.principal = role.arn;
        way.created = now->created;
        way.name = fmt::format("role/{}", name);
        way.call = "sts:AssumeRole";
        way.calls = {{.action = way.call, .resource = role.arn, .context = {}}};
        way.life_ms = chained_ ? kHour : now->max_session_ms.value_or(12 * kHour);
        visit_(way);
      }
    }
  }

  void users() {
    const bool keys = may_itself("iam:createaccesskey");
    const bool first_password = may_itself("iam:createloginprofile");
    const bool next_password = may_itself("iam:updateloginprofile");
    if (!keys && !first_password && !next_password) return;
    for (const auto& [name, versions] : history_.users()) {
      const auto& user = versions.in(world_).entity;
      if (!user || name.first != account() || !wanted_(user->arn)) continue;
      if (keys) long_term(*user, "iam:CreateAccessKey", CredentialKind::kAccessKey, "key of");
      const auto kind = CredentialKind::kConsolePassword;
      if (first_password && user->login_profile != true) {
        long_term(*user, "iam:CreateLoginProfile", kind, "password of");
      }
      if (next_password && user->login_profile != false) {
        long_term(*user, "iam:UpdateLoginProfile", kind, "password of");
      }
    }
  }

  void long_term(const User& user, std::string_view call, CredentialKind kind,
                 std::string_view what) {
    Way way;
    way.kind = kind;
    way.principal = user.arn;
    way.created = user.created;
    way.name = fmt::format("{} user/{}", what, user.name);
    way.call = call;
    way.calls = {{.action = way.call, .resource = user.arn, .context = {}}};
    // Whether there is a password that is to be created or replaced was not told.
    way.doubtful = kind == CredentialKind::kConsolePassword && !user.login_profile;
    visit_(way);
  }

  // An instance that runs under a role: its credentials renew themselves.
  void instances() {
    if (!may_itself("iam:passrole") || !may_itself("ec2:runinstances")) return;
    for (const auto& name : history_.roles_in_profiles(world_)) {
      const auto& role = history_.roles(name.first, name.second).in(world_).entity;
      if (!role || name.first != account() || !wanted_(role->arn)) continue;
      const Truth trusted = trusts_instances(*role);
      if (trusted == Truth::kFalse) continue;
      Way way;
      way.kind = CredentialKind::kInstanceProfile;
      way.principal = role->arn;
      way.created = role->created;
      way.name = fmt::format("instance with role/{}", role->name);
      way.call = "ec2:RunInstances";
      way.calls.push_back({.action = "iam:PassRole",
                           .resource = role->arn,
                           .context = {{.key = ContextKey("iam:PassedToService"),
                                        .values = {"ec2.amazonaws.com"}}}});
      for (const std::string_view part : kInstanceParts) {
        way.calls.push_back({.action = way.call,
                             .resource = fmt::format("arn:aws:ec2:us-east-1:{}:{}",
                                                     part == "image/*" ? "" : account(), part),
                             .context = {}});
      }
      way.renews = true;
      way.doubtful = trusted != Truth::kTrue;
      visit_(way);
    }
  }

  static Truth trusts_instances(const Role& role) {
    Request request(*parse_principal("ec2.amazonaws.com"), std::nullopt, "sts:AssumeRole",
                    role.arn);
    request.unstated = Unstated::kOpen;
    ApplicablePolicies policies;
    policies.resource = role.trust.policy;
    const Outcome outcome = evaluate(request, policies).outcome;
    return outcome == Outcome::kAllowed     ? Truth::kTrue
           : outcome == Outcome::kUndecided ? Truth::kUnknown
                                            : Truth::kFalse;
  }

  const HeldCredential& held_;
  const Standing& standing_;
  const History& history_;
  std::size_t world_;
  const WantedTarget& wanted_;
  const std::function<void(const Way&)>& visit_;
  bool chained_;
};

}  // namespace

void for_each_way(const HeldCredential& credential, const Standing& standing,
                  const History& history, std::size_t world, const WantedTarget& wanted,
                  const std::function<void(const Way&)>& visit) {
  Ways(credential, standing, history, world, wanted, visit).run();
}

}  // namespace cordon::incident
