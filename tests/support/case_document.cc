#include "tests/support/case_document.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

#include "grammar/date_time.h"

namespace cordon::support {
namespace {

// Takes the value of an expected; the error becomes the test's failure.
template <class T>
T take(std::expected<T, std::string> result) {
  if (!result) throw std::runtime_error(result.error());
  return *std::move(result);
}

std::string text_of(JsonValue object, std::string_view name) {
  const auto value = object.find(name);
  return value && !value->is(JsonKind::kNull) ? std::string(value->text()) : std::string();
}

std::optional<Instant> time_of(JsonValue object, std::string_view name) {
  const std::string text = text_of(object, name);
  return text.empty() ? std::nullopt : std::optional(take(parse_time(text)));
}

std::optional<Credential> read_credential(JsonValue request, const Caller& caller) {
  const auto object = request.find("credential");
  if (!object) return default_credential(caller);
  const auto kind = credential_kind_from(text_of(*object, "kind"));
  if (!kind) throw std::runtime_error("no such credential kind: " + text_of(*object, "kind"));
  if (const std::string wrong = mismatch(*kind, caller); !wrong.empty()) {
    throw std::runtime_error(wrong);
  }
  Credential credential{.kind = *kind};
  if (const auto issued = time_of(*object, "issuedAt")) credential.issued = issue_time(*issued);
  credential.expires = time_of(*object, "expiresAt");
  credential.mfa_at = time_of(*object, "mfaAt");
  const std::string identity = text_of(*object, "sourceIdentity");
  if (!identity.empty()) credential.source_identity = identity;
  return credential;
}

Request read_request(JsonValue object) {
  Caller caller = take(parse_principal(text_of(object, "principal")));
  const auto credential = read_credential(object, caller);
  Request request(std::move(caller), credential, text_of(object, "action"),
                  text_of(object, "resource"));
  request.at = time_of(object, "at");
  request.told_resource_account = text_of(object, "resourceAccount");
  const auto complete = object.find("contextComplete");
  request.context_complete = complete && complete->is_true();
  if (const auto context = object.find("context")) {
    for (const auto [key, value] : context->members()) {
      request.context.set(context_entry(key.text(), value));
    }
  }
  return request;
}

PolicyPtr compile_value(JsonValue value, PolicyType type) {
  return policy(source_text(value), type);
}

std::vector<PolicyPtr> list_of(JsonValue value, PolicyType type) {
  std::vector<PolicyPtr> list;
  for (const JsonValue element : value.elements()) list.push_back(compile_value(element, type));
  return list;
}

std::vector<std::vector<PolicyPtr>> levels_of(JsonValue value, PolicyType type) {
  std::vector<std::vector<PolicyPtr>> levels;
  for (const JsonValue level : value.elements()) levels.push_back(list_of(level, type));
  return levels;
}

// As the program does: what roles are assumed by is their trust policy.
PolicyType resource_type(const Request& request) {
  const bool trust = request.service() == "sts" && resource_policy_must_allow(request);
  return trust ? PolicyType::kTrust : PolicyType::kResource;
}

ApplicablePolicies read_policies(JsonValue object, PolicyType resource) {
  ApplicablePolicies policies;
  for (const auto [key, value] : object.members()) {
    const std::string_view name = key.text();
    if (name == "identity") {
      policies.identity = list_of(value, PolicyType::kIdentity);
    } else if (name == "resource") {
      policies.resource = compile_value(value, resource);
    } else if (name == "boundary") {
      policies.boundary = list_of(value, PolicyType::kBoundary);
    } else if (name == "session") {
      policies.session = list_of(value, PolicyType::kSession);
    } else if (name == "scps") {
      policies.scps = levels_of(value, PolicyType::kScp);
    } else if (name == "rcps") {
      policies.rcps = levels_of(value, PolicyType::kRcp);
    } else if (name == "endpoint") {
      policies.endpoint = list_of(value, PolicyType::kEndpoint);
    } else {
      throw std::runtime_error(fmt::format("no such member of policies: {}", name));
    }
  }
  return policies;
}

}  // namespace

ContextEntry context_entry(std::string_view key, JsonValue value) {
  ContextEntry entry{.key = ContextKey(key), .values = {}};
  if (value.is(JsonKind::kNull)) {
    entry.state = ContextEntry::State::kAbsent;
  } else if (value.is(JsonKind::kString) && value.text() == "NOT_TOLD") {
    entry.state = ContextEntry::State::kNotTold;
  } else if (value.is(JsonKind::kArray)) {
    entry.multivalued = true;
    for (const JsonValue element : value.elements()) entry.values.emplace_back(element.text());
  } else {
    entry.values.emplace_back(value.text());
  }
  return entry;
}

Case read_case(JsonValue document) {
  const auto request = document.find("request");
  if (!request) throw std::runtime_error("a case without a request");
  const auto policies = document.find("policies");
  Case one{.id = text_of(document, "id"),
           .request = read_request(*request),
           .policies = {},
           .expect = text_of(document, "expect")};
  if (policies) one.policies = read_policies(*policies, resource_type(one.request));
  return one;
}

Case read_case(std::string_view document) { return read_case(json(document).root()); }

std::string to_line(const Decision& decision) {
  if (decision.outcome == Outcome::kUndecided) {
    std::string can_be;
    for (const Outcome outcome :
         {Outcome::kAllowed, Outcome::kImplicitDeny, Outcome::kExplicitDeny}) {
      if (!decision.can_be(outcome)) continue;
      can_be += fmt::format("{}{}", can_be.empty() ? "" : " or ", to_string(outcome));
    }
    return "undecided: " + can_be;
  }
  std::string line = fmt::format("{} {}", to_string(decision.outcome), to_string(decision.reason));
  if (decision.level > 0) line += fmt::format(" at level {}", decision.level);
  return line;
}

std::string decide(const Case& one) { return to_line(evaluate(one.request, one.policies)); }

std::string decide(std::string_view document) {
  try {
    return decide(read_case(document));
  } catch (const std::runtime_error& error) {
    return fmt::format("unusable: {}", error.what());
  }
}

}  // namespace cordon::support
