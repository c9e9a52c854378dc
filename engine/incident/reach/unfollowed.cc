#include "engine/incident/reach/unfollowed.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "engine/incident/events/resource_change.h"
#include "engine/incident/reach/openings.h"
#include "engine/incident/verdict/candidates.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

struct Minting {
  std::string_view call;
  CredentialKind kind;
};
constexpr std::array kMintings{
    Minting{"sts:AssumeRole", CredentialKind::kAssumeRole},
    Minting{"sts:AssumeRoleWithSAML", CredentialKind::kAssumeRoleWithSaml},
    Minting{"sts:AssumeRoleWithWebIdentity", CredentialKind::kAssumeRoleWithWebIdentity},
    Minting{"sts:AssumeRoot", CredentialKind::kAssumeRoot},
    Minting{"sts:GetFederationToken", CredentialKind::kGetFederationToken},
    Minting{"sts:GetSessionToken", CredentialKind::kGetSessionToken},
};

class Unfollowed {
 public:
  explicit Unfollowed(const History& history)
      : history_(history), incident_(history.incident()), events_(incident_.events) {}

  std::vector<Door> run() {
    for (const Event& event : incident_.earlier) consider(event, 0);
    for (std::size_t i = 0; i < events_.size(); ++i) {
      consider(events_[i], i + 1);
      if (is_suspect(events_[i])) unknown_policy(events_[i], i);
    }
    return std::move(doors_);
  }

 private:
  void consider(const Event& event, std::size_t world) {
    if (!is_suspect(event)) return;
    provider(event);
    session(event, world);
  }

  static std::string provider_arn(const Event& event, std::string_view partition) {
    for (const std::string_view name : {"SAMLProviderArn", "OpenIDConnectProviderArn"}) {
      if (std::string arn = parameter_text(event, name); !arn.empty()) return arn;
    }
    if (const std::string name = parameter_text(event, "Name"); !name.empty()) {
      return fmt::format("arn:{}:iam::{}:saml-provider/{}", partition, event.account, name);
    }
    std::string url = parameter_text(event, "Url");
    constexpr std::string_view kScheme = "https://";
    if (url.starts_with(kScheme)) url.erase(0, kScheme.size());
    if (url.empty()) return {};
    return fmt::format("arn:{}:iam::{}:oidc-provider/{}", partition, event.account, url);
  }

  void provider(const Event& event) {
    const bool opens = event.call == "iam:CreateSAMLProvider" ||
                       event.call == "iam:UpdateSAMLProvider" ||
                       event.call == "iam:CreateOpenIDConnectProvider";
    if (!opens) return;
    const Account* account = find_account(incident_.snapshot, event.account);
    const std::string_view partition =
        account == nullptr ? "aws" : std::string_view(account->partition);
    const std::string arn = provider_arn(event, partition);
    const auto end = end_of_provider(arn, event, partition);
    add({.event = &event,
         .who = "whoever it vouches for",
         .where = arn.empty() ? "an identity provider" : arn,
         .from = event.at,
         .to = end,
         .certain = false,
         .why = "what an identity provider lets in is not known"});
    if (arn.empty()) return;
    for (const auto& [name, versions] : history_.roles()) {
      federated_sessions({&event, arn, end}, versions);
    }
  }

  [[nodiscard]] std::optional<Instant> end_of_provider(const std::string& arn, const Event& made,
                                                       std::string_view partition) const {
    const auto end = std::ranges::find_if(events_, [&](const Event& event) {
      const bool deletes =
          event.call == "iam:DeleteSAMLProvider" || event.call == "iam:DeleteOpenIDConnectProvider";
      return deletes && event.at >= made.at && !arn.empty() &&
             provider_arn(event, partition) == arn;
    });
    if (end == events_.end()) return std::nullopt;
    return Instant{end->at.ms + incident_.assumptions.propagation_ms};
  }

  struct Provider {
    const Event* event;
    const std::string& arn;
    std::optional<Instant> end;
  };

  // Sessions of a role for as long as it trusts the provider; those that were opened go on.
  void federated_sessions(const Provider& provider, const Versions<Role>& versions) {
    const std::vector<Version<Role>>& all = versions.all();
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto trusting = [&](std::size_t number) {
        const auto& role = all[number].entity;
        return role && trusts(*role->trust.policy, provider.arn);
      };
      if (!trusting(i)) continue;
      const std::size_t first = i;
      while (i + 1 < all.size() && trusting(i + 1)) ++i;
      const Instant since = first == 0 ? provider.event->at : events_[all[first].since - 1].at;
      std::optional<Instant> until = provider.end;
      if (i + 1 < all.size()) {
        const Instant shut{events_[all[i + 1].since - 1].at.ms +
                           incident_.assumptions.propagation_ms};
        until = until ? std::min(*until, shut) : shut;
      }
      const Instant from = std::max(since, provider.event->at);
      if (!until || *until > from) add_federated(provider, *all[i].entity, {from, until});
    }
  }

  struct Window {
    Instant from;
    std::optional<Instant> to;
  };

  void add_federated(const Provider& provider, const Role& role, Window window) {
    const bool saml = provider.arn.contains(":saml-provider/");
    auto held = std::make_shared<HeldCredential>();
    held->id = fmt::format("role/{} by whoever {} vouches for", role.name, provider.arn);
    held->kind =
        saml ? CredentialKind::kAssumeRoleWithSaml : CredentialKind::kAssumeRoleWithWebIdentity;
    held->principal = role.arn;
    held->parent = provider.event->by;
    held->source = provider.event->node.source();
    held->span = provider.event->node.span();
    held->minting =
        MintWindow{.call = saml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity",
                   .resource = role.arn,
                   .from = window.from,
                   .to = window.to,
                   .life_ms = role.max_session_ms.value_or(longest_life(held->kind, false, false)),
                   .tags_are_chosen = may_allow({role.trust.policy}, "sts:tagsession"),
                   .certain = false,
                   .condition = "the provider vouches for the attacker"};
    add({.event = provider.event,
         .who = fmt::format("whoever {} vouches for", provider.arn),
         .where = fmt::format("role/{}", role.name),
         .from = window.from,
         .to = window.to,
         .certain = false,
         .why = "what an identity provider lets in is not known",
         .credential = std::move(held)});
  }

  static bool trusts(const CompiledPolicy& trust, std::string_view provider) {
    return trust.unreadable ||
           std::ranges::any_of(trust.statements, [&](const CompiledStatement& statement) {
             const auto& patterns = statement.principals.patterns();
             return std::ranges::find(patterns, provider, &PrincipalPattern::text) !=
                    patterns.end();
           });
  }

  void session(const Event& event, std::size_t world) {
    const auto minting = std::ranges::find(kMintings, event.call, &Minting::call);
    if (minting == kMintings.end() || is_listed_session(event, minting->kind)) return;
    const std::string role = parameter_text(event, "RoleArn");
    Door door{.event = &event,
              .who = "somebody unknown",
              .where = role.empty() ? fmt::format("what {} gave", event.call) : role,
              .from = event.at,
              .to = Instant{event.at.ms + longest_life(minting->kind, false, false)},
              .certain = false,
              .why = "the credential that it gave is not in `credentials`"};
    const auto arn = split_arn(role);
    const bool known =
        arn && arn->resource.starts_with("role/") &&
        history_.roles(std::string(arn->account), std::string(last_path_part(arn->resource)))
            .in(world)
            .entity;
    if (known) door.credential = session_of(event, *minting, role);
    add(std::move(door));
  }

  static std::shared_ptr<const HeldCredential> session_of(const Event& event,
                                                          const Minting& minting,
                                                          const std::string& role) {
    auto held = std::make_shared<HeldCredential>();
    held->id = fmt::format("session of {}", event_words(event));
    held->kind = minting.kind;
    held->principal = role;
    held->parent = event.by;
    held->source = event.node.source();
    held->span = event.node.span();
    held->minting = MintWindow{.call = event.call,
                               .resource = role,
                               .from = event.at,
                               .to = Instant{event.at.ms + 1},
                               .life_ms = longest_life(minting.kind, false, false),
                               .certain = false,
                               .condition = "it is not one of `credentials`"};
    return held;
  }

  // Each credential is what one call gave; those that tell when they were issued are looked at
  // first.
  [[nodiscard]] bool is_listed_session(const Event& event, CredentialKind kind) {
    const std::string role = parameter_text(event, "RoleArn");
    for (const bool told : {true, false}) {
      for (const HeldCredential& held : incident_.credentials) {
        const auto caller = parse_principal(held.principal);
        const bool same_role = role.empty() || (caller && caller->name == last_path_part(role));
        const bool fits = held.kind == kind && same_role && held.issued.has_value() == told &&
                          (!told || is_made_at(*held.issued, event.at));
        if (fits && accounted_for_.insert(&held).second) return true;
      }
    }
    return false;
  }

  // A policy was put on something that was not given, or is not known as a whole.
  void unknown_policy(const Event& event, std::size_t index) {
    const std::string& why = history_.why(index);
    const bool added = event.call == "lambda:AddPermission";
    const bool put = added || event.call == "kms:PutKeyPolicy" ||
                     event.call == "secretsmanager:PutResourcePolicy";
    const bool not_known = why.contains(kNotAmongGiven) || (added && why.contains(kRestIsUnknown));
    if (!put || !not_known || (added && is_inside(parameter_text(event, "Principal")))) return;
    add({.event = &event,
         .who = added ? parameter_text(event, "Principal") : "whoever its policy lets in",
         .where = parameter_text(event, added                              ? "FunctionName"
                                        : event.call == "kms:PutKeyPolicy" ? "KeyId"
                                                                           : "SecretId"),
         .from = event.at,
         .to = added ? end_of_permission(event) : std::nullopt,
         .certain = false,
         .why = "the policy was not given: whether it lets somebody in is not known"});
  }

  [[nodiscard]] bool is_inside(std::string_view principal) const {
    const auto arn = split_arn(principal);
    return find_account(incident_.snapshot, arn ? arn->account : principal) != nullptr;
  }

  [[nodiscard]] std::optional<Instant> end_of_permission(const Event& made) const {
    const auto end = std::ranges::find_if(events_, [&](const Event& event) {
      const auto same = [&](std::string_view name) {
        return parameter_text(event, name) == parameter_text(made, name);
      };
      return event.call == "lambda:RemovePermission" && event.at >= made.at &&
             same("FunctionName") && same("StatementId") && same("Qualifier");
    });
    return end == events_.end() ? std::nullopt : std::optional(end->at);
  }

  void add(Door door) { doors_.push_back(std::move(door)); }

  const History& history_;
  const Incident& incident_;
  const std::vector<Event>& events_;
  std::set<const HeldCredential*> accounted_for_;
  std::vector<Door> doors_;
};

}  // namespace

std::vector<Door> unfollowed_of(const History& history) { return Unfollowed(history).run(); }

}  // namespace cordon::incident
