#include "engine/incident/event_members.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <unordered_set>

namespace cordon::incident {
namespace {

using Ids = std::unordered_set<std::string_view>;

void check_who(const Event& event, const Ids& credentials, Diagnostics& diagnostics) {
  if (event.by.empty() || event.by == kResponder || credentials.contains(event.by)) return;
  const JsonValue written = *event.node.find("by");
  diagnostics.push_back(
      {Severity::kError, written.source(), written.span(),
       fmt::format("`by` names the credential `{}`, which is not in this file", event.by),
       "name one of `credentials`, or `responder`; leave it out when it is not known"});
}

bool is_deleted_before_snapshot(const Incident& incident, std::string_view key) {
  return std::ranges::any_of(incident.events, [&](const Event& event) {
    const auto deleted = parameter(event, "AccessKeyId");
    return event.call == "iam:DeleteAccessKey" && incident.snapshot_at &&
           event.at < *incident.snapshot_at && deleted && deleted->text() == key;
  });
}

// The command that prints snapshots tells no keys.
void add_key_of(const Event& event, Incident& incident) {
  if (event.call != "iam:CreateAccessKey") return;
  const auto id = parameter(event, "AccessKeyId");
  const auto name = parameter(event, "UserName");
  const auto account = incident.snapshot.accounts.find(event.account);
  if (!id || !name || account == incident.snapshot.accounts.end()) return;
  const auto user = account->second.users.find(name->text());
  if (user == account->second.users.end() || user->second.keys_told) return;
  auto& keys = user->second.keys;
  const bool known = std::ranges::find(keys, id->text(), &AccessKey::id) != keys.end();
  if (known || is_deleted_before_snapshot(incident, id->text())) return;
  keys.push_back({.id = std::string(id->text())});
}

}  // namespace

void complete_events(Incident& incident, Diagnostics& diagnostics) {
  Ids ids;
  for (const HeldCredential& credential : incident.credentials) ids.insert(credential.id);
  for (const auto* events : {&incident.events, &incident.earlier}) {
    for (const Event& event : *events) check_who(event, ids, diagnostics);
  }
  for (const Event& event : incident.earlier) add_key_of(event, incident);
}

}  // namespace cordon::incident
