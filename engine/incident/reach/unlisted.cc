#include "engine/incident/reach/unlisted.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "engine/incident/reach/openings.h"
#include "grammar/arn.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kHolder = "somebody unknown";
bool has_key(const User& user, std::string_view id) {
  return std::ranges::find(user.keys, id, &AccessKey::id) != user.keys.end();
}

/// What signs as a user and is neither a key nor a password.
struct ServiceKey {
  std::string_view word;
  std::string_view id;  // parameter
  std::array<std::string_view, 2> makes;
  std::string_view updates;
  std::string_view deletes;
};
constexpr std::array kServiceKeys{
    ServiceKey{"SSH key",
               "SSHPublicKeyId",
               {"iam:UploadSSHPublicKey", ""},
               "iam:UpdateSSHPublicKey",
               "iam:DeleteSSHPublicKey"},
    ServiceKey{"signing certificate",
               "CertificateId",
               {"iam:UploadSigningCertificate", ""},
               "iam:UpdateSigningCertificate",
               "iam:DeleteSigningCertificate"},
    ServiceKey{"service-specific credential",
               "ServiceSpecificCredentialId",
               {"iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential"},
               "iam:UpdateServiceSpecificCredential",
               "iam:DeleteServiceSpecificCredential"},
};

bool makes(const ServiceKey& kind, const Event& event) {
  const bool activates = event.call == kind.updates && parameter_text(event, "Status") == "Active";
  return activates || std::ranges::find(kind.makes, event.call) != kind.makes.end();
}

bool ends(const ServiceKey& kind, const Event& event) {
  return event.call == kind.deletes ||
         (event.call == kind.updates && parameter_text(event, "Status") == "Inactive");
}

class Unlisted {
 public:
  explicit Unlisted(const History& history)
      : history_(history), incident_(history.incident()), events_(incident_.events) {}

  std::vector<Door> run() {
    for (const Event& event : incident_.earlier) consider(event, 0);
    for (std::size_t i = 0; i < events_.size(); ++i) consider(events_[i], i + 1);
    return std::move(doors_);
  }

 private:
  // `world`: as the event left it, or that of the snapshot.
  void consider(const Event& event, std::size_t world) {
    if (!is_suspect(event)) return;
    if (event.call == "iam:CreateAccessKey" || event.call == "iam:UpdateAccessKey") {
      return access_key(event, world);
    }
    if (event.call == "iam:CreateLoginProfile" || event.call == "iam:UpdateLoginProfile") {
      return password(event, world);
    }
    if (event.call == "iam:ChangePassword") return own_password(event, world);
    for (const ServiceKey& kind : kServiceKeys) {
      if (makes(kind, event)) return service_key(kind, event, world);
    }
  }

  [[nodiscard]] const User* user_of(const Event& event, std::size_t world) const {
    const std::string name = parameter_text(event, "UserName");
    if (!name.empty()) return user_named(event.account, name, world);
    const std::string id = parameter_text(event, "AccessKeyId");
    if (!id.empty()) {
      for (const auto& [user, versions] : history_.users()) {
        const auto& entity = versions.in(world).entity;
        const bool has = entity && has_key(*entity, id);
        if (user.first == event.account && has) return &*entity;
      }
      return nullptr;
    }
    // IAM takes the caller for the user where none is named.
    const HeldCredential* maker = history_.find(event.by);
    const auto arn = maker == nullptr ? std::nullopt : split_arn(maker->principal);
    if (!arn || !arn->resource.starts_with("user/")) return nullptr;
    return user_named(std::string(arn->account), std::string(last_path_part(arn->resource)), world);
  }

  [[nodiscard]] const User* user_named(const std::string& account, const std::string& name,
                                       std::size_t world) const {
    const auto& entity = history_.users(account, name).in(world).entity;
    return entity ? &*entity : nullptr;
  }

  void access_key(const Event& event, std::size_t world) {
    const bool updates = event.call == "iam:UpdateAccessKey";
    const bool opens = !updates || parameter_text(event, "Status") == "Active";
    const User* user = user_of(event, world);
    if (!opens || user == nullptr || (world > 0 && !history_.state_changed(world - 1))) return;
    const std::string id = parameter_text(event, "AccessKeyId");
    if (!id.empty() && !has_key(*user, id)) return;
    if (is_listed_key(*user, id, event.at)) return;
    add_held(event, fmt::format("key {}of user/{}", id.empty() ? "" : id + " ", user->name), *user,
             CredentialKind::kAccessKey, [&](HeldCredential& held) { held.access_key_id = id; });
  }

  [[nodiscard]] bool is_listed_key(const User& user, std::string_view id, Instant at) const {
    return std::ranges::any_of(incident_.credentials, [&](const HeldCredential& held) {
      if (held.kind != CredentialKind::kAccessKey) return false;
      if (!id.empty() && !held.access_key_id.empty()) return held.access_key_id == id;
      if (held.principal != user.arn) return false;
      return held.access_key_id.empty() || (held.issued && is_made_at(*held.issued, at));
    });
  }

  void password(const Event& event, std::size_t world) {
    const User* user = user_of(event, world);
    if (user == nullptr || (world > 0 && !history_.state_changed(world - 1))) return;
    add_password(event, *user);
  }

  void own_password(const Event& event, std::size_t world) {
    if (const User* user = user_of(event, world)) return add_password(event, *user);
    add({.event = &event,
         .who = std::string(kHolder),
         .where = "a console password",
         .from = event.at,
         .certain = false,
         .why = "whose password it is is not told (`by`)"});
  }

  void add_password(const Event& event, const User& user) {
    const bool listed = std::ranges::any_of(incident_.credentials, [&](const HeldCredential& held) {
      const bool same = is_password(held) && held.principal == user.arn;
      return same && (!held.password_set_at || is_made_at(*held.password_set_at, event.at));
    });
    if (listed) return;
    add_held(event, fmt::format("password of user/{}", user.name), user,
             CredentialKind::kConsolePassword,
             [&](HeldCredential& held) { held.password_set_at = event.at; });
  }

  void service_key(const ServiceKey& kind, const Event& event, std::size_t world) {
    const User* user = user_of(event, world);
    if (user == nullptr) {
      add({.event = &event,
           .who = std::string(kHolder),
           .where = fmt::format("a {}", kind.word),
           .from = event.at,
           .certain = false,
           .why = "whose it is is not told (`UserName`)"});
      return;
    }
    const auto end = end_of(kind, event);
    Door& door = add_held(event, fmt::format("{} of user/{}", kind.word, user->name), *user,
                          CredentialKind::kAccessKey, [&](HeldCredential& held) {
                            held.expires = end;
                            held.minting->certain = false;
                            held.minting->condition =
                                fmt::format("{} signs such calls", with_article(kind.word));
                          });
    door.to = end;
    door.certain = false;
    door.makes_others = false;
    door.why = "what it signs is only the calls of its service";
  }

  static std::string with_article(std::string_view word) {
    return fmt::format("{} {}", word.starts_with("SSH") ? "an" : "a", word);
  }

  [[nodiscard]] std::optional<Instant> end_of(const ServiceKey& kind, const Event& made) const {
    const std::string id = parameter_text(made, kind.id);
    if (id.empty()) return std::nullopt;
    const auto end = std::ranges::find_if(events_, [&](const Event& event) {
      return event.at >= made.at && ends(kind, event) && parameter_text(event, kind.id) == id;
    });
    return end == events_.end() ? std::nullopt : std::optional(end->at);
  }

  template <class Complete>
  Door& add_held(const Event& event, std::string id, const User& user, CredentialKind kind,
                 Complete complete) {
    const bool told = !event.by.empty();
    std::string condition =
        told ? std::string() : fmt::format("{} is not the responder's", event_words(event));
    auto held = std::make_shared<HeldCredential>();
    held->id = std::move(id);
    held->kind = kind;
    held->principal = user.arn;
    held->parent = event.by;
    held->source = event.node.source();
    held->span = event.node.span();
    held->minting = MintWindow{.call = event.call,
                               .resource = user.arn,
                               .from = event.at,
                               .to = std::nullopt,
                               .certain = told,
                               .condition = condition};
    complete(*held);
    std::string where = held->id;
    return add({.event = &event,
                .who = std::string(kHolder),
                .where = std::move(where),
                .from = event.at,
                .certain = told,
                .why = std::move(condition),
                .credential = std::move(held)});
  }

  Door& add(Door door) {
    doors_.push_back(std::move(door));
    return doors_.back();
  }

  const History& history_;
  const Incident& incident_;
  const std::vector<Event>& events_;
  std::vector<Door> doors_;
};

}  // namespace

std::optional<ServiceKeyDeletion> deletion_of_service_key(const Event& made) {
  for (const ServiceKey& kind : kServiceKeys) {
    std::string id = parameter_text(made, kind.id);
    if (makes(kind, made) && !id.empty()) {
      return ServiceKeyDeletion{
          .word = kind.word, .call = kind.deletes, .parameter = kind.id, .id = std::move(id)};
    }
  }
  return std::nullopt;
}

std::vector<Door> unlisted_of(const History& history) { return Unlisted(history).run(); }

}  // namespace cordon::incident
