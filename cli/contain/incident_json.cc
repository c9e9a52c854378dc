#include <initializer_list>
#include <nlohmann/json.hpp>
#include <utility>

#include "cli/contain/formats.h"
#include "cli/contain/wording.h"
#include "cli/sha256.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;
using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

JsonOut text_or_null(const std::string& text) {
  return text.empty() ? JsonOut(nullptr) : JsonOut(text);
}

JsonOut time_or_null(const std::optional<Instant>& instant) {
  return instant ? JsonOut(to_string(*instant)) : JsonOut(nullptr);
}

struct Member {
  const char* key;
  mutable JsonOut value;  // taken from the list, which would give copies only
};

// What a JsonOut makes of such a list by itself goes by way of an array for each member, and copies
// all keys whenever it grows.
JsonOut object(std::initializer_list<Member> list) {
  JsonOut::object_t members;
  members.reserve(list.size());
  for (const Member& member : list) members.emplace_back(member.key, std::move(member.value));
  return members;
}

template <class T, class Write>
JsonOut list(const std::vector<T>& items, Write write) {
  JsonOut array = JsonOut::array();
  for (const T& item : items) array.push_back(write(item));
  return array;
}

JsonOut statement(const DecidingStatement& statement) {
  return object({{"policyType", statement.policy_type},
                 {"policy", statement.policy},
                 {"statement", statement.statement},
                 {"sid", text_or_null(statement.sid)},
                 {"place", statement.place}});
}

JsonOut context(const std::vector<ContextEntry>& entries) {
  JsonOut::object_t members;
  for (const ContextEntry& entry : entries) {
    const bool single = !entry.multivalued && entry.values.size() == 1;
    members[entry.key.name] = entry.state != ContextEntry::State::kValues ? JsonOut(nullptr)
                              : single                                    ? JsonOut(entry.values[0])
                                                                          : JsonOut(entry.values);
  }
  return members;
}

JsonOut request(const Witness& witness) {
  return object({{"principal", witness.principal},
                 {"action", witness.action},
                 {"resource", witness.resource},
                 {"at", to_string(witness.at)},
                 {"issuedAt", time_or_null(witness.issued)},
                 {"context", context(witness.context)},
                 {"allowedBy", list(witness.allowed_by, statement)}});
}

JsonOut stretch(const Stretch& stretch) {
  return object(
      {{"from", to_string(stretch.from)},
       {"to", time_or_null(stretch.to)},
       {"verdict", to_string(stretch.what.verdict)},
       {"reason", stretch.what.reason},
       {"witness", stretch.what.witness ? request(*stretch.what.witness) : JsonOut(nullptr)}});
}

JsonOut credential(const CredentialReport& report) {
  const HeldCredential& held = *report.credential;
  return object({{"id", held.id},
                 {"kind", to_string(held.kind)},
                 {"principal", held.principal},
                 {"parent", text_or_null(held.parent)},
                 {"issuedAt", time_or_null(held.issued)},
                 {"expiresAt", time_or_null(held.expires)},
                 {"timeline", list(report.timeline, stretch)}});
}

JsonOut reached(const CredentialReport& report) {
  const HeldCredential& made = *report.credential;
  const MintWindow& minting = *made.minting;
  return object({{"id", made.id},
                 {"kind", to_string(made.kind)},
                 {"principal", made.principal},
                 {"parent", text_or_null(made.parent)},
                 {"call", minting.call},
                 {"resource", text_or_null(minting.resource)},
                 {"from", to_string(minting.from)},
                 {"to", time_or_null(minting.to)},
                 {"certain", minting.certain},
                 {"timeline", list(report.timeline, stretch)}});
}

JsonOut lasting(const LastingChange& change) {
  return object({{"credential", change.credential->id},
                 {"from", to_string(change.from)},
                 {"certain", change.certain},
                 {"why", text_or_null(change.why)},
                 {"witness", change.witness ? request(*change.witness) : JsonOut(nullptr)}});
}

JsonOut door(const Door& door) {
  return object({{"step", door.event->index},
                 {"call", door.event->call},
                 {"who", door.who},
                 {"where", door.where},
                 {"from", to_string(door.from)},
                 {"to", time_or_null(door.to)},
                 {"certain", door.certain},
                 {"why", text_or_null(door.why)},
                 {"credential", door.credential ? JsonOut(door.credential->id) : JsonOut(nullptr)},
                 {"witness", door.witness ? request(*door.witness) : JsonOut(nullptr)}});
}

JsonOut undoing(const UndoReport& undo) {
  return object({{"step", undo.event->index},
                 {"credential", undo.credential->id},
                 {"action", undo.action},
                 {"resource", undo.resource}});
}

JsonOut escape_step(const EscapeStep& step) {
  return object(
      {{"credential", step.credential}, {"call", step.call}, {"at", time_or_null(step.at)}});
}

JsonOut escape(const Escape& escape) {
  return object({{"path", list(escape.path, escape_step)}, {"witness", request(escape.witness)}});
}

JsonOut cost(const StepCost& cost) {
  return object({{"what", cost.what}, {"principals", cost.principals}});
}

JsonOut step(const StepReport& step) {
  return object({{"index", step.event->index},
                 {"at", to_string(step.event->at)},
                 {"call", step.event->call},
                 {"effect", step.changed ? "changed" : "none"},
                 {"why", step.why},
                 {"costs", list(step.costs, cost)}});
}

JsonOut probe(const ProbeReport& probe) {
  return object(
      {{"id", probe.probe->id},
       {"credential", probe.credential->id},
       {"at", time_or_null(probe.at)},
       {"decision", to_string(probe.decision)},
       {"reason", probe.reason},
       {"decidedBy", list(probe.decided_by, statement)},
       {"asExpected", probe.as_expected ? JsonOut(*probe.as_expected) : JsonOut(nullptr)}});
}

JsonOut claim(const ClaimReport& claim) {
  return object(
      {{"name", claim.claim->name},
       {"claim", to_string(claim.claim->kind)},
       {"credential", claim.credential ? JsonOut(claim.credential->id) : JsonOut(nullptr)},
       {"actions", claim.claim->actions},
       {"resources", claim.claim->resources},
       {"at", to_string(claim.at)},
       {"verdict", to_string(claim.verdict)},
       {"reason", claim.reason},
       {"witness", claim.witness ? request(*claim.witness) : JsonOut(nullptr)},
       {"asExpected", claim.as_expected ? JsonOut(*claim.as_expected) : JsonOut(nullptr)}});
}

JsonOut input(const Input& input) {
  return object({{"file", input.source->name()}, {"sha256", sha256(input.source->text())}});
}

JsonOut assumptions_object(const Assumptions& assumptions) {
  JsonOut::object_t members;
  for (const NamedAssumption& named : named_assumptions(assumptions))
    members[named.name] = named.value;
  return members;
}

}  // namespace

std::string incident_json(const JudgedIncident& judged, const Painter& /*paint*/) {
  const Report& report = judged.report;
  const JsonOut whole =
      object({{"schema", "cordon.incident.v1"},
              {"incident", judged.incident.title},
              {"verdict", to_string(report.verdict)},
              {"containedAt", time_or_null(report.contained_at)},
              {"why", report.why},
              {"credentials", list(report.credentials, credential)},
              {"reached", list(judged.report.reached, reached)},
              {"reachCutShort", judged.report.reach_cut_short},
              {"doors", list(judged.report.doors, door)},
              {"lasting", list(judged.report.lasting, lasting)},
              {"undo", list(judged.report.undo, undoing)},
              {"escapes", list(report.escapes, escape)},
              {"steps", list(report.steps, step)},
              {"costsCutShort", report.costs_cut_short},
              {"probes", list(report.probes, probe)},
              {"claims", list(report.claims, claim)},
              {"asExpected", report.as_expected ? JsonOut(*report.as_expected) : JsonOut(nullptr)},
              {"assumptions", assumptions_object(judged.incident.assumptions)},
              {"inputs", list(judged.inputs, input)}});
  return whole.dump(2, ' ', false, JsonOut::error_handler_t::replace) + "\n";
}

}  // namespace cordon
