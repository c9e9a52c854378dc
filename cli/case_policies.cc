// The value of `policies` in a case document.

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

#include "cli/case_reader.h"
#include "engine/evaluate.h"

namespace cordon {
namespace {

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

}  // namespace

ResourcePolicyKind resource_policy_kind(const Request& request) {
  const bool trust = request.service() == "sts" && resource_policy_must_allow(request);
  return trust ? ResourcePolicyKind::kTrust : ResourcePolicyKind::kResource;
}

ApplicablePolicies read_policies(const JsonPtr& tree, JsonValue value, ResourcePolicyKind kind,
                                 PolicyStore& store, Diagnostics& diagnostics) {
  return PoliciesReader(tree, value, store, diagnostics).read(kind);
}

}  // namespace cordon
