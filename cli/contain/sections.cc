#include "cli/contain/sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/contain/wording.h"
#include "cli/sha256.h"
#include "engine/incident/verdict/timeline.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

Text words(std::string text) { return {{Tone::kWords, std::move(text)}}; }
Text name(std::string_view text) { return {{Tone::kName, std::string(text)}}; }
Text toned(Tone tone, std::string_view text) { return {{tone, std::string(text)}}; }

Text verdict(Verdict verdict) { return toned(tone_of(verdict), to_string(verdict)); }

Text time(const std::optional<Instant>& at) { return toned(Tone::kTime, at ? to_string(*at) : ""); }

Text joined(Text text, Text more) {
  std::ranges::move(more, std::back_inserter(text));
  return text;
}

template <class Records, class Write>
Table table(std::vector<std::string_view> head, const Records& records, Write row_of) {
  Table table{.head = std::move(head), .rows = {}};
  for (const auto& record : records) table.rows.push_back(row_of(record));
  return table;
}

Section section(std::string title, Block block) {
  return {.title = std::move(title), .blocks = {std::move(block)}};
}

// `at FILE: POLICY statement 0 (Sid)`, with the names set off.
Text statement(const DecidingStatement& statement) {
  return joined(
      name(statement.place),
      prose(fmt::format(": {} statement {}{}", statement.policy, statement.statement,
                        statement.sid.empty() ? "" : fmt::format(" (`{}`)", statement.sid))));
}

Section standings(const JudgedIncident& judged) {
  const auto row = [&](const CredentialReport& report) -> std::vector<Text> {
    const Stretch* now = stretch_at(report, judged.at);
    if (now == nullptr) return {name(report.credential->id), {}, words("not yet issued")};
    return {name(report.credential->id), verdict(now->what.verdict), prose(standing_words(*now))};
  };
  return section(fmt::format("At {}", to_string(judged.at)),
                 table({"credential", "verdict", "why"}, judged.report.credentials, row));
}

Section timelines(const JudgedIncident& judged) {
  Table table{.head = {"credential", "from", "until", "verdict", "why"}, .rows = {}};
  for (const CredentialReport& report : judged.report.credentials) {
    for (const Stretch& stretch : report.timeline) {
      table.rows.push_back({name(report.credential->id), time(stretch.from), time(stretch.to),
                            verdict(stretch.what.verdict), prose(stretch.what.reason)});
    }
  }
  Section timelines = section("Timeline", std::move(table));
  timelines.is_timeline = true;
  return timelines;
}

Text hop(const EscapeStep& step) {
  Text text = joined(name(step.credential), words(" calls "));
  text = joined(std::move(text), name(step.call));
  return step.at ? joined(std::move(text), words(fmt::format(" at {}", to_string(*step.at))))
                 : text;
}

Item escape(const Escape& escape) {
  Item item;
  for (const EscapeStep& step : escape.path) {
    if (!item.text.empty()) item.text.push_back({Tone::kWords, ", then "});
    item.text = joined(std::move(item.text), hop(step));
  }
  item.below.push_back(joined(words("on "), name(escape.witness.resource)));
  for (const ContextEntry& entry : escape.witness.context) {
    item.below.push_back(joined(words("with "), name(context_words(entry))));
  }
  for (const DecidingStatement& allow : escape.witness.allowed_by) {
    item.below.push_back(joined(words("allowed by "), statement(allow)));
  }
  return item;
}

Section escapes(const JudgedIncident& judged) {
  List list;
  for (const Escape& one : judged.report.escapes) list.items.push_back(escape(one));
  return section("What gets through", std::move(list));
}

Section reached(const JudgedIncident& judged) {
  const ShownReached reached = reached_by(judged.report);
  const auto row = [&](const CredentialReport* report) -> std::vector<Text> {
    const Stretch* now = stretch_at(*report, judged.at);
    const Stretch& stretch = now == nullptr ? report->timeline.front() : *now;
    return {name(report->credential->id), prose(minting_words(*report->credential->minting)),
            verdict(stretch.what.verdict), prose(standing_words(stretch))};
  };
  Section shown = section("What can still be made",
                          table({"credential", "made by", "verdict", "why"}, reached.shown, row));
  shown.blocks.emplace_back(prose(left_out_words(reached, judged.report.reach_cut_short)));
  return shown;
}

Section doors(const JudgedIncident& judged) {
  List list;
  for (const Door& door : judged.report.doors) {
    list.items.push_back({.text = prose(door_words(door)), .below = {}});
  }
  return section("Ways in that events opened", std::move(list));
}

Section lasting(const JudgedIncident& judged) {
  return section("Changes that outlast the credential",
                 table({"credential", "change"}, judged.report.lasting,
                       [](const LastingChange& change) -> std::vector<Text> {
                         return {name(change.credential->id), prose(change_words(change))};
                       }));
}

Section undoing(const JudgedIncident& judged) {
  List list;
  for (const UndoReport& undo : judged.report.undo) {
    list.items.push_back({.text = prose(undo_words(undo)), .below = {}});
  }
  return section("What can take a step back", std::move(list));
}

Section steps(const JudgedIncident& judged) {
  return section("Steps",
                 table({"step", "at", "call", "effect", "what it did", "what it costs others"},
                       judged.report.steps, [](const StepReport& step) -> std::vector<Text> {
                         return {
                             words(fmt::format("{}", step.event->index + 1)),
                             time(step.event->at),
                             name(step.event->call),
                             toned(step.changed ? Tone::kWords : Tone::kDoubt, effect_words(step)),
                             prose(step.why),
                             prose(cost_words(step))};
                       }));
}

Text decision(const ProbeReport& probe) {
  const bool unknown = probe.decision == ProbeDecision::kUnknown;
  return toned(unknown ? Tone::kDoubt : Tone::kWords, to_string(probe.decision));
}

Text why(const ProbeReport& probe) {
  Text text = prose(probe.reason);
  for (const DecidingStatement& decided : probe.decided_by) {
    text = joined(joined(std::move(text), words("; ")), statement(decided));
  }
  return text;
}

Section probes(const JudgedIncident& judged) {
  return section("Probes",
                 table({"probe", "credential", "request", "decision", "expectation", "why"},
                       judged.report.probes, [](const ProbeReport& probe) -> std::vector<Text> {
                         return {name(probe.probe->id),
                                 name(probe.credential->id),
                                 prose(request_words(probe)),
                                 decision(probe),
                                 toned(probe.as_expected.value_or(true) ? Tone::kWords : Tone::kBad,
                                       expectation_words(probe.as_expected)),
                                 why(probe)};
                       }));
}

Tone tone_of_claim(const ClaimReport& claim) {
  switch (claim.verdict) {
    case ClaimVerdict::kHolds:
      return Tone::kGood;
    case ClaimVerdict::kRefuted:
      return Tone::kBad;
    case ClaimVerdict::kUndecided:
      return Tone::kDoubt;
  }
  return Tone::kDoubt;
}

Section claims(const JudgedIncident& judged) {
  return section("Claims",
                 table({"claim", "says", "verdict", "expectation", "why"}, judged.report.claims,
                       [](const ClaimReport& claim) -> std::vector<Text> {
                         return {name(claim.claim->name), prose(claim_words(claim)),
                                 toned(tone_of_claim(claim), to_string(claim.verdict)),
                                 toned(claim.as_expected.value_or(true) ? Tone::kWords : Tone::kBad,
                                       expectation_words(claim.as_expected)),
                                 prose(claim.reason)};
                       }));
}

Section credentials(const JudgedIncident& judged) {
  return section("Credentials", table({"credential", "kind", "principal", "what is known"},
                                      judged.report.credentials,
                                      [](const CredentialReport& report) -> std::vector<Text> {
                                        const HeldCredential& held = *report.credential;
                                        return {name(held.id),
                                                words(std::string(to_string(held.kind))),
                                                name(held.principal), prose(facts_of(held))};
                                      }));
}

Section assumptions(const JudgedIncident& judged) {
  return section("Assumed",
                 table({"name", "value", "what"}, named_assumptions(judged.incident.assumptions),
                       [](const NamedAssumption& named) -> std::vector<Text> {
                         return {words(named.name), words(named.value), prose(named.meaning)};
                       }));
}

Section inputs(const JudgedIncident& judged) {
  return section(
      "Inputs",
      table({"file", "SHA-256"}, judged.inputs, [](const Input& input) -> std::vector<Text> {
        return {name(input.source->name()), name(sha256(input.source->text()))};
      }));
}

bool shows_something(const Block& block) {
  if (const auto* table = std::get_if<Table>(&block)) return !table->rows.empty();
  if (const auto* list = std::get_if<List>(&block)) return !list->items.empty();
  return !std::get<Text>(block).empty();
}

}  // namespace

Tone tone_of(Verdict verdict) {
  if (verdict == Verdict::kUnknown) return Tone::kDoubt;
  return is_closed(verdict) ? Tone::kGood : Tone::kBad;
}

Tone tone_of(Containment verdict) {
  switch (verdict) {
    case Containment::kContained:
      return Tone::kGood;
    case Containment::kNotContained:
      return Tone::kBad;
    case Containment::kUnknown:
      return Tone::kDoubt;
  }
  return Tone::kWords;
}

std::vector<Section> sections_of(const JudgedIncident& judged) {
  std::vector<Section> sections;
  for (Section (*write)(const JudgedIncident&) :
       {standings, timelines, escapes, reached, doors, lasting, undoing, steps, probes, claims,
        credentials, assumptions, inputs}) {
    Section section = write(judged);
    std::erase_if(section.blocks, [](const Block& block) { return !shows_something(block); });
    if (!section.blocks.empty()) sections.push_back(std::move(section));
  }
  return sections;
}

}  // namespace cordon
