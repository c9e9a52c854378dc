#include "cli/case_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "engine/evaluate.h"
#include "grammar/arn.h"
#include "grammar/text.h"

namespace cordon {
namespace {

template <class Names>
std::string did_you_mean(std::string_view word, const Names& names) {
  if (const auto near = nearest(word, names)) return fmt::format("did you mean `{}`?", *near);
  return fmt::format("expected {}", fmt::join(names, ", "));
}

// --- The request --------------------------------------------------------------------------------

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

// --- The policies -------------------------------------------------------------------------------

// Where a policy stands among the others: the name of a document that has none.
struct PolicyPlace {
  std::string_view member;
  std::optional<std::size_t> level = std::nullopt;
  std::optional<std::size_t> index = std::nullopt;

  [[nodiscard]] std::string name() const {
    std::string text(member);
    if (level) text.append("[").append(std::to_string(*level)).append("]");
    if (index) text.append("[").append(std::to_string(*index)).append("]");
    return text;
  }
};

class PoliciesReader {
 public:
  PoliciesReader(const JsonPtr& tree, JsonValue value, PolicyStore& store, Diagnostics& diagnostics)
      : tree_(tree),
        store_(store),
        diagnostics_(diagnostics),
        object_(value, "`policies`", diagnostics, "policies.") {}

  ApplicablePolicies read(ResourcePolicyKind kind) {
    const bool trust = kind == ResourcePolicyKind::kTrust;
    ApplicablePolicies policies;
    policies.identity = list("identity", PolicyType::kIdentity);
    const auto resource = object_.member("resource");
    policies.resource_told = resource.has_value();
    if (resource) {
      policies.resource =
          policy(*resource, trust ? PolicyType::kTrust : PolicyType::kResource, {"resource"});
    }
    policies.boundary = list("boundary", PolicyType::kBoundary);
    policies.session = list("session", PolicyType::kSession);
    policies.scps = levels("scps", PolicyType::kScp);
    policies.rcps = levels("rcps", PolicyType::kRcp);
    auto endpoint = list("endpoint", PolicyType::kEndpoint);
    if (!endpoint.empty()) policies.endpoint = std::move(endpoint);
    object_.finish();
    return policies;
  }

 private:
  // Null when it can't be used, which is reported.
  PolicyPtr policy(JsonValue value, PolicyType type, PolicyPlace place) {
    if (!value.is(JsonKind::kObject)) {
      object_.report(value.span(),
                     fmt::format("`policies.{}`: a policy is an object, not {}", place.name(),
                                 describe(value.kind())),
                     R"(expected a policy document, `{"name": …, "document": {…}}` or )"
                     R"(`{"file": "…"}`)");
      return nullptr;
    }
    if (value.find("file")) return from_file(value, type);
    if (value.find("document") || value.find("name")) return named(value, type, place);
    return store_.document(tree_, value, type, place.name(), diagnostics_);
  }

  PolicyPtr from_file(JsonValue value, PolicyType type) {
    ObjectReader object(value, "a policy file", diagnostics_);
    const auto path = object.required_located_text("file");
    object.finish();
    if (!path) return nullptr;
    auto read = store_.file(path->value, type);
    if (read) return *std::move(read);
    object.report(path->span, std::move(read.error().message));
    return nullptr;
  }

  PolicyPtr named(JsonValue value, PolicyType type, PolicyPlace place) {
    ObjectReader object(value, "a named policy", diagnostics_);
    const auto name = object.located_text("name");
    const auto document = object.required("document");
    object.finish();
    if (!document) return nullptr;
    return store_.document(tree_, *document, type, name ? std::string(name->value) : place.name(),
                           diagnostics_);
  }

  std::vector<PolicyPtr> list(std::string_view name, PolicyType type) {
    const auto value = object_.member(name);
    return value ? list(*value, type, {name}) : std::vector<PolicyPtr>{};
  }

  // A single policy counts as a list of one.
  std::vector<PolicyPtr> list(JsonValue value, PolicyType type, PolicyPlace place) {
    std::vector<PolicyPtr> policies;
    const auto add = [&](JsonValue one) {
      place.index = policies.size();
      policies.push_back(policy(one, type, place));
    };
    if (!value.is(JsonKind::kArray)) {
      add(value);
      return policies;
    }
    policies.reserve(value.size());
    for (const JsonValue element : value.elements()) add(element);
    return policies;
  }

  std::vector<std::vector<PolicyPtr>> levels(std::string_view name, PolicyType type) {
    const auto value = object_.member(name);
    if (!value) return {};
    std::vector<std::vector<PolicyPtr>> levels;
    const auto add = [&](JsonValue level) {
      levels.push_back(list(level, type, {name, levels.size()}));
    };
    if (!value->is(JsonKind::kArray)) {
      add(*value);
      return levels;
    }
    levels.reserve(value->size());
    for (const JsonValue level : value->elements()) {
      if (!level.is(JsonKind::kArray) && value->size() > 1) report_flat(level, name);
      add(level);
    }
    return levels;
  }

  // Several policies without their levels: one level that has them all, or a level each, decide
  // differently.
  void report_flat(JsonValue level, std::string_view name) {
    object_.report(level.span(),
                   fmt::format("`policies.{}`: a level is an array of policies, not {}", name,
                               describe(level.kind())),
                   "`[[a, b]]` is one level with two policies, `[[a], [b]]` are two levels");
  }

  const JsonPtr& tree_;
  PolicyStore& store_;
  Diagnostics& diagnostics_;
  ObjectReader object_;
};

std::optional<Expectation> read_expectation(ObjectReader& object) {
  const auto text = object.located_text("expect");
  if (!text) return std::nullopt;
  const auto expectation = expectation_from(text->value);
  if (!expectation) {
    object.report(text->span, fmt::format("`expect`: unknown decision {}", backticked(text->value)),
                  did_you_mean(text->value, kExpectationNames));
  }
  return expectation;
}

}  // namespace

std::optional<Expectation> expectation_from(std::string_view name) {
  const auto* found = std::ranges::find(kExpectationNames, name);
  if (found == kExpectationNames.end()) return std::nullopt;
  return static_cast<Expectation>(found - kExpectationNames.begin());
}

bool meets(const Decision& decision, Expectation expectation) {
  switch (expectation) {
    case Expectation::kAllowed:
      return decision.outcome == Outcome::kAllowed;
    case Expectation::kImplicitDeny:
      return decision.outcome == Outcome::kImplicitDeny;
    case Expectation::kExplicitDeny:
      return decision.outcome == Outcome::kExplicitDeny;
    case Expectation::kUndecided:
      return decision.outcome == Outcome::kUndecided;
    case Expectation::kDenied:
      return !decision.can_be(Outcome::kAllowed) &&
             (decision.can_be(Outcome::kImplicitDeny) || decision.can_be(Outcome::kExplicitDeny));
  }
  return false;
}

std::optional<Request> read_request(JsonValue value, Diagnostics& diagnostics) {
  return RequestReader(value, diagnostics).read();
}

ResourcePolicyKind resource_policy_kind(const Request& request) {
  const bool trust = request.service() == "sts" && resource_policy_must_allow(request);
  return trust ? ResourcePolicyKind::kTrust : ResourcePolicyKind::kResource;
}

ApplicablePolicies read_policies(const JsonPtr& tree, JsonValue value, ResourcePolicyKind kind,
                                 PolicyStore& store, Diagnostics& diagnostics) {
  return PoliciesReader(tree, value, store, diagnostics).read(kind);
}

std::optional<Case> read_case(const JsonPtr& tree, ObjectReader& object, PolicyStore& store,
                              Diagnostics& diagnostics) {
  const std::size_t before = diagnostics.size();
  const auto stated = object.required("request");
  std::optional<Request> request = stated ? read_request(*stated, diagnostics) : std::nullopt;
  const auto kind = request ? resource_policy_kind(*request) : ResourcePolicyKind::kResource;
  ApplicablePolicies policies;
  policies.resource_told = false;
  if (const auto value = object.member("policies")) {
    policies = read_policies(tree, *value, kind, store, diagnostics);
  }
  const std::optional<Expectation> expect = read_expectation(object);
  if (diagnostics.size() > before || !request) return std::nullopt;
  return Case{*std::move(request), std::move(policies), expect};
}

}  // namespace cordon
