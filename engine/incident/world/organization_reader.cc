#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <set>
#include <utility>

#include "engine/incident/world/organization.h"
#include "engine/incident/world/snapshot.h"
#include "grammar/arn.h"
#include "grammar/object_reader.h"
#include "grammar/text.h"

namespace cordon::incident {
namespace {

constexpr std::string_view kFullAccess =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})";
constexpr std::string_view kRcpFullAccess =
    R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]})";

// What AWS manages and attaches by itself (semantics.md 4.1).
OrganizationPolicy full_access(std::string_view id, PolicyType type, std::string_view document) {
  const JsonResult read =
      read_json(std::make_shared<Source>(std::string(id), std::string(document)));
  CompileResult compiled =
      compile_policy(read.tree, *read.root(), type, organization_policy_name(id, type));
  return {.id = std::string(id), .policy = std::move(compiled.policy), .type = type};
}

std::array<OrganizationPolicy, 2> full_access_policies() {
  return {full_access(kFullAccessId, PolicyType::kScp, kFullAccess),
          full_access(kRcpFullAccessId, PolicyType::kRcp, kRcpFullAccess)};
}

bool is_target_id(std::string_view id) {
  return is_root_id(id) || id.starts_with("ou-") || is_account_id(id);
}

// A policy as the file gives it: what stands for its type, and its document.
struct Written {
  std::optional<JsonValue> type;
  std::optional<JsonValue> document;
};

// `{"Policy": {"PolicySummary": {"Type": …}, "Content": "…"}}`, as `describe-policy` prints it.
Written open_description(JsonValue policy) {
  const auto summary = policy.find("PolicySummary");
  return {summary ? summary->find("Type") : std::nullopt, policy.find("Content")};
}

class OrganizationReader {
 public:
  explicit OrganizationReader(const JsonPtr& tree) : tree_(tree) {}

  OrganizationResult read(JsonValue root) {
    ObjectReader object(root, "an organization", diagnostics());
    read_management_account(object);
    for (const auto& [id, value] : entries(object, "policies")) read_policy(id, value);
    add_full_access();
    const Entries targets = entries(object, "targets");
    for (const auto& [id, value] : targets) read_target(id, value);
    object.finish();
    check_targets(targets);
    return std::move(result_);
  }

 private:
  using Entries = std::vector<std::pair<std::string, JsonValue>>;

  Organization& organization() { return result_.organization; }
  Diagnostics& diagnostics() { return result_.diagnostics; }

  void report(JsonValue at, std::string message, std::string help = {}) {
    diagnostics().push_back(
        {Severity::kError, at.source(), at.span(), std::move(message), std::move(help)});
  }

  void read_management_account(ObjectReader& object) {
    auto id = object.text("managementAccount");
    if (!id) return;
    if (is_account_id(*id)) {
      organization().management_account = std::move(*id);
    } else {
      report(*object.member("managementAccount"), "`managementAccount` has to be 12 digits");
    }
  }

  // The members of a map of ids, the first of each id.
  Entries entries(ObjectReader& object, std::string_view name) {
    Entries entries;
    const auto map = object.member(name);
    if (!map) return entries;
    if (!map->is(JsonKind::kObject)) {
      report(*map, fmt::format("`{}` has to be an object, not {}", name, describe(map->kind())));
    }
    std::set<std::string_view> seen;
    for (const auto [key, value] : map->members()) {
      if (seen.insert(key.text()).second) {
        entries.emplace_back(key.text(), value);
      } else {
        report(key, fmt::format("{} is given twice in `{}`", backticked(key.text()), name));
      }
    }
    return entries;
  }

  Written open_policy(JsonValue value) {
    if (const auto described = value.find("Policy")) return open_description(*described);
    ObjectReader object(value, "an organization policy", diagnostics());
    Written written{object.member("type"), object.required("document")};
    object.finish();
    const auto described = written.document ? written.document->find("Policy") : std::nullopt;
    if (!described) return written;
    const Written inside = open_description(*described);
    return {written.type ? written.type : inside.type, inside.document};
  }

  void read_policy(const std::string& id, JsonValue value) {
    const bool is_object = value.is(JsonKind::kObject);
    const Written written = open_policy(value);
    const PolicyType type = is_object ? policy_type(value, written.type) : PolicyType::kScp;
    OrganizationPolicy policy{.id = id, .policy = nullptr, .type = type};
    std::string name = organization_policy_name(id, type);
    if (written.document) {
      DocumentResult read = read_document(tree_, *written.document, type, std::move(name));
      policy.policy = std::move(read.policy);
      for (Diagnostic& diagnostic : read.diagnostics) {
        diagnostics().push_back(std::move(diagnostic));
      }
    } else {
      policy.policy = unreadable_policy(type, std::move(name));
      if (value.find("Policy") || value.find("document")) {
        report(value, "a described policy needs `Content`",
               "give what `aws organizations describe-policy` prints");
      }
    }
    organization().policies.emplace(id, std::move(policy));
  }

  PolicyType policy_type(JsonValue entry, std::optional<JsonValue> type) {
    if (!type) {
      report(entry, "an organization policy needs `type`", "write `scp` or `rcp`");
      return PolicyType::kScp;
    }
    if (const auto known = organization_policy_type(type->text())) return *known;
    report(*type, fmt::format("{} is no type of organization policy that limits requests: expected "
                              "`scp` or `rcp`",
                              type->is(JsonKind::kString) ? backticked(type->text())
                                                          : std::string(describe(type->kind()))));
    return PolicyType::kScp;
  }

  void add_full_access() {
    for (OrganizationPolicy& policy : full_access_policies()) {
      std::string id = policy.id;
      organization().policies.emplace(std::move(id), std::move(policy));
    }
  }

  void read_target(const std::string& id, JsonValue value) {
    ObjectReader object(value, "a target", diagnostics());
    Target target{.id = id, .parent = object.text("parent").value_or(""), .policies = {}};
    target.policies = object.texts("policies");
    object.finish();
    if (!is_target_id(id)) {
      report(value, fmt::format("{} is no target: expected a root (`r-…`), an organizational unit "
                                "(`ou-…`) or the 12 digits of an account",
                                backticked(id)));
      return;
    }
    if (is_root_id(id) && !target.parent.empty()) {
      report(*object.member("parent"), fmt::format("`{}` is a root: it has no parent", id));
      target.parent.clear();
    }
    organization().targets.emplace(id, std::move(target));
  }

  void check_targets(const Entries& entries) {
    const bool scps_in_use = std::ranges::any_of(organization().targets, [this](const auto& entry) {
      return !attached(organization(), entry.second, PolicyType::kScp).empty();
    });
    for (const auto& [id, value] : entries) {
      const auto target = organization().targets.find(id);
      if (target == organization().targets.end()) continue;
      check_parent(target->second, value);
      check_policies(value);
      if (scps_in_use && attached(organization(), target->second, PolicyType::kScp).empty()) {
        report(value,
               fmt::format("`{}` has no SCP: AWS keeps at least one attached to every target", id),
               fmt::format("name what is attached, as a rule `{}`", kFullAccessId));
      }
    }
  }

  void check_parent(const Target& target, JsonValue value) {
    if (is_root_id(target.id)) return;
    if (target.parent.empty()) {
      report(value, fmt::format("`{}` needs `parent`", target.id),
             "name the unit or root that it is in");
      return;
    }
    if (!organization().targets.contains(target.parent)) {
      report_unknown(*value.find("parent"), "parent", target.parent, organization().targets);
    } else if (is_account_id(target.parent)) {
      report(*value.find("parent"),
             fmt::format("`{}` is an account: it can't be a parent", target.parent));
    } else {
      check_path(target, *value.find("parent"));
    }
  }

  void check_path(const Target& target, JsonValue parent) {
    std::vector<std::string_view> path{target.id};
    for (const Target* at = &target; !at->parent.empty();) {
      const auto above = organization().targets.find(at->parent);
      if (above == organization().targets.end()) return;
      at = &above->second;
      const bool closed = std::ranges::find(path, at->id) != path.end();
      path.emplace_back(at->id);
      if (closed) return report_cycle(target, parent, path);
      if (path.size() > kMostLevels) {
        return report(parent, fmt::format("`{}` has more than five units above it", target.id),
                      "AWS allows five levels of units");
      }
    }
  }

  // Reported at the first target of the cycle, not at the others nor at what hangs below.
  void report_cycle(const Target& target, JsonValue parent,
                    const std::vector<std::string_view>& path) {
    const bool in_cycle = path.back() == target.id;
    if (!in_cycle || std::ranges::min(path) != target.id) return;
    report(parent, fmt::format("`{}` is above itself: {}", target.id, fmt::join(path, " > ")));
  }

  void check_policies(JsonValue target) {
    const auto written = target.find("policies");
    if (!written) return;
    if (!written->is(JsonKind::kArray)) return check_policy(*written);
    for (const JsonValue element : written->elements()) check_policy(element);
  }

  void check_policy(JsonValue id) {
    const bool known = id.text().empty() || organization().policies.contains(id.text());
    if (!known) report_unknown(id, "policy", id.text(), organization().policies);
  }

  template <class Known>
  void report_unknown(JsonValue at, std::string_view what, std::string_view id,
                      const Known& known) {
    const auto meant = nearest(id, std::views::keys(known));
    report(at, fmt::format("{} {} is not in this file", what, backticked(id)),
           meant ? fmt::format("did you mean `{}`?", *meant) : "");
  }

  const JsonPtr& tree_;
  OrganizationResult result_;
};

}  // namespace

std::string organization_policy_name(std::string_view id, PolicyType type) {
  return fmt::format("{} {}", type == PolicyType::kRcp ? "RCP" : "SCP", id);
}

std::optional<PolicyType> organization_policy_type(std::string_view word) {
  if (word == "scp" || word == "SERVICE_CONTROL_POLICY") return PolicyType::kScp;
  if (word == "rcp" || word == "RESOURCE_CONTROL_POLICY") return PolicyType::kRcp;
  return std::nullopt;
}

OrganizationResult read_organization(const JsonPtr& tree, JsonValue root) {
  return OrganizationReader(tree).read(root);
}

}  // namespace cordon::incident
