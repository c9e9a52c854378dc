#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/contain/formats.h"
#include "cli/contain/wording.h"
#include "cli/quote.h"
#include "cli/wrap.h"
#include "engine/incident/verdict/timeline.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

constexpr std::size_t kLongestName = 24;
constexpr std::int64_t kMinute = 60'000;

Ink ink_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kDead:
    case Verdict::kDenied:
    case Verdict::kResidual:
      return Ink::kGood;
    case Verdict::kLive:
      return Ink::kBad;
    case Verdict::kUnknown:
      return Ink::kDoubt;
  }
  return Ink::kPlain;
}

Ink ink_of(Containment verdict) {
  switch (verdict) {
    case Containment::kContained:
      return Ink::kGood;
    case Containment::kNotContained:
      return Ink::kBad;
    case Containment::kUnknown:
      return Ink::kDoubt;
  }
  return Ink::kPlain;
}

char mark_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::kDead:
      return '.';
    case Verdict::kDenied:
      return '-';
    case Verdict::kResidual:
      return '=';
    case Verdict::kLive:
      return '#';
    case Verdict::kUnknown:
      return '?';
  }
  return ' ';
}

/// A text that begins at column `indent`, and goes on there in the next lines.
std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string lines = wrap(text, {.first = indent, .rest = indent});
  return lines.substr(indent, lines.size() - indent - 1);
}

class Writer {
 public:
  Writer(const JudgedIncident& judged, const Painter& paint)
      : incident_(judged.incident), report_(judged.report), paint_(paint), at_(judged.at) {
    for (const CredentialReport& credential : report_.credentials) {
      name_width_ = std::max(name_width_, std::min(credential.credential->id.size(), kLongestName));
    }
  }

  std::string run() {
    header();
    states();
    bars();
    for (const CredentialReport& credential : report_.credentials) write(credential);
    if (!report_.steps.empty()) heading("Steps");
    for (const StepReport& step : report_.steps) write(step);
    if (!report_.probes.empty()) heading("Probes");
    for (const ProbeReport& probe : report_.probes) write(probe);
    if (!report_.escapes.empty()) heading("What gets through");
    for (const Escape& escape : report_.escapes) write(escape);
    assumptions();
    return std::move(out_);
  }

 private:
  void heading(std::string_view text) { out_ += fmt::format("\n{}\n", paint_(Ink::kStrong, text)); }

  void header() {
    if (!incident_.title.empty())
      out_ += fmt::format("Incident: {}\n", wrapped(incident_.title, 10));
    out_ += fmt::format("{}\n  {}\n", paint_(ink_of(report_.verdict), headline(report_.verdict)),
                        wrapped(report_.why, 2));
    if (!report_.as_expected) return;
    out_ += fmt::format("  {}\n", paint_(*report_.as_expected ? Ink::kGood : Ink::kBad,
                                         expectation_words(*report_.as_expected)));
  }

  /// Every credential as it stands at the instant asked for, or after the last step.
  void states() {
    if (report_.credentials.empty()) return;
    heading(fmt::format("At {}", to_string(at_)));
    for (const CredentialReport& credential : report_.credentials) {
      const Stretch* now = stretch_at(credential, at_);
      if (now == nullptr) {
        out_ += fmt::format("  {:<{}}  not yet issued\n", name_of(credential), name_width_);
        continue;
      }
      const std::string_view verdict = to_string(now->what.verdict);
      out_ += fmt::format("  {:<{}}  {}{}{}\n", name_of(credential), name_width_,
                          paint_(ink_of(now->what.verdict), verdict),
                          std::string(10 - verdict.size(), ' '),
                          wrapped(standing_words(*now), name_width_ + 14));
    }
  }

  [[nodiscard]] std::string name_of(const CredentialReport& credential) const {
    return printable(credential.credential->id).substr(0, name_width_);
  }

  /// The stretch of time that the bars show: from the beginning to the last change, and a little
  /// more.
  [[nodiscard]] std::pair<Instant, Instant> shown() const {
    const Instant begin = beginning(incident_);
    Instant end = begin;
    for (const CredentialReport& credential : report_.credentials) {
      for (const Stretch& stretch : credential.timeline) end = std::max(end, stretch.from);
    }
    for (const Event& event : incident_.events) end = std::max(end, event.at);
    const std::int64_t margin = std::max((end.ms - begin.ms) / 8, kMinute);
    return {begin, Instant{(end.ms + margin) / kMinute * kMinute}};
  }

  static std::size_t column_of(Instant at, std::pair<Instant, Instant> range, std::size_t width) {
    const double part = static_cast<double>(at.ms - range.first.ms) /
                        static_cast<double>(range.second.ms - range.first.ms);
    const auto column = static_cast<std::size_t>(part * static_cast<double>(width));
    return std::min(column, width - 1);
  }

  static std::string bar(const CredentialReport& credential, std::pair<Instant, Instant> range,
                         std::size_t width) {
    std::string bar(width, ' ');
    for (const Stretch& stretch : credential.timeline) {
      const std::size_t from = column_of(std::max(stretch.from, range.first), range, width);
      std::fill(bar.begin() + static_cast<std::ptrdiff_t>(from), bar.end(),
                mark_of(stretch.what.verdict));
    }
    return bar;
  }

  void bars() {
    if (report_.credentials.empty()) return;
    std::size_t name_width = 5;
    for (const CredentialReport& credential : report_.credentials) {
      name_width =
          std::max(name_width, std::min<std::size_t>(credential.credential->id.size(), 24));
    }
    const std::size_t width = kColumns - name_width - 4;
    const auto range = shown();
    heading("Timeline");
    for (const CredentialReport& credential : report_.credentials) {
      line(name_of(credential), bar(credential, range, width));
    }
    std::string ticks(width, ' ');
    for (const Event& event : incident_.events) ticks[column_of(event.at, range, width)] = '^';
    if (!incident_.events.empty()) line("steps", ticks.substr(0, ticks.find_last_of('^') + 1));
    line("", fmt::format("{} .. {}", to_string(range.first), to_string(range.second)));
    line("", "# live  = residual  - denied  . dead  ? unknown");
  }

  void line(std::string_view name, std::string_view text) {
    out_ += fmt::format("  {:<{}}  {}\n", name, name_width_, text);
  }

  void write(const CredentialReport& report) {
    const HeldCredential& held = *report.credential;
    out_ +=
        fmt::format("\n{}  {}\n", paint_(Ink::kStrong, printable(held.id)), to_string(held.kind));
    out_ += fmt::format("  {}\n", printable(held.principal));
    const std::string facts = facts_of(held);
    if (!facts.empty()) out_ += fmt::format("  {}\n", wrapped(facts, 2));
    for (const Stretch& stretch : report.timeline) {
      const std::string_view verdict = to_string(stretch.what.verdict);
      out_ += fmt::format("  from {}  {}{}{}\n", to_string(stretch.from),
                          paint_(ink_of(stretch.what.verdict), verdict),
                          std::string(10 - verdict.size(), ' '), wrapped(stretch.what.reason, 39));
    }
  }

  void write(const StepReport& step) {
    out_ +=
        fmt::format("  {}. {}  {}\n     {}\n", step.event->index + 1, to_string(step.event->at),
                    printable(step.event->call),
                    paint_(step.changed ? Ink::kPlain : Ink::kDoubt, wrapped(outcome_of(step), 5)));
  }

  void write(const ProbeReport& probe) {
    const std::string_view expectation = expectation_words(probe);
    out_ += fmt::format("  {}  {}{}\n", printable(probe.probe->id), to_string(probe.decision),
                        expectation.empty() ? "" : fmt::format("  ({})", expectation));
    out_ += fmt::format(
        "     {}\n", wrapped(fmt::format("{} {}", probe.credential->id, request_words(probe)), 5));
    out_ += fmt::format("     {}\n", wrapped(probe.reason, 5));
    statements(probe.decided_by);
  }

  void statements(const std::vector<DecidingStatement>& statements) {
    for (const DecidingStatement& statement : statements) {
      out_ += wrap(statement_words(statement), {.first = 5, .rest = 7});
    }
  }

  void write(const Escape& escape) {
    for (std::size_t i = 0; i < escape.path.size(); ++i) {
      out_ +=
          fmt::format("  {}{}\n", std::string(i * 2, ' '), printable(hop_words(escape.path[i])));
    }
    out_ += fmt::format("     on {}\n", printable(escape.witness.resource));
    for (const ContextEntry& entry : escape.witness.context) {
      out_ += wrap(fmt::format("with {}", context_words(entry)), {.first = 5, .rest = 7});
    }
    statements(escape.witness.allowed_by);
  }

  void assumptions() {
    heading("Assumed");
    for (const NamedAssumption& named : named_assumptions(incident_.assumptions)) {
      out_ +=
          fmt::format("  {}: {}\n     {}\n", named.name, named.value, wrapped(named.meaning, 5));
    }
  }

  const Incident& incident_;
  const Report& report_;
  const Painter& paint_;
  Instant at_;
  std::size_t name_width_ = 5;
  std::string out_;
};

}  // namespace

std::string incident_text(const JudgedIncident& judged, const Painter& paint) {
  return Writer(judged, paint).run();
}

}  // namespace cordon
