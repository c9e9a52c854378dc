#include "engine/incident/credential_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>
#include <unordered_map>
#include <utility>

#include "engine/incident/credential_members.h"
#include "grammar/arn.h"
#include "grammar/object_reader.h"
#include "grammar/text.h"
#include "grammar/yaml.h"

namespace cordon::incident {
namespace {

std::optional<CredentialKind> read_kind(ObjectReader& object) {
  const auto name = object.required_text("kind");
  if (!name) return std::nullopt;
  const auto kind = credential_kind_from(*name);
  if (kind) return kind;
  const auto meant = nearest(*name, kCredentialKindNames);
  object.report(object.value().find("kind")->span(),
                fmt::format("unknown credential kind `{}`: expected one of {}", *name,
                            fmt::join(kCredentialKindNames, ", ")),
                meant ? fmt::format("did you mean `{}`?", *meant) : "");
  return std::nullopt;
}

PolicyPtr attached_policy(const Incident& incident, std::string_view arn) {
  for (const auto& [id, account] : incident.snapshot.accounts) {
    if (account.managed.contains(arn)) return managed_policy(account, arn);
  }
  return unreadable_policy(PolicyType::kSession, std::string(arn));
}

// `sessionPolicies`: documents, files, or ARNs of managed policies.
std::vector<PolicyPtr> read_session_policies(const JsonPtr& tree, ObjectReader& object,
                                             const std::string& id, Files& files,
                                             const Incident& incident) {
  std::vector<PolicyPtr> policies;
  for (const JsonValue value : object.list("sessionPolicies")) {
    if (value.is(JsonKind::kString) && value.text().starts_with("arn:")) {
      policies.push_back(attached_policy(incident, value.text()));
      continue;
    }
    std::string name = fmt::format("session policy of {}", id);
    const auto loaded = files.follow(tree, value);
    if (!loaded) {
      policies.push_back(unreadable_policy(PolicyType::kSession, std::move(name)));
      continue;
    }
    DocumentResult read =
        read_document(loaded->tree, loaded->root, PolicyType::kSession, std::move(name));
    files.take(std::move(read.diagnostics));
    policies.push_back(std::move(read.policy));
  }
  return policies;
}

// What `aws sts …` printed may be pasted as it is. Its secrets are neither kept nor looked at.
void read_sts_output(ObjectReader& object, HeldCredential& credential, Diagnostics& diagnostics) {
  for (const std::string_view name : {"secretAccessKey", "sessionToken"}) object.member(name);
  const auto output = object.member("Credentials");
  if (!output) return;
  ObjectReader reader(*output, "`Credentials`", diagnostics);
  for (const std::string_view name : {"SecretAccessKey", "SessionToken"}) reader.member(name);
  if (const auto key = reader.text("AccessKeyId")) credential.access_key_id = *key;
  if (const auto expiration = reader.time("Expiration")) credential.expires = expiration;
  reader.finish();
}

void check_password(ObjectReader& object, const HeldCredential& credential) {
  if (!credential.password_set_at || is_password(credential)) return;
  object.report(object.value().find("setAt")->span(),
                credential.issued
                    ? "`setAt` tells when a password was set: with `issuedAt` this is a session"
                    : "`setAt` is for credentials of kind `console-password` only",
                "drop one of them");
}

// The name of a credential; `*` means each of them elsewhere.
std::optional<std::string> read_id(ObjectReader& object) {
  auto id = object.required_text("id");
  if (!id || (!id->empty() && *id != "*")) return id;
  object.report(object.value().find("id")->span(),
                id->empty() ? "`id` is empty: a credential needs a name"
                            : "`id` can't be `*`, which means each credential");
  return std::nullopt;
}

/// Completes credentials whose parents are known.
class Completion {
 public:
  Completion(Incident& incident, Diagnostics& diagnostics)
      : incident_(incident), diagnostics_(diagnostics) {}

  void run() {
    index();
    for (HeldCredential& credential : incident_.credentials) check_parent(credential);
    break_cycles();
    inherit();
    std::erase_if(incident_.credentials,
                  [&](const HeldCredential& credential) { return !check_principal(credential); });
    index();
    for (HeldCredential& credential : incident_.credentials) {
      bound_expiry(credential);
      register_key(credential);
    }
  }

 private:
  void report(const HeldCredential& credential, std::string message, std::string help = {}) {
    diagnostics_.push_back({Severity::kError, credential.source, credential.span,
                            std::move(message), std::move(help)});
  }

  // Ids are unique: the incident's reader saw to that.
  void index() {
    by_id_.clear();
    for (HeldCredential& credential : incident_.credentials) {
      by_id_.emplace(credential.id, &credential);
    }
  }

  HeldCredential* find(std::string_view id) {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }

  void check_parent(HeldCredential& credential) {
    if (credential.parent.empty() || find(credential.parent) != nullptr) return;
    report(credential, fmt::format("the parent `{}` of `{}` is not in this file", credential.parent,
                                   credential.id));
    credential.parent.clear();
  }

  enum class Walk : std::uint8_t { kUnseen, kOnPath, kDone };

  Walk& walk_of(const HeldCredential& credential) {
    return walks_[static_cast<std::size_t>(&credential - incident_.credentials.data())];
  }

  // From a credential up, as far as nobody has been; `Walk::kOnPath` until the path is done with.
  std::vector<HeldCredential*> path_from(HeldCredential& first) {
    std::vector<HeldCredential*> path;
    for (HeldCredential* node = &first; node != nullptr && walk_of(*node) == Walk::kUnseen;
         node = find(node->parent)) {
      walk_of(*node) = Walk::kOnPath;
      path.push_back(node);
    }
    return path;
  }

  void end(const std::vector<HeldCredential*>& path) {
    for (const HeldCredential* node : path) walk_of(*node) = Walk::kDone;
  }

  // Parents form a tree: one that leads back is reported and dropped.
  void break_cycles() {
    walks_.assign(incident_.credentials.size(), Walk::kUnseen);
    for (HeldCredential& first : incident_.credentials) {
      const auto path = path_from(first);
      if (path.empty()) continue;
      const HeldCredential* back = find(path.back()->parent);
      if (back != nullptr && walk_of(*back) == Walk::kOnPath) {
        const auto cycle = std::ranges::find(path, back);
        HeldCredential& own_ancestor = **std::min_element(cycle, path.end());  // first in the file
        report(own_ancestor, fmt::format("`{}` is its own ancestor", own_ancestor.id));
        own_ancestor.parent.clear();
      }
      end(path);
    }
  }

  // Parents before what was minted from them.
  void inherit() {
    walks_.assign(incident_.credentials.size(), Walk::kUnseen);
    for (HeldCredential& first : incident_.credentials) {
      const auto path = path_from(first);
      for (HeldCredential* node : std::views::reverse(path)) inherit(*node);
      end(path);
    }
  }

  // A session token is its user's, a federation token belongs to a user too.
  void inherit(HeldCredential& credential) {
    const HeldCredential* parent = find(credential.parent);
    if (parent == nullptr || !credential.principal.empty()) return;
    if (credential.kind == CredentialKind::kGetSessionToken) {
      credential.principal = parent->principal;
    }
    if (credential.kind == CredentialKind::kGetFederationToken &&
        !credential.session_name.empty()) {
      const auto arn = split_arn(parent->principal);
      if (!arn) return;
      credential.principal = fmt::format("arn:{}:sts::{}:federated-user/{}", arn->partition,
                                         arn->account, credential.session_name);
    }
  }

  bool check_principal(const HeldCredential& credential) {
    if (credential.principal.empty()) {
      report(credential, fmt::format("credential `{}` needs `principal`", credential.id),
             "give the ARN of its user, role, session or federated user");
      return false;
    }
    const auto caller = parse_principal(credential.principal);
    if (!caller) {
      report(credential, caller.error());
      return false;
    }
    if (std::string wrong = mismatch(credential.kind, *caller); !wrong.empty()) {
      report(credential, std::move(wrong));
      return false;
    }
    report_absent_principal(credential, *caller);
    return true;
  }

  // The verdict of such a credential is unknown; the reader has to hear why.
  void report_absent_principal(const HeldCredential& credential, const Caller& caller) {
    const auto account = incident_.snapshot.accounts.find(caller.account);
    if (account == incident_.snapshot.accounts.end()) return;
    const bool user = caller.kind == CallerKind::kUser;
    if (!user && caller.kind != CallerKind::kRoleSession) return;
    const bool there = user ? find_user(account->second, caller.name) != nullptr
                            : find_role(account->second, caller.name) != nullptr;
    if (there || is_created_later(caller, user)) return;
    report(credential,
           fmt::format("{} `{}` of credential `{}` is not in the snapshot of account {}",
                       user ? "user" : "role", caller.name, credential.id, caller.account),
           "its verdict is unknown: take a snapshot that has it, or mend the ARN");
  }

  [[nodiscard]] bool is_created_later(const Caller& caller, bool user) const {
    return std::ranges::any_of(incident_.events, [&](const Event& event) {
      if (event.call != (user ? "iam:CreateUser" : "iam:CreateRole")) return false;
      const auto name = parameter(event, user ? "UserName" : "RoleName");
      return name && name->text() == caller.name;
    });
  }

  void bound_expiry(HeldCredential& credential) {
    if (!is_temporary(credential.kind) || credential.expires || credential.renews) return;
    if (!credential.issued) return;
    credential.expires = Instant{credential.issued->ms + longest(credential)};
    credential.expiry_is_a_bound = true;
  }

  [[nodiscard]] std::int64_t longest(const HeldCredential& credential) {
    const HeldCredential* parent = find(credential.parent);
    return longest_life(credential.kind, credential.principal.ends_with(":root"),
                        parent != nullptr && is_role_session(parent->kind));
  }

  [[nodiscard]] bool is_made_later(std::string_view key_id) const {
    return std::ranges::any_of(incident_.events, [&](const Event& event) {
      if (event.call != "iam:CreateAccessKey") return false;
      const auto made = parameter(event, "AccessKeyId");
      return made && made->text() == key_id;
    });
  }

  // Snapshots do not list access keys; one that the attacker holds was active when it leaked.
  void register_key(const HeldCredential& credential) {
    if (credential.kind != CredentialKind::kAccessKey || credential.access_key_id.empty()) return;
    const auto caller = parse_principal(credential.principal);
    const auto account = incident_.snapshot.accounts.find(caller->account);
    if (account == incident_.snapshot.accounts.end()) return;
    const auto user = account->second.users.find(caller->name);
    if (user == account->second.users.end()) return;
    if (is_made_later(credential.access_key_id)) return;
    const bool listed = std::ranges::find(user->second.keys, credential.access_key_id,
                                          &AccessKey::id) != user->second.keys.end();
    if (!listed) user->second.keys.push_back({.id = credential.access_key_id});
  }

  Incident& incident_;
  Diagnostics& diagnostics_;
  std::unordered_map<std::string_view, HeldCredential*> by_id_;
  std::vector<Walk> walks_;  // by place in the incident
};

// Machines and functions get fresh credentials as long as they run.
bool hands_out_anew(CredentialKind kind) {
  return kind == CredentialKind::kInstanceProfile || kind == CredentialKind::kService;
}

void warn_of_renewal(const HeldCredential& credential, Diagnostics& diagnostics) {
  Diagnostic warning{.severity = Severity::kWarning};
  warning.message = fmt::format(
      "credential `{}` is taken for one token that ends; whether what has it gets a fresh one was "
      "not told, and is followed as unknown",
      credential.id);
  warning.source = credential.source;
  warning.span = credential.span;
  warning.help = "say `renews: true`, or `renews: false` when its machine or function is gone";
  diagnostics.push_back(std::move(warning));
}

// AWS ends neither by itself.
void check_lasts(ObjectReader& object, HeldCredential& credential) {
  const bool lasts = credential.kind == CredentialKind::kAccessKey || is_password(credential);
  if (!lasts || !credential.expires) return;
  const auto written = object.value().find("expiresAt");
  const auto duration = object.value().find("duration");
  object.report(
      (written    ? *written
       : duration ? *duration
                  : object.value())
          .span(),
      fmt::format("a credential of kind `{}` does not expire", to_string(credential.kind)),
      "drop it; what ends the credential is an event");
  credential.expires.reset();
}

}  // namespace

std::optional<SourcePtr> Files::load_named(JsonValue value) {
  auto source = load(value.text());
  if (!source) {
    result.diagnostics.push_back(
        {Severity::kError, value.source(), value.span(), std::move(source.error().message), ""});
    return std::nullopt;
  }
  result.inputs.push_back({*source});
  return *std::move(source);
}

std::optional<Loaded> Files::follow(const JsonPtr& tree, JsonValue value) {
  if (!value.is(JsonKind::kString)) return Loaded{tree, value};
  const auto source = load_named(value);
  if (!source) return std::nullopt;
  JsonResult read = read_json_or_yaml(*source);
  take(std::move(read.diagnostics));
  const auto root = read.root();
  return root ? std::optional(Loaded{std::move(read.tree), *root}) : std::nullopt;
}

void Files::take(Diagnostics diagnostics) {
  for (Diagnostic& diagnostic : diagnostics) result.diagnostics.push_back(std::move(diagnostic));
}

std::optional<HeldCredential> read_credential(const JsonPtr& tree, JsonValue value, Files& files,
                                              const Incident& incident) {
  ObjectReader object(value, "a credential", files.result.diagnostics);
  HeldCredential credential;
  credential.source = value.source();
  credential.span = value.span();
  const auto id = read_id(object);
  const auto kind = read_kind(object);
  credential.id = id.value_or("");
  credential.principal = object.text("principal").value_or("");
  credential.session_name = object.text("sessionName").value_or("");
  if (const auto name = object.text("name")) credential.session_name = *name;
  credential.parent = object.text("parent").value_or("");
  read_sts_output(object, credential, files.result.diagnostics);
  if (const auto key = object.text("accessKeyId")) credential.access_key_id = *key;
  read_times(object, credential);
  credential.source_identity = object.text("sourceIdentity");
  credential.session_policies = read_session_policies(tree, object, credential.id, files, incident);
  credential.session_tags = read_session_tags(object, files.result.diagnostics);
  const auto renews = object.boolean("renews");
  credential.renews = renews.value_or(false);
  object.finish();
  if (!id || !kind) return std::nullopt;
  credential.kind = *kind;
  credential.renewal_told = renews.has_value() || !hands_out_anew(*kind);
  if (!credential.renewal_told) warn_of_renewal(credential, files.result.diagnostics);
  check_lasts(object, credential);
  check_password(object, credential);
  return credential;
}

void complete_credentials(Incident& incident, Diagnostics& diagnostics) {
  Completion(incident, diagnostics).run();
}

}  // namespace cordon::incident
