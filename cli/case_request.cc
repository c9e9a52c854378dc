// The value of `request` in a case document.

#include <fmt/format.h>

#include <string>
#include <utility>

#include "cli/case_reader.h"
#include "cli/did_you_mean.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon {
namespace {

// AWS has some hundred keys in all; each is compared with those before it.
constexpr std::size_t kMostContextKeys = 1000;

// Empty when the text is `service:name`.
std::string_view action_problem(std::string_view action) {
  const std::size_t colon = action.find(':');
  const bool has_two_parts = colon != std::string_view::npos && colon > 0 &&
                             colon + 1 < action.size() &&
                             action.find(':', colon + 1) == std::string_view::npos;
  if (action.find_first_of("*?") != std::string_view::npos) {
    return "a request names one action, without wildcards";
  }
  if (!has_two_parts || action.find_first_of(" \t\r\n") != std::string_view::npos) {
    return "expected `service:name`, such as `s3:GetObject`";
  }
  return {};
}

class RequestReader {
 public:
  RequestReader(JsonValue value, Diagnostics& diagnostics)
      : diagnostics_(diagnostics),
        before_(diagnostics.size()),
        object_(value, "a request", diagnostics) {}

  std::optional<Request> read() {
    std::optional<Caller> caller = read_principal();
    const std::optional<std::string_view> action = read_action();
    const std::optional<std::string_view> resource = read_resource();
    std::optional<Credential> credential = read_credential(caller);
    const std::string_view account = read_account();
    const std::optional<Instant> at = object_.time("at");
    const bool complete = object_.boolean("contextComplete").value_or(false);
    RequestContext context = read_context();
    object_.finish();
    if (diagnostics_.size() > before_) return std::nullopt;
    Request request(*std::move(caller), std::move(credential), *action, std::string(*resource));
    request.at = at;
    request.told_resource_account = account;
    request.context = std::move(context);
    request.context_complete = complete;
    return request;
  }

 private:
  std::optional<Caller> read_principal() {
    const auto text = object_.required_located_text("principal");
    if (!text) return std::nullopt;
    auto caller = parse_principal(text->value);
    if (caller) return *std::move(caller);
    object_.report(text->span, std::move(caller.error()));
    return std::nullopt;
  }

  std::optional<std::string_view> read_action() {
    const auto text = object_.required_located_text("action");
    if (!text) return std::nullopt;
    const std::string_view problem = action_problem(text->value);
    if (problem.empty()) return text->value;
    object_.report(text->span, fmt::format("action {}: {}", backticked(text->value), problem));
    return std::nullopt;
  }

  std::optional<std::string_view> read_resource() {
    const auto text = object_.required_located_text("resource");
    if (!text) return std::nullopt;
    if (text->value == "*" || split_arn(text->value)) return text->value;
    object_.report(text->span,
                   fmt::format("resource {}: expected an ARN with its six fields, or `*` for an "
                               "action that takes no resource",
                               backticked(text->value)));
    return std::nullopt;
  }

  std::string_view read_account() {
    const auto text = object_.located_text("resourceAccount");
    if (!text) return {};
    if (is_account_id(text->value)) return text->value;
    object_.report(text->span, fmt::format("`resourceAccount`: an account id is 12 digits, not {}",
                                           backticked(text->value)));
    return {};
  }

  RequestContext read_context() {
    RequestContext context;
    const auto value = object_.member("context");
    if (!value) return context;
    if (!value->is(JsonKind::kObject)) {
      object_.report(value->span(),
                     fmt::format("`context` has to be an object, not {}", describe(value->kind())));
    }
    if (value->size() > kMostContextKeys) {
      object_.report(value->span(), fmt::format("`context` has {} keys, the limit is {}",
                                                value->size(), kMostContextKeys));
      return context;
    }
    context.reserve(value->size());
    for (const auto [key, stated] : value->members()) {
      ContextEntry entry = read_entry(key, stated);
      if (context.find(entry.key) != nullptr) {
        object_.report(key.span(), fmt::format("context key {} is given twice; letter case does "
                                               "not count",
                                               backticked(key.text())));
      }
      context.set(std::move(entry));
    }
    return context;
  }

  ContextEntry read_entry(JsonValue key, JsonValue stated) {
    ContextEntry entry{.key = ContextKey(key.text()), .values = {}};
    if (key.text().empty()) object_.report(key.span(), "a context key needs a name");
    if (stated.is(JsonKind::kNull)) {
      entry.state = ContextEntry::State::kAbsent;
    } else if (stated.is(JsonKind::kArray)) {
      entry.multivalued = true;
      entry.values.reserve(stated.size());
      for (const JsonValue element : stated.elements()) add_value(entry, element);
    } else {
      add_value(entry, stated);
    }
    return entry;
  }

  void add_value(ContextEntry& entry, JsonValue value) {
    const JsonKind kind = value.kind();
    if (kind == JsonKind::kString || kind == JsonKind::kNumber || kind == JsonKind::kBool) {
      entry.values.emplace_back(value.text());
      return;
    }
    object_.report(value.span(),
                   fmt::format("context key {}: expected a string, a number, a boolean or an array "
                               "of them, not {}",
                               backticked(entry.key.name), describe(kind)));
  }

  std::optional<Credential> read_credential(std::optional<Caller>& caller) {
    const auto value = object_.member("credential");
    if (!value) return caller ? default_credential(*caller) : std::nullopt;
    ObjectReader object(*value, "a credential", diagnostics_, "credential.");
    const auto kind = read_kind(object, caller);
    Credential credential;
    if (kind) credential.kind = *kind;
    if (const auto issued = object.time("issuedAt")) credential.issued = issue_time(*issued);
    credential.expires = object.time("expiresAt");
    credential.mfa_at = object.time("mfaAt");
    credential.source_identity = object.text("sourceIdentity");
    read_issuer(object, caller);
    object.finish();
    if (credential.issued && credential.expires &&
        *credential.expires <= credential.issued->earliest) {
      object.report(value->span(), "`credential.expiresAt` is not after `credential.issuedAt`");
    }
    return credential;
  }

  static std::optional<CredentialKind> read_kind(ObjectReader& object,
                                                 const std::optional<Caller>& caller) {
    const auto text = object.required_located_text("kind");
    if (!text) return std::nullopt;
    const auto kind = credential_kind_from(text->value);
    if (!kind) {
      object.report(text->span, fmt::format("unknown credential kind {}", backticked(text->value)),
                    did_you_mean(text->value, kCredentialKindNames));
    } else if (caller) {
      std::string wrong = mismatch(*kind, *caller);
      if (!wrong.empty()) object.report(text->span, std::move(wrong));
    }
    return kind;
  }

  // Beside cli.md: the user who called GetFederationToken, whom resource policies may name.
  static void read_issuer(ObjectReader& object, std::optional<Caller>& caller) {
    const auto text = object.located_text("issuer");
    if (!text || !caller) return;
    const auto issuer = parse_principal(text->value);
    const bool is_user = issuer && issuer->kind == CallerKind::kUser;
    if (caller->kind != CallerKind::kFederatedUser) {
      object.report(text->span, "`credential.issuer` is for federated users only");
    } else if (!is_user || issuer->account != caller->account) {
      object.report(text->span,
                    fmt::format("`credential.issuer`: expected the ARN of an IAM user of account "
                                "{}, not {}",
                                caller->account, backticked(text->value)));
    } else {
      caller->issuer_arn = text->value;
    }
  }

  Diagnostics& diagnostics_;
  std::size_t before_;  // problems that were there already
  ObjectReader object_;
};

}  // namespace

std::optional<Request> read_request(JsonValue value, Diagnostics& diagnostics) {
  return RequestReader(value, diagnostics).read();
}

}  // namespace cordon
