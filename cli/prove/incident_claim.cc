#include "cli/prove/incident_claim.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/contain/wording.h"
#include "cli/files.h"
#include "cli/wrap.h"
#include "engine/incident/report.h"
#include "engine/incident/verdict/verdicts.h"
#include "engine/prove/policy_claims.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using incident::ClaimReport;
using incident::ClaimVerdict;
using JsonOut = nlohmann::ordered_json;
using Lines = std::vector<std::string>;

Ink ink_of(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::kHolds:
      return Ink::kGood;
    case ClaimVerdict::kRefuted:
      return Ink::kBad;
    case ClaimVerdict::kUndecided:
      return Ink::kDoubt;
  }
  return Ink::kPlain;
}

ExitCode exit_code(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::kHolds:
      return ExitCode::kYes;
    case ClaimVerdict::kRefuted:
      return ExitCode::kNo;
    case ClaimVerdict::kUndecided:
      return ExitCode::kUndecided;
  }
  return ExitCode::kUnusable;
}

// Then it makes no request, whatever the policies say.
bool is_not_yet_issued(const ClaimReport& claim) {
  return claim.credential->issued && claim.at < *claim.credential->issued;
}

std::string meaning(const ClaimReport& claim) {
  constexpr std::string_view kClaim = "no request of this credential is allowed";
  if (is_not_yet_issued(claim)) {
    return fmt::format("this credential does not exist yet: it is issued at {}",
                       to_string(*claim.credential->issued));
  }
  if (claim.verdict == ClaimVerdict::kRefuted) return "this request is allowed";
  const bool holds = claim.verdict == ClaimVerdict::kHolds;
  return fmt::format("{}{}", holds ? "" : "not known whether ", kClaim);
}

// What the report of the incident assumes, and the proofs in it.
Lines relies_on(const incident::Incident& incident) {
  Lines lines;
  for (const NamedAssumption& named : named_assumptions(incident.assumptions)) {
    lines.push_back(fmt::format("{}: {} ({})", named.name, named.value, named.meaning));
  }
  return lines;
}

std::string list(std::string_view title, const Lines& lines, const Painter& paint) {
  if (lines.empty()) return "";
  std::string text = '\n' + paint(Ink::kStrong, title) + '\n';
  for (const std::string& line : lines) text += wrap(line, {2, 4});
  return text;
}

Lines witness_lines(const incident::Witness& witness) {
  Lines lines{fmt::format("{} on {}", witness.action, witness.resource),
              fmt::format("by {}", witness.principal)};
  for (const ContextEntry& entry : witness.context) {
    lines.push_back(fmt::format("with {}", context_words(entry)));
  }
  for (const incident::DecidingStatement& statement : witness.allowed_by) {
    lines.push_back(statement_words(statement));
  }
  return lines;
}

std::string human(const ClaimReport& claim, const Lines& relies, const Painter& paint) {
  const std::string_view verdict = to_string(claim.verdict);
  const std::string line = wrap(fmt::format("{}: {}", verdict, meaning(claim)), {0, 2});
  std::string text =
      paint(ink_of(claim.verdict), line.substr(0, verdict.size())) + line.substr(verdict.size());
  text += wrap(fmt::format("{} at {}: {}", claim.credential->id, to_string(claim.at), claim.reason),
               {2, 4});
  if (claim.witness) text += list("What gets through", witness_lines(*claim.witness), paint);
  return text + list("This relies on", relies, paint);
}

JsonOut request_json(const incident::Witness& witness) {
  JsonOut context = JsonOut::object();
  for (const ContextEntry& entry : witness.context) {
    const bool told = entry.state == ContextEntry::State::kValues;
    const bool single = !entry.multivalued && entry.values.size() == 1;
    context[entry.key.name] = !told    ? JsonOut(nullptr)
                              : single ? JsonOut(entry.values.front())
                                       : JsonOut(entry.values);
  }
  return {{"principal", witness.principal},
          {"action", witness.action},
          {"resource", witness.resource},
          {"at", to_string(witness.at)},
          {"context", std::move(context)}};
}

std::string json(const ClaimReport& claim, const Lines& relies) {
  const bool open = claim.verdict == ClaimVerdict::kUndecided;
  JsonOut witness = nullptr;
  if (claim.witness) witness = {{"request", request_json(*claim.witness)}};
  const JsonOut object{{"schema", "cordon.proof.v1"},
                       {"claim", "none"},
                       {"policies", JsonOut::array()},
                       {"credential", claim.credential->id},
                       {"at", to_string(claim.at)},
                       {"verdict", to_string(claim.verdict)},
                       {"meaning", meaning(claim)},
                       {"witness", std::move(witness)},
                       {"undecidedBy", open ? Lines{claim.reason} : Lines{}},
                       {"reliesOn", relies}};
  return object.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

// The one claim that was asked, in the place of the file's own.
bool ask(const ProveOptions& options, incident::Incident& incident, const Console& console) {
  incident::Claim claim{.name = "none",
                        .credential = *options.for_credential,
                        .actions = {},
                        .resources = {},
                        .at = {},
                        .expect = {},
                        .span = {}};
  if (options.holder.at) {
    const auto at = parse_time(*options.holder.at);
    if (!at) {
      print_error({fmt::format("--at: {}", at.error())}, console);
      return false;
    }
    claim.at = *at;
  }
  incident.claims = {std::move(claim)};
  incident.assumptions.keys_as_listed =
      incident.assumptions.keys_as_listed && !options.no_catalogue;
  return true;
}

// A stretch of time shows a request of its beginning; what was asked is about one instant of it.
std::optional<incident::Witness> witness_then(const incident::Incident& incident,
                                              const ClaimReport& claim) {
  if (!claim.witness) return std::nullopt;
  const incident::History history(incident);
  incident::Verdicts verdicts(history);
  const incident::VerdictAt then =
      verdicts.as_own(verdicts.at(*claim.credential, claim.at), *claim.credential, claim.at);
  return then.witness ? then.witness : claim.witness;
}

// Of a credential that nobody knows the age of, nothing is known before the incident begins.
std::optional<Instant> unknown_before(const incident::Report& report, const ClaimReport& claim) {
  if (claim.credential->issued) return std::nullopt;
  const auto found = std::ranges::find(report.credentials, claim.credential,
                                       &incident::CredentialReport::credential);
  const Instant begin = found->timeline.front().from;
  return claim.at < begin ? std::optional(begin) : std::nullopt;
}

}  // namespace

ExitCode prove_in_incident(const ProveOptions& options, const Console& console) {
  auto source = read_source(*options.incident);
  if (!source) {
    print_error(source.error(), console);
    return ExitCode::kUnusable;
  }
  const auto load = [&](std::string_view path) {
    return read_source(path_beside(*options.incident, path));
  };
  incident::IncidentResult read = incident::read_incident(std::move(*source), load);
  const bool askable = read.usable && ask(options, read.incident, console);
  const incident::Report report = askable ? judge(read.incident) : incident::Report{};
  Diagnostics diagnostics = std::move(read.diagnostics);
  diagnostics.insert(diagnostics.end(), report.diagnostics.begin(), report.diagnostics.end());
  const bool flawed = has_errors(diagnostics);
  print_diagnostics(std::move(diagnostics), console);
  if (!askable) return ExitCode::kUnusable;
  if (report.claims.size() != 1) {
    print_error({fmt::format("--for `{}`: expected the id of one of the incident's credentials",
                             *options.for_credential)},
                console);
    return ExitCode::kUnusable;
  }
  ClaimReport claim = report.claims.front();
  if (const auto begin = unknown_before(report, claim)) {
    print_error({fmt::format("--at: nothing is known of {} before {}, when the incident begins",
                             backticked(claim.credential->id), to_string(*begin))},
                console);
    return ExitCode::kUnusable;
  }
  claim.witness = witness_then(read.incident, claim);
  const Lines relies = relies_on(read.incident);
  const std::string text =
      options.common.format == "json" ? json(claim, relies) : human(claim, relies, console.out);
  return write_result(text, options.common, console,
                      flawed ? ExitCode::kUnusable : exit_code(claim.verdict));
}

}  // namespace cordon
