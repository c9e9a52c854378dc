// SARIF 2.1.0 (OASIS), for code scanning of a repository that keeps its incidents: a result for
// what is not as a contained incident has it, where the incident's file speaks of it.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
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

// A row is a kind of result. The severity is GitHub's scale from 0 to 10.
struct Kind {
  std::string_view id;
  std::string_view level;
  std::string_view severity;
  std::string_view summary;
  std::string_view help;
};

enum class Result : std::uint8_t { kLive, kUnknown, kNoEffect, kProbe };

constexpr std::array kKinds{
    Kind{
        "live-credential", "error", "9.0", "a credential of the attacker gets through",
        "After the last step, or at the time asked for, at least one request of this credential is "
        "allowed. The message shows one, and the statement that allows it."},
    Kind{"undecided-credential", "warning", "6.0",
         "it can't be told whether a credential gets through",
         "What the verdict hangs on is in the message: something that was not told, that could not "
         "be "
         "read, or that AWS does not document. It does not count as contained."},
    Kind{"step-without-effect", "warning", "5.0", "a step changed no credential's verdict",
         "The step may have stored a document or removed something, but before and after it every "
         "credential can do as much."},
    Kind{"probe-not-as-expected", "error", "7.0", "a probe does not come out as the file expects",
         "The incident's file says how AWS decides this request, and it is decided otherwise."},
};

const Kind& kind_of(Result result) { return kKinds[static_cast<std::size_t>(result)]; }

JsonOut rule_json(const Kind& kind) {
  return {{"id", kind.id},
          {"shortDescription", {{"text", kind.summary}}},
          {"help", {{"text", kind.help}, {"markdown", kind.help}}},
          {"defaultConfiguration", {{"level", kind.level}}},
          {"properties",
           {{"tags", JsonOut::array({"security"})}, {"security-severity", kind.severity}}}};
}

// Follows a result across runs: by what it is about, not by a line.
std::string fingerprint(const Kind& kind, std::string_view identity) {
  return sha256(fmt::format("{}\n{}", kind.id, identity)).substr(0, 16);
}

class Writer {
 public:
  explicit Writer(const JudgedIncident& judged) : judged_(judged), report_(judged.report) {}

  std::string write() && {
    for (const CredentialReport& credential : report_.credentials) write(credential);
    for (const StepReport& step : report_.steps) write(step);
    for (const ProbeReport& probe : report_.probes) write(probe);
    return sarif_text(JsonOut{{"tool", {{"driver", driver_json()}}},
                              {"invocations", JsonOut::array({invocation_json()})},
                              {"artifacts", artifacts_json()},
                              {"columnKind", "unicodeCodePoints"},
                              {"results", std::move(results_)},
                              {"properties", properties_json()}});
  }

 private:
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

  void add(Result result, std::string_view about, std::string_view identity, std::string message,
           const FilePlace& place) {
    const Kind& kind = kind_of(result);
    results_.push_back(
        {{"ruleId", kind.id},
         {"ruleIndex", static_cast<std::size_t>(result)},
         {"level", kind.level},
         {"message", {{"text", std::move(message)}}},
         {"locations", JsonOut::array({{{"physicalLocation", sarif_place<JsonOut>(place)},
                                        {"logicalLocations",
                                         JsonOut::array({{{"fullyQualifiedName", about}}})}}})},
         {"partialFingerprints", {{"cordon/v1", fingerprint(kind, identity)}}}});
  }

  // The first stretch of that verdict which is not over at the time that is looked at.
  [[nodiscard]] const Stretch* from_now_on(const CredentialReport& credential,
                                           Verdict verdict) const {
    const auto found = std::ranges::find_if(credential.timeline, [&](const Stretch& stretch) {
      return stretch.what.verdict == verdict && (!stretch.to || *stretch.to > judged_.at);
    });
    return found == credential.timeline.end() ? nullptr : &*found;
  }

  void write(const CredentialReport& credential) {
    const Stretch* live = from_now_on(credential, Verdict::kLive);
    const Stretch* open = live != nullptr ? live : from_now_on(credential, Verdict::kUnknown);
    if (open == nullptr) return;
    const HeldCredential& held = *credential.credential;
    std::string message =
        fmt::format("{} is {} at {}: {}", held.id, to_string(open->what.verdict),
                    to_string(std::max(open->from, judged_.at)), standing_words(*open));
    if (open->what.witness) {
      for (const DecidingStatement& allow : open->what.witness->allowed_by) {
        message += fmt::format("; allowed by {}", statement_words(allow));
      }
    }
    add(live != nullptr ? Result::kLive : Result::kUnknown, "credential " + held.id, held.id,
        std::move(message), file_place(*held.source, held.span));
  }

  void write(const StepReport& step) {
    if (step.changed) return;
    const Event& event = *step.event;
    const Source& source = *event.node.source();
    const Span span = event.node.span();
    add(Result::kNoEffect, fmt::format("event {} {}", to_string(event.at), event.call),
        source.text(span), fmt::format("{}: {}", event.call, outcome_of(step)),
        file_place(source, span));
  }

  void write(const ProbeReport& probe) {
    if (probe.as_expected.value_or(true)) return;
    const std::string about = fmt::format("probe {} {}", probe.probe->id, probe.credential->id);
    add(Result::kProbe, about, about,
        fmt::format("{} is {}: {} {}: {}", probe.probe->id, to_string(probe.decision),
                    probe.credential->id, request_words(probe), probe.reason),
        file_place(*judged_.inputs.front().source, probe.probe->span));
  }

  const JudgedIncident& judged_;
  const Report& report_;
  JsonOut results_ = JsonOut::array();
};

}  // namespace

std::string incident_sarif(const JudgedIncident& judged, const Painter& /*paint*/) {
  return Writer(judged).write();
}

}  // namespace cordon
