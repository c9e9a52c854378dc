#include "engine/testing/incident_mutants.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

#include "engine/incident/world/json_text.h"
#include "engine/incident/world/snapshot.h"
#include "grammar/json_edit.h"

namespace cordon::testing {
namespace {

using incident::Event;
using incident::Incident;
using Home = AppliedPolicy::Home;

/// The parameters of API calls that are policies.
struct DocumentParameter {
  std::string_view name;
  PolicyType type;
};
constexpr std::array kDocuments{
    DocumentParameter{"PolicyDocument", PolicyType::kIdentity},
    DocumentParameter{"AssumeRolePolicyDocument", PolicyType::kTrust},
    DocumentParameter{"Policy", PolicyType::kResource},
    DocumentParameter{"ResourcePolicy", PolicyType::kResource},
    DocumentParameter{"Content", PolicyType::kScp},
    DocumentParameter{"Content", PolicyType::kRcp},
};

std::string text(const Event& event, std::string_view name) {
  const auto value = incident::parameter(event, name);
  return value ? std::string(value->text()) : std::string();
}

class Finder {
 public:
  explicit Finder(const Incident& incident) : incident_(incident) {}

  std::vector<AppliedPolicy> find() && {
    for (std::size_t i = 0; i < incident_.events.size(); ++i) {
      const Event& event = incident_.events[i];
      documents(event, i);
      const bool sets_boundary = event.call.contains("PermissionsBoundary");
      if (event.call.starts_with("iam:Attach")) managed(event, i, text(event, "PolicyArn"));
      if (sets_boundary) managed(event, i, text(event, "PermissionsBoundary"));
      if (event.call == "organizations:AttachPolicy") organization(i, text(event, "PolicyId"));
    }
    return std::move(found_);
  }

 private:
  void documents(const Event& event, std::size_t index) {
    for (const DocumentParameter& kind : kDocuments) {
      const auto value = incident::parameter(event, kind.name);
      if (!value) continue;
      PolicyPtr policy = incident::read_document(event.tree, *value, kind.type, event.call).policy;
      if (policy->unreadable) continue;
      found_.push_back({.policy = std::move(policy),
                        .home = Home::kParameter,
                        .event = index,
                        .value = value->index()});
      return;  // as an SCP or as an RCP
    }
  }

  void managed(const Event& event, std::size_t index, const std::string& arn) {
    const incident::Account* account = incident::find_account(incident_.snapshot, event.account);
    if (account == nullptr) return;
    const auto found = account->managed.find(arn);
    if (found == account->managed.end()) return;
    const auto version = found->second.versions.find(found->second.default_version);
    if (version == found->second.versions.end()) return;
    add({version->second, Home::kManaged, index, 0, account->id, arn});
  }

  void organization(std::size_t index, const std::string& id) {
    const auto& policies = incident_.snapshot.organization.policies;
    const auto found = policies.find(id);
    if (found != policies.end()) {
      add({found->second.policy, Home::kOrganization, index, 0, "", id});
    }
  }

  void add(AppliedPolicy applied) {
    const bool is_new = seen_.emplace(applied.account, applied.id).second;
    if (is_new && applied.policy && !applied.policy->unreadable) {
      found_.push_back(std::move(applied));
    }
  }

  const Incident& incident_;
  std::vector<AppliedPolicy> found_;
  std::set<std::pair<std::string, std::string>> seen_;
};

// The event with another document, which is a value of its parameters or a string that holds one.
void change_document(Event& event, const AppliedPolicy& applied, const Mutant& mutant) {
  const JsonValue value(*event.tree, applied.value);
  if (value.is(JsonKind::kObject)) {
    event.tree = changed(event.tree, mutant);
  } else {
    const JsonPtr document = changed(applied.policy->document.tree, mutant);
    const OtherText text{applied.value, incident::json_text(JsonValue(*document, 0))};
    event.tree = with_texts(event.tree, {&text, 1});
  }
  event.node = JsonValue(*event.tree, event.node.index());
  event.parameters = JsonValue(*event.tree, event.parameters.index());
}

}  // namespace

std::vector<AppliedPolicy> applied_policies(const Incident& incident) {
  return Finder(incident).find();
}

std::optional<Incident> with_mutant(const Incident& incident, const AppliedPolicy& applied,
                                    const Mutant& mutant) {
  PolicyPtr weakened = mutated(*applied.policy, mutant);
  if (!weakened) return std::nullopt;
  Incident copy = incident;
  switch (applied.home) {
    case Home::kParameter:
      change_document(copy.events[applied.event], applied, mutant);
      break;
    case Home::kManaged: {
      auto& policy = copy.snapshot.accounts.at(applied.account).managed.at(applied.id);
      policy.versions.at(policy.default_version) = std::move(weakened);
      break;
    }
    case Home::kOrganization:
      copy.snapshot.organization.policies.at(applied.id).policy = std::move(weakened);
      break;
  }
  return copy;
}

}  // namespace cordon::testing
