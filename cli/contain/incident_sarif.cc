// SARIF 2.1.0 (OASIS), for code scanning of a repository that keeps its incidents: a result for
// what is not as a contained incident has it, where the incident's file speaks of it.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>
#include <utility>

#include "cli/contain/formats.h"
#include "cli/contain/wording.h"
#include "cli/sarif_parts.h"
#include "cli/sha256.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

using JsonOut = nlohmann::ordered_json;

enum class SarifLevel : std::uint8_t { kError, kWarning };

std::string_view to_string(SarifLevel level) {
  return level == SarifLevel::kError ? "error" : "warning";
}

// A row is a kind of result. The severity is GitHub's scale from 0 to 10.
struct Kind {
  std::string_view id;
  SarifLevel level;  // where nothing else is said
  std::string_view severity;
  std::string_view summary;
  std::string_view help;
};

enum class Result : std::uint8_t {
  kLive,
  kUnknown,
  kNoEffect,
  kProbe,
  kReachable,
  kOutlasting,
  kDoor,
  kClaim,
  kIncident,
};

constexpr std::array kKinds{
    Kind{
        "live-credential", SarifLevel::kError, "9.0", "a credential of the attacker gets through",
        "After the last step, or at the time asked for, at least one request of this credential is "
        "allowed. The message shows one, and the statement that allows it."},
    Kind{"undecided-credential", SarifLevel::kWarning, "6.0",
         "it can't be told whether a credential gets through",
         "What the verdict hangs on is in the message: something that was not told, that could not "
         "be "
         "read, or that AWS does not document. It does not count as contained."},
    Kind{"step-without-effect", SarifLevel::kWarning, "5.0",
         "a step changed no credential's verdict",
         "The step may have stored a document or removed something, but before and after it every "
         "credential can do as much."},
    Kind{"probe-not-as-expected", SarifLevel::kError, "7.0",
         "a probe does not come out as the file expects",
         "The incident's file says how AWS decides this request, and it is decided otherwise."},
    Kind{
        "reachable-credential", SarifLevel::kError, "9.0",
        "a credential that gets through can be made",
        "With a credential that the attacker holds another one can be made, or could be made since "
        "the moment up to which all are known. It gets through, or (a warning) it can't be told "
        "whether it does."},
    Kind{"outlasting-change", SarifLevel::kError, "9.0",
         "a change can be made that outlasts the credential",
         "The credential comes to an end, but until then it can change something that stays, and "
         "the end does not undo it. A warning where it can't be told whether it can."},
    Kind{"way-in", SarifLevel::kError, "9.0", "an event opened a way in for somebody else",
         "A policy that an event put lets another account or anyone in, or something that an event "
         "made is held by nobody who is known. `by: responder` says that the event was yours. A "
         "warning where it can't be told."},
    Kind{"claim-not-as-expected", SarifLevel::kError, "7.0",
         "a claim does not come out as the file expects",
         "The incident's file says whether this holds for every request, and it comes out "
         "otherwise."},
    Kind{
        "incident-not-contained", SarifLevel::kWarning, "6.0",
        "the incident is not contained, or it can't be told",
        "No credential and no change alone is the reason: something could not be read, or there is "
        "more than was followed. The message says what."},
};

const Kind& kind_of(Result result) { return kKinds[static_cast<std::size_t>(result)]; }

JsonOut rule_json(const Kind& kind) {
  return {{"id", kind.id},
          {"shortDescription", {{"text", kind.summary}}},
          {"help", {{"text", kind.help}, {"markdown", kind.help}}},
          {"defaultConfiguration", {{"level", to_string(kind.level)}}},
          {"properties",
           {{"tags", JsonOut::array({"security"})}, {"security-severity", kind.severity}}}};
}

// Follows a result across runs: by what it is about, not by a line.
std::string fingerprint(const Kind& kind, std::string_view identity) {
  return sha256(fmt::format("{}\n{}", kind.id, identity)).substr(0, 16);
}

class Writer {
 public:
  explicit Writer(const JudgedIncident& judged) : judged_(judged), report_(judged.report) {
    for (const CredentialReport& each : report_.credentials) note(*each.credential);
    for (const auto& made : report_.made) note(*made);
  }

  std::string write() && {
    for (const CredentialReport& credential : report_.credentials) write(credential);
    for (const CredentialReport* reached : all_reached_by(report_)) write_reached(*reached);
    for (const Door& door : report_.doors) write(door);
    for (const LastingChange& change : report_.lasting) write(change);
    write_incident();
    for (const StepReport& step : report_.steps) write(step);
    for (const ProbeReport& probe : report_.probes) write(probe);
    for (const ClaimReport& claim : report_.claims) write(claim);
    return sarif_text(JsonOut{{"tool", {{"driver", driver_json()}}},
                              {"invocations", JsonOut::array({invocation_json()})},
                              {"artifacts", artifacts_json()},
                              {"columnKind", "unicodeCodePoints"},
                              {"results", std::move(results_)},
                              {"properties", properties_json()}});
  }

 private:
  void note(const HeldCredential& credential) { known_.emplace(credential.id, &credential); }

  static JsonOut driver_json() {
    JsonOut rules = JsonOut::array();
    for (const Kind& kind : kKinds) rules.push_back(rule_json(kind));
    return {{"name", "cordon"}, {"version", CORDON_VERSION}, {"rules", std::move(rules)}};
  }

  [[nodiscard]] JsonOut invocation_json() const {
    const bool complete = !judged_.incident.incomplete && !has_errors(report_.diagnostics);
    JsonOut invocation{{"executionSuccessful", complete}};
    if (complete) return invocation;
    invocation["toolExecutionNotifications"] = JsonOut::array(
        {{{"level", "error"},
          {"message", {{"text", "not all of the incident could be read; see standard error"}}}}});
    return invocation;
  }

  [[nodiscard]] JsonOut artifacts_json() const {
    JsonOut artifacts = JsonOut::array();
    for (const Input& input : judged_.inputs) {
      artifacts.push_back({{"location", sarif_artifact<JsonOut>(*input.source)},
                           {"hashes", {{"sha-256", sha256(input.source->text())}}}});
    }
    return artifacts;
  }

  [[nodiscard]] JsonOut properties_json() const {
    JsonOut properties{{"verdict", to_string(report_.verdict)}, {"why", report_.why}};
    if (report_.contained_at) properties["containedAt"] = to_string(*report_.contained_at);
    return properties;
  }

  struct About {
    std::string name;
    std::string identity;  // by which it is followed across runs
  };

  void add(Result result, const About& about, std::string message, const FilePlace& place) {
    add(result, kind_of(result).level, about, std::move(message), place);
  }

  void add(Result result, SarifLevel level, const About& about, std::string message,
           const FilePlace& place) {
    const Kind& kind = kind_of(result);
    results_.push_back(
        {{"ruleId", kind.id},
         {"ruleIndex", static_cast<std::size_t>(result)},
         {"level", to_string(level)},
         {"message", {{"text", std::move(message)}}},
         {"locations",
          JsonOut::array(
              {{{"physicalLocation", sarif_place<JsonOut>(place)},
                {"logicalLocations", JsonOut::array({{{"fullyQualifiedName", about.name}}})}}})},
         {"partialFingerprints", {{"cordon/v1", fingerprint(kind, about.identity)}}}});
  }

  // The first stretch of that verdict which is not over at the time that is looked at.
  [[nodiscard]] const Stretch* from_now_on(const CredentialReport& credential,
                                           Verdict verdict) const {
    const auto found = std::ranges::find_if(credential.timeline, [&](const Stretch& stretch) {
      return stretch.what.verdict == verdict && (!stretch.to || *stretch.to > judged_.at);
    });
    return found == credential.timeline.end() ? nullptr : &*found;
  }

  // Live, else unknown; null when it is neither from now on.
  [[nodiscard]] const Stretch* open_of(const CredentialReport& credential) const {
    const Stretch* live = from_now_on(credential, Verdict::kLive);
    return live != nullptr ? live : from_now_on(credential, Verdict::kUnknown);
  }

  [[nodiscard]] std::string words_of(const Stretch& open) const {
    return fmt::format("{} at {}: {}{}", to_string(open.what.verdict),
                       to_string(std::max(open.from, judged_.at)), standing_words(open),
                       allowed_by(open.what.witness));
  }

  static std::string allowed_by(const std::optional<Witness>& witness) {
    std::string words;
    if (!witness) return words;
    for (const DecidingStatement& allow : witness->allowed_by) {
      words += fmt::format("; allowed by {}", statement_words(allow));
    }
    return words;
  }

  // Of a credential that was reached: where the one is described that its making begins with.
  [[nodiscard]] FilePlace place_of(const HeldCredential& credential) const {
    const HeldCredential* held = &credential;
    for (std::size_t i = 0; held != nullptr && held->source == nullptr && i < known_.size(); ++i) {
      const auto parent = known_.find(held->parent);
      held = parent == known_.end() ? nullptr : parent->second;
    }
    if (held == nullptr || held->source == nullptr) return whole_incident();
    return file_place(*held->source, held->span);
  }

  [[nodiscard]] FilePlace whole_incident() const {
    return file_place(*judged_.inputs.front().source, {});
  }

  void write(const CredentialReport& credential) {
    const Stretch* open = open_of(credential);
    if (open == nullptr) return;
    const HeldCredential& held = *credential.credential;
    const bool live = open->what.verdict == Verdict::kLive;
    add(live ? Result::kLive : Result::kUnknown, {"credential " + held.id, held.id},
        fmt::format("{} is {}", held.id, words_of(*open)), place_of(held));
  }

  void write_reached(const CredentialReport& reached) {
    const Stretch* open = open_of(reached);
    if (open == nullptr) return;
    const HeldCredential& made = *reached.credential;
    const bool live = open->what.verdict == Verdict::kLive;
    const bool is_over = made.minting->to && *made.minting->to <= judged_.at;
    add(Result::kReachable, live ? SarifLevel::kError : SarifLevel::kWarning,
        {"credential " + made.id, made.id},
        fmt::format("{} {} be made and is {}; by {}", made.id, is_over ? "could" : "can",
                    words_of(*open), minting_words(*made.minting)),
        place_of(made));
  }

  // One that is shut, or whose credential is reported, is no result of its own.
  void write(const Door& door) {
    if (door.credential || (door.to && *door.to <= judged_.at)) return;
    const Event& event = *door.event;
    const SourcePtr& source = event.node.source();
    add(Result::kDoor, door.certain ? SarifLevel::kError : SarifLevel::kWarning,
        {fmt::format("event {} {}", to_string(event.at), event.call), door.where},
        fmt::format("{}{}", door_words(door), allowed_by(door.witness)),
        file_place(*source, event.node.span()));
  }

  void write(const LastingChange& change) {
    const HeldCredential& held = *change.credential;
    add(Result::kOutlasting, change.certain ? SarifLevel::kError : SarifLevel::kWarning,
        {"credential " + held.id, held.id},
        fmt::format("{} can make a change that outlasts it: {}{}", held.id, change_words(change),
                    allowed_by(change.witness)),
        place_of(held));
  }

  // What keeps it from being contained, where that is no credential and no change.
  void write_incident() {
    if (report_.verdict == Containment::kContained || !results_.empty()) return;
    add(Result::kIncident, {"incident", "incident"}, report_.why, whole_incident());
  }

  void write(const StepReport& step) {
    if (step.changed) return;
    const Event& event = *step.event;
    const Source& source = *event.node.source();
    const Span span = event.node.span();
    add(Result::kNoEffect,
        {fmt::format("event {} {}", to_string(event.at), event.call),
         std::string(source.text(span))},
        fmt::format("{}: {}", event.call, outcome_of(step)), file_place(source, span));
  }

  void write(const ProbeReport& probe) {
    if (probe.as_expected.value_or(true)) return;
    const std::string about = fmt::format("probe {} {}", probe.probe->id, probe.credential->id);
    add(Result::kProbe, {about, about},
        fmt::format("{} is {}: {} {}: {}", probe.probe->id, to_string(probe.decision),
                    probe.credential->id, request_words(probe), probe.reason),
        file_place(*judged_.inputs.front().source, probe.probe->span));
  }

  void write(const ClaimReport& claim) {
    if (claim.as_expected.value_or(true)) return;
    const std::string about = fmt::format("claim {} {}", claim.claim->name, claim.about());
    add(Result::kClaim, {about, about},
        fmt::format("{} comes out as {}, not as {}: {}: {}{}", claim.claim->name,
                    to_string(claim.verdict), to_string(*claim.claim->expect), claim_words(claim),
                    claim.reason, allowed_by(claim.witness)),
        file_place(*judged_.inputs.front().source, claim.claim->span));
  }

  const JudgedIncident& judged_;
  const Report& report_;
  std::unordered_map<std::string_view, const HeldCredential*> known_;  // by id
  JsonOut results_ = JsonOut::array();
};

}  // namespace

std::string incident_sarif(const JudgedIncident& judged, const Painter& /*paint*/) {
  return Writer(judged).write();
}

}  // namespace cordon
