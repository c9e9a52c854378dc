#include "cli/test/run/run_incident.h"

#include <fmt/format.h>

#include <utility>

#include "cli/contain/wording.h"
#include "cli/files.h"
#include "cli/quote.h"
#include "cli/wrap.h"

namespace cordon {
namespace {

using incident::ClaimReport;
using incident::Incident;
using incident::IncidentResult;
using incident::ProbeReport;
using incident::Report;

std::string statements(const std::vector<incident::DecidingStatement>& deciding) {
  std::string text;
  for (const incident::DecidingStatement& statement : deciding) {
    text += wrap(statement_words(statement), {2, 4});
  }
  return text;
}

Detail uncolored(const std::string& text) { return {.plain = text, .colored = text}; }

std::string escapes(const Report& report) {
  std::string text;
  for (const incident::Escape& escape : report.escapes) {
    std::string path;
    for (const incident::EscapeStep& step : escape.path) {
      path += fmt::format("{}{}", path.empty() ? "" : ", ", hop_words(step));
    }
    text += wrap(fmt::format("{} on {}", path, escape.witness.resource), {2, 4});
    text += statements(escape.witness.allowed_by);
  }
  return text;
}

TestResult verdict_result(const Incident& incident, const Report& report, const Source& source,
                          std::string place) {
  TestResult result{.kind = TestKind::kIncident,
                    .name = incident.title.empty() ? source.name() : incident.title,
                    .place = std::move(place),
                    .passed = report.verdict == *incident.expect,
                    .expected = std::string(to_string(*incident.expect)),
                    .actual = std::string(to_string(report.verdict)),
                    .why = report.why,
                    .decided_by = {},
                    .detail = {}};
  if (!result.passed) {
    result.detail =
        uncolored(escapes(report) +
                  wrap(fmt::format("`cordon contain {}` shows all", source.name()), {2, 2}));
  }
  return result;
}

// What is asked of every credential is a test of each.
std::string name_of(const std::string& name, const std::string& asked_of,
                    const std::string& credential) {
  return asked_of == "*" ? fmt::format("{} [{}]", name, credential) : name;
}

TestResult probe_result(const ProbeReport& report, const Source& source) {
  const incident::Probe& probe = *report.probe;
  TestResult result{.kind = TestKind::kProbe,
                    .name = name_of(probe.id, probe.credential, report.credential->id),
                    .place = full_place(source, probe.span.begin),
                    .passed = report.as_expected.value_or(true),
                    .expected = std::string(to_string(probe.expect)),
                    .actual = std::string(to_string(report.decision)),
                    .why = report.reason,
                    .decided_by = report.decided_by,
                    .detail = {}};
  if (result.passed) return result;
  const std::string asked = fmt::format("{} {}", report.credential->id, request_words(report));
  result.detail = uncolored(wrap(asked, {2, 4}) + statements(report.decided_by));
  return result;
}

TestResult claim_result(const ClaimReport& report, const Source& source) {
  const incident::Claim& claim = *report.claim;
  TestResult result{.kind = TestKind::kClaim,
                    .name = name_of(claim.name, claim.credential, report.about()),
                    .place = full_place(source, claim.span.begin),
                    .passed = report.as_expected.value_or(true),
                    .expected = std::string(to_string(*claim.expect)),
                    .actual = std::string(to_string(report.verdict)),
                    .why = report.reason,
                    .decided_by = {},
                    .detail = {}};
  if (report.witness) result.decided_by = report.witness->allowed_by;
  if (result.passed) return result;
  result.detail = uncolored(wrap(claim_words(report), {2, 4}) + statements(result.decided_by));
  return result;
}

}  // namespace

IncidentResult read_incident_test(const SourcePtr& source, const std::string& path) {
  return incident::read_incident(
      source, [&](std::string_view named) { return read_source(path_beside(path, named)); });
}

void run_incident(std::string_view place, const TestOptions& options, LoadedTests& tests) {
  const IncidentResult& read = *tests.incident;
  SuiteResult& suite = tests.suite;
  suite.title = read.incident.title;
  suite.diagnostics.insert(suite.diagnostics.end(), read.diagnostics.begin(),
                           read.diagnostics.end());
  if (!read.usable) return;
  const Report report = judge(read.incident);
  suite.diagnostics.insert(suite.diagnostics.end(), report.diagnostics.begin(),
                           report.diagnostics.end());
  const Source& source = *read.inputs.front().source;
  const auto add = [&](TestResult result) {
    if (is_chosen(options, result.name)) suite.results.push_back(std::move(result));
  };
  if (read.incident.expect) add(verdict_result(read.incident, report, source, std::string(place)));
  for (const ProbeReport& probe : report.probes) {
    if (probe.as_expected) add(probe_result(probe, source));
  }
  for (const ClaimReport& claim : report.claims) {
    if (claim.as_expected) add(claim_result(claim, source));
  }
  tests.incident_is_as_expected = report.as_expected.value_or(false);
}

}  // namespace cordon
