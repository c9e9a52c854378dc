// Resource policies in the envelopes in which the AWS CLI prints them (docs/incident-file.md).
#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

#include "engine/incident/world/snapshot.h"
#include "engine/incident/world/world.h"
#include "grammar/arn.h"
#include "grammar/object_reader.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kShapes =
    "expected a policy document, `{arn: …, policy: …}`, or what the AWS CLI prints: "
    "`{\"Policy\": \"…\"}`";
constexpr std::string_view kTellArn = "write `{arn: ARN, policy: …}`";

struct Envelope {
  std::optional<JsonValue> document;
  std::optional<JsonValue> arn;
};

std::optional<JsonValue> first_of(JsonValue object, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (auto value = object.find(name)) return value;
  }
  return std::nullopt;
}

Envelope open_envelope(JsonValue root) {
  if (root.find("Statement")) return {root, std::nullopt};
  Envelope envelope{first_of(root, {"policy", "Policy", "ResourcePolicy"}),
                    first_of(root, {"arn", "ARN", "Arn"})};
  const auto attributes = root.find("Attributes");
  if (envelope.document || !attributes) return envelope;
  envelope.document = attributes->find("Policy");
  if (!envelope.arn) envelope.arn = first_of(*attributes, {"QueueArn", "TopicArn"});
  return envelope;
}

// What the concrete entries of the statements' Resource elements say.
struct Spoken {
  bool of_something = false;
  std::string owner;  // empty: of several resources, or of a pattern
};

Spoken spoken_of(const CompiledPolicy& policy) {
  Spoken spoken;
  for (const CompiledStatement& statement : policy.statements) {
    if (statement.resources.negated()) continue;
    for (const ResourceEntry& entry : statement.resources.entries()) {
      if (entry.everything) continue;
      const std::string_view owner = policy_owner(entry.text);
      const bool one = owner.find_first_of("*?$") == std::string_view::npos &&
                       (!spoken.of_something || spoken.owner == owner);
      spoken = {true, one ? std::string(owner) : std::string()};
      if (!one) return spoken;
    }
  }
  return spoken;
}

class ResourcePolicyReader {
 public:
  ResourcePolicyReader(const JsonPtr& tree, JsonValue root) : tree_(tree), root_(root) {}

  ResourcePolicyResult read() {
    const Envelope envelope = open_envelope(root_);
    if (!envelope.document) {
      report(root_, "this holds no resource policy", std::string(kShapes));
      return std::move(result_);
    }
    if (root_.find("policy")) check_members();
    ResourcePolicy resource;
    if (envelope.arn) resource.arn = arn_text(*envelope.arn);
    resource.policy = stored(*envelope.document, resource.arn);
    if (!envelope.arn) find_owner(*resource.policy.policy, resource.arn);
    result_.resource = std::move(resource);
    return std::move(result_);
  }

 private:
  void report(JsonValue at, std::string message, std::string help) {
    result_.diagnostics.push_back(
        {Severity::kError, at.source(), at.span(), std::move(message), std::move(help)});
  }

  // Our own shape; what AWS prints may grow members.
  void check_members() {
    ObjectReader object(root_, "a resource policy", result_.diagnostics);
    for (const std::string_view known : {"arn", "policy"}) (void)object.member(known);
    object.finish();
  }

  std::string arn_text(JsonValue value) {
    if (value.is(JsonKind::kString) && split_arn(value.text())) return std::string(value.text());
    report(value, "this has to be the ARN of the resource that has the policy", "");
    return {};
  }

  StoredPolicy stored(JsonValue document, const std::string& arn) {
    std::string name = arn.empty() ? fmt::format("resource policy {}", tree_->source()->name())
                                   : fmt::format("resource policy of {}", arn);
    DocumentResult read = read_document(tree_, document, PolicyType::kResource, name);
    for (Diagnostic& diagnostic : read.diagnostics) {
      result_.diagnostics.push_back(std::move(diagnostic));
    }
    return {.name = std::move(name), .policy = std::move(read.policy)};
  }

  void find_owner(const CompiledPolicy& policy, std::string& arn) {
    Spoken spoken = spoken_of(policy);
    arn = std::move(spoken.owner);
    if (spoken.of_something || policy.unreadable) return;
    report(root_, "nothing tells which resource has this policy", std::string(kTellArn));
  }

  const JsonPtr& tree_;
  JsonValue root_;
  ResourcePolicyResult result_;
};

}  // namespace

ResourcePolicyResult read_resource_policy(const JsonPtr& tree, JsonValue root) {
  return ResourcePolicyReader(tree, root).read();
}

}  // namespace cordon::incident
