#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "engine/incident/choice_members.h"
#include "engine/incident/claim_reader.h"
#include "engine/incident/credential_members.h"
#include "engine/incident/credential_reader.h"
#include "engine/incident/event_members.h"
#include "engine/incident/incident.h"
#include "engine/incident/world/credential_report.h"
#include "grammar/arn.h"
#include "grammar/object_reader.h"
#include "grammar/text.h"
#include "grammar/yaml.h"

namespace cordon::incident {
namespace {

constexpr std::array<std::string_view, 3> kSwitchNames{"ineffective", "effective", "unknown"};

class IncidentReader {
 public:
  IncidentReader(const LoadFile& load, IncidentResult& result)
      : files_{load, result}, result_(result) {}

  void read(const JsonPtr& tree, JsonValue root) {
    ObjectReader object(root, "an incident", result_.diagnostics);
    incident().title = object.text("incident").value_or("");
    incident().snapshot_at = object.time("snapshotAt");
    incident().known_until = object.time("credentialsKnownUntil");
    read_accounts(tree, object);
    read_credential_reports(object);
    read_organization_file(tree, object);
    for (const JsonValue value : object.list("resources")) read_resource(tree, value);
    incident().tolerate = object.texts("tolerate");
    read_assumptions(object);
    read_expectation(object);
    read_event_list(tree, object);
    for (const JsonValue value : object.list("credentials")) read_credential(tree, value);
    for (const JsonValue value : object.list("probes")) read_probe(value);
    for (const JsonValue value : object.list("claims")) {
      auto claim = read_claim(value, incident().claims.size() + 1, result_.diagnostics);
      if (claim) incident().claims.push_back(*std::move(claim));
    }
    object.finish();
    if (!root.is(JsonKind::kObject)) return;
    check_gap_before_snapshot(root);
    check_management_account(root);
    finish(root);
  }

  /// Whether something that containment hangs on was not told.
  [[nodiscard]] bool has_gap() const { return gap_; }

 private:
  Incident& incident() { return result_.incident; }

  void report(const JsonValue& value, std::string message, std::string help = {}) {
    result_.diagnostics.push_back(
        {Severity::kError, value.source(), value.span(), std::move(message), std::move(help)});
  }

  void warn(const JsonValue& value, std::string message, std::string help) {
    result_.diagnostics.push_back(
        {Severity::kWarning, value.source(), value.span(), std::move(message), std::move(help)});
  }

  void add_account(const JsonPtr& tree, JsonValue value, std::string id) {
    const auto loaded = files_.follow(tree, value);
    if (!loaded) return;
    AccountResult read = read_account(loaded->tree, loaded->root, std::move(id));
    files_.take(std::move(read.diagnostics));
    if (read.account.id.empty()) return;
    std::string key = read.account.id;
    incident().snapshot.accounts.insert_or_assign(std::move(key), std::move(read.account));
  }

  void read_accounts(const JsonPtr& tree, ObjectReader& object) {
    if (const auto account = object.member("account")) add_account(tree, *account, "");
    if (const auto accounts = object.member("accounts")) {
      for (const auto [id, value] : accounts->members()) {
        add_account(tree, value, std::string(id.text()));
      }
    }
    result_.usable = !incident().snapshot.accounts.empty();
    if (!result_.usable && !has_errors(result_.diagnostics)) {
      object.report(object.value().span(), "an incident needs `account` or `accounts`",
                    "give the JSON of `aws iam get-account-authorization-details`");
    }
  }

  void read_credential_reports(ObjectReader& object) {
    if (const auto report = object.member("credentialReport")) add_report(*report, "");
    const auto reports = object.member("credentialReports");
    if (!reports) return;
    if (!reports->is(JsonKind::kObject)) {
      report(*reports, fmt::format("`credentialReports` has to be an object by account id, not {}",
                                   describe(reports->kind())));
    }
    for (const auto [id, value] : reports->members()) add_report(value, id.text());
  }

  // A file with the CSV, or the JSON of the command, in a file or in place.
  void add_report(JsonValue value, std::string_view account) {
    ReportedCredentialsResult read;
    JsonResult json;  // keeps an envelope that stands in a file
    if (value.is(JsonKind::kString)) {
      const auto source = files_.load_named(value);
      if (!source) return;
      const std::string_view text = (*source)->text();
      const std::size_t first = text.find_first_not_of(" \t\r\n");
      if (first == std::string_view::npos || text[first] != '{') {
        read = read_credential_report(*source, account);
      } else {
        json = read_json(*source);
        files_.take(std::move(json.diagnostics));
        if (!json.root()) return;
        read = read_credential_report(*json.root(), account);
      }
    } else {
      read = read_credential_report(value, account);
    }
    files_.take(std::move(read.diagnostics));
    reports_.push_back(std::move(read.report));
  }

  void read_organization_file(const JsonPtr& tree, ObjectReader& object) {
    const auto value = object.member("organization");
    if (!value) return;
    const auto loaded = files_.follow(tree, *value);
    if (!loaded) return;
    OrganizationResult read = read_organization(loaded->tree, loaded->root);
    files_.take(std::move(read.diagnostics));
    incident().snapshot.organization = std::move(read.organization);
  }

  void read_resource(const JsonPtr& tree, JsonValue value) {
    const auto loaded = files_.follow(tree, value);
    if (!loaded) return;
    ResourcePolicyResult read = read_resource_policy(loaded->tree, loaded->root);
    files_.take(std::move(read.diagnostics));
    if (read.resource) incident().snapshot.resources.push_back(std::move(*read.resource));
  }

  void read_event_list(const JsonPtr& tree, ObjectReader& object) {
    const auto list = object.member("events");
    if (!list) return;
    EventsResult read = read_events(tree, *list, default_account());
    files_.take(std::move(read.diagnostics));
    const auto snapshot_at = incident().snapshot_at;
    for (Event& event : read.events) {
      const bool older = snapshot_at && event.at < *snapshot_at;
      if (older)
        oldest_before_snapshot_ = std::min(oldest_before_snapshot_.value_or(event.at), event.at);
      if (older && !tells_more_than_snapshot(event)) {
        warn(event.node,
             fmt::format("event {} ({}) is older than the snapshot of {}: it is not applied again",
                         event.index + 1, event.call, to_string(*snapshot_at)),
             "the snapshot shows its effect; access keys and passwords only with "
             "`AccessKeyMetadata` and `LoginProfiles`");
        incident().earlier.push_back(std::move(event));
        continue;
      }
      incident().events.push_back(std::move(event));
    }
  }

  // A deleted key does not come back, and the command that prints snapshots tells no keys.
  [[nodiscard]] bool tells_more_than_snapshot(const Event& event) {
    if (event.call != "iam:DeleteAccessKey") return false;
    const auto key = parameter(event, "AccessKeyId");
    const Account* account = find_account(incident().snapshot, event.account);
    return key && account != nullptr && find_user_of_key(*account, key->text()) == nullptr;
  }

  // SCPs and RCPs do not bind the management account, and it may be any (semantics.md 4.1).
  void check_management_account(JsonValue root) {
    const Organization& organization = incident().snapshot.organization;
    if (organization.policies.empty() || !organization.management_account.empty()) return;
    gap_ = true;
    const auto written = root.find("organization");
    warn(written ? *written : root,
         "which account is the management account is not told, and no SCP or RCP binds it: the "
         "incident can't be called contained",
         "add `managementAccount` to the organization");
  }

  // What happened before the snapshot and is not told happened under policies that are not told
  // either: the snapshot may show what closed the way that was open then.
  void check_gap_before_snapshot(JsonValue root) {
    if (!incident().snapshot_at) return;
    if (!incident().known_until) incident().known_until = oldest_before_snapshot_;
    const auto known_until = incident().known_until;
    if (!known_until || *known_until >= *incident().snapshot_at) return;
    gap_ = true;
    const auto written = root.find("credentialsKnownUntil");
    warn(written ? *written : *root.find("snapshotAt"),
         fmt::format("what was made and changed from {} to the snapshot of {} is not told: the "
                     "incident can't be called contained",
                     to_string(*known_until), to_string(*incident().snapshot_at)),
         "find it out, then set `credentialsKnownUntil` to the time of the snapshot or later");
  }

  /// No value: no account could be read. Empty: there are several.
  [[nodiscard]] std::optional<std::string_view> default_account() {
    const auto& accounts = incident().snapshot.accounts;
    if (accounts.empty()) return std::nullopt;
    return accounts.size() == 1 ? std::string_view(accounts.begin()->first) : "";
  }

  void read_credential(const JsonPtr& tree, JsonValue value) {
    auto credential = incident::read_credential(tree, value, files_, incident());
    if (!credential) return;
    if (!ids_.insert(credential->id).second) {
      report(value, fmt::format("two credentials are called `{}`", credential->id));
      return;
    }
    incident().credentials.push_back(std::move(*credential));
  }

  void read_probe(JsonValue value) {
    ObjectReader object(value, "a probe", result_.diagnostics);
    Probe probe;
    probe.span = value.span();
    probe.id = object.text("id").value_or(fmt::format("probe-{}", incident().probes.size() + 1));
    probe.credential = object.required_text("credential").value_or("*");
    const auto action = object.required_text("action");
    probe.resource = object.text("resource").value_or("*");
    probe.at = object.time("at");
    probe.expect = probe_expectation(object);
    if (const auto context = object.member("context")) read_context(*context, probe.context);
    object.finish();
    if (!action) return;
    probe.action = *action;
    const bool concrete =
        probe.action.contains(':') && probe.action.find_first_of("*? ") == std::string::npos;
    if (concrete) {
      incident().probes.push_back(std::move(probe));
    } else {
      report(*value.find("action"),
             fmt::format("`{}` is not one action: expected `service:Name`", probe.action));
    }
  }

  ProbeExpectation probe_expectation(ObjectReader& object) {
    const auto index = expected_of(object, kProbeExpectationNames);
    return index ? static_cast<ProbeExpectation>(*index + 1) : ProbeExpectation::kNone;
  }

  void read_context(JsonValue context, std::vector<ContextEntry>& entries) {
    if (!context.is(JsonKind::kObject)) {
      report(context,
             fmt::format("`context` has to be an object, not {}", describe(context.kind())));
    }
    for (const auto [key, value] : context.members()) {
      ContextEntry entry{.key = ContextKey(key.text()), .values = {}};
      if (value.is(JsonKind::kNull)) {
        entry.state = ContextEntry::State::kAbsent;
      } else if (value.is(JsonKind::kArray)) {
        entry.multivalued = true;
        for (const JsonValue element : value.elements()) entry.values.emplace_back(element.text());
      } else if (value.is(JsonKind::kObject)) {
        report(value, fmt::format("`{}` has to be a value or a list of values", key.text()));
      } else {
        entry.values.emplace_back(value.text());
      }
      entries.push_back(std::move(entry));
    }
  }

  void read_assumptions(ObjectReader& object) {
    const auto value = object.member("assumptions");
    if (!value) return;
    ObjectReader reader(*value, "assumptions", result_.diagnostics);
    Assumptions& assumptions = incident().assumptions;
    assumptions.propagation_ms = bounded_duration(reader, "propagation").value_or(0);
    if (const auto index = one_of(reader, "getSessionTokenUnderDeny", kSwitchNames)) {
      assumptions.get_session_token_under_deny = static_cast<GetSessionTokenUnderDeny>(*index);
    }
    constexpr std::array<std::string_view, 2> kEnds{"end", "unknown"};
    if (const auto i = one_of(reader, "sessionsOfDeletedUser", kEnds)) {
      assumptions.deleted_user_ends_sessions = *i == 0;
    }
    if (const auto i = one_of(reader, "sessionsOfDeletedRole", kEnds)) {
      assumptions.deleted_role_ends_sessions = *i == 0;
    }
    constexpr std::array<std::string_view, 2> kKeys{"listed", "unknown"};
    if (const auto i = one_of(reader, "conditionKeys", kKeys)) {
      assumptions.keys_as_listed = *i == 0;
    }
    constexpr std::array<std::string_view, 2> kClosed{"closed", "unknown"};
    if (const auto i = one_of(reader, "otherAccounts", kClosed)) {
      assumptions.other_accounts_closed = *i == 0;
    }
    constexpr std::array<std::string_view, 2> kComplete{"complete", "unknown"};
    if (const auto i = one_of(reader, "resourcePolicies", kComplete)) {
      assumptions.resource_policies_complete = *i == 0;
    }
    reader.finish();
  }

  void read_expectation(ObjectReader& object) {
    if (const auto index = expected_of(object, kContainmentNames)) {
      incident().expect = static_cast<Containment>(*index);
    }
  }

  void finish(JsonValue root) {
    complete_events(incident(), result_.diagnostics);
    complete_credentials(incident(), result_.diagnostics);
    for (const ReportedCredentials& report : reports_) {
      use_credential_report(report, incident(), result_.diagnostics);
    }
    std::set<std::string_view> kept{"*"};
    for (const HeldCredential& credential : incident().credentials) kept.insert(credential.id);
    const auto check = [&](std::string_view what, std::string_view name,
                           const std::string& credential, Span span) {
      if (kept.contains(credential)) return;
      result_.diagnostics.push_back(
          {Severity::kError, root.source(), span,
           fmt::format("{} `{}` names the credential `{}`, which is not in this file", what, name,
                       credential),
           "name one of `credentials`, or `*` for all"});
    };
    for (const Probe& probe : incident().probes) {
      check("probe", probe.id, probe.credential, probe.span);
    }
    for (const Claim& claim : incident().claims) {
      if (claim.kind == ClaimKind::kNotPublic) continue;
      check("claim", claim.name, claim.credential, claim.span);
    }
  }

  Files files_;
  IncidentResult& result_;
  std::vector<ReportedCredentials> reports_;
  std::unordered_set<std::string> ids_;            // of the credentials
  std::optional<Instant> oldest_before_snapshot_;  // of the events
  bool gap_ = false;
};

}  // namespace

IncidentResult read_incident(SourcePtr source, const LoadFile& load) {
  IncidentResult result;
  result.inputs.push_back({source});
  JsonResult read = read_json_or_yaml(std::move(source));
  result.diagnostics = std::move(read.diagnostics);
  if (const auto root = read.root()) {
    IncidentReader reader(load, result);
    reader.read(read.tree, *root);
    result.incident.incomplete = reader.has_gap();
  }
  sort_diagnostics(result.diagnostics);
  result.incident.incomplete |= has_errors(result.diagnostics);
  return result;
}

}  // namespace cordon::incident
