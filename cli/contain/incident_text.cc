#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/contain/incident_report.h"
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
  Writer(const Incident& incident, const Report& report, const Painter& paint, Instant at)
      : incident_(incident), report_(report), paint_(paint), at_(at) {
    for (const CredentialReport& credential : report.credentials) {
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
    const bool contained = report_.verdict == Containment::kContained;
    const std::string_view verdict = contained ? "CONTAINED"
                                     : report_.verdict == Containment::kNotContained
                                         ? "NOT CONTAINED"
                                         : "UNKNOWN";
    const Ink ink = contained                                       ? Ink::kGood
                    : report_.verdict == Containment::kNotContained ? Ink::kBad
                                                                    : Ink::kDoubt;
    if (!incident_.title.empty())
      out_ += fmt::format("Incident: {}\n", wrapped(incident_.title, 10));
    out_ += fmt::format("{}\n  {}\n", paint_(ink, verdict), wrapped(report_.why, 2));
    if (!report_.as_expected) return;
    out_ +=
        fmt::format("  {}\n", *report_.as_expected ? paint_(Ink::kGood, "as the file expects")
                                                   : paint_(Ink::kBad, "not as the file expects"));
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
      const std::string until = now->to ? fmt::format(" (until {})", to_string(*now->to)) : "";
      out_ += fmt::format("  {:<{}}  {}{}{}\n", name_of(credential), name_width_,
                          paint_(ink_of(now->what.verdict), verdict),
                          std::string(10 - verdict.size(), ' '),
                          wrapped(now->what.reason + until, name_width_ + 14));
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
    std::string facts;
    const auto fact = [&](const std::string& text) { facts += (facts.empty() ? "" : ", ") + text; };
    if (!held.parent.empty()) fact(fmt::format("from {}", held.parent));
    if (held.issued) fact(fmt::format("issued {}", to_string(*held.issued)));
    if (held.expires) fact(fmt::format("expires {}", to_string(*held.expires)));
    if (held.renews) fact("renews itself");
    if (!facts.empty()) out_ += fmt::format("  {}\n", wrapped(facts, 2));
    for (const Stretch& stretch : report.timeline) {
      const std::string_view verdict = to_string(stretch.what.verdict);
      out_ += fmt::format("  from {}  {}{}{}\n", to_string(stretch.from),
                          paint_(ink_of(stretch.what.verdict), verdict),
                          std::string(10 - verdict.size(), ' '), wrapped(stretch.what.reason, 39));
    }
  }

  void write(const StepReport& step) {
    out_ += fmt::format("  {}. {}  {}\n     {}\n", step.event->index + 1, to_string(step.event->at),
                        printable(step.event->call),
                        step.changed ? wrapped(step.why, 5)
                                     : paint_(Ink::kDoubt, wrapped("no effect: " + step.why, 5)));
  }

  void write(const ProbeReport& probe) {
    const std::string_view mark = !probe.as_expected   ? ""
                                  : *probe.as_expected ? "  (as expected)"
                                                       : "  (NOT as expected)";
    out_ +=
        fmt::format("  {}  {}{}\n", printable(probe.probe->id), to_string(probe.decision), mark);
    out_ += fmt::format(
        "     {}\n",
        wrapped(fmt::format("{} {} on {}{}", probe.credential->id, probe.probe->action,
                            probe.probe->resource, probe.at ? " at " + to_string(*probe.at) : ""),
                5));
    out_ += fmt::format("     {}\n", wrapped(probe.reason, 5));
    statements(probe.decided_by);
  }

  void statements(const std::vector<DecidingStatement>& statements) {
    for (const DecidingStatement& statement : statements) {
      out_ += wrap(fmt::format("{}: {} statement {}{}", statement.place, statement.policy,
                               statement.statement,
                               statement.sid.empty() ? "" : fmt::format(" ({})", statement.sid)),
                   {.first = 5, .rest = 7});
    }
  }

  void write(const Escape& escape) {
    for (std::size_t i = 0; i < escape.path.size(); ++i) {
      const EscapeStep& step = escape.path[i];
      out_ += fmt::format("  {}{} -> {}{}\n", std::string(i * 2, ' '), printable(step.credential),
                          printable(step.call), step.at ? " at " + to_string(*step.at) : "");
    }
    out_ += fmt::format("     on {}\n", printable(escape.witness.resource));
    for (const ContextEntry& entry : escape.witness.context) {
      const bool told = entry.state == ContextEntry::State::kValues;
      out_ +=
          wrap(fmt::format("with {} {}", entry.key.name,
                           told ? fmt::format("= {}", fmt::join(entry.values, ", ")) : "absent"),
               {.first = 5, .rest = 7});
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

std::vector<NamedAssumption> named_assumptions(const Assumptions& assumptions) {
  constexpr std::array<std::string_view, 3> kSwitch{"ineffective", "effective", "unknown"};
  const auto get_session_token =
      kSwitch[static_cast<std::size_t>(assumptions.get_session_token_under_deny)];
  const auto ends = [](bool value) { return value ? "end" : "unknown"; };
  return {
      {"propagation", fmt::format("{}s", static_cast<double>(assumptions.propagation_ms) / 1000),
       "how long old and new policy state may both answer after a change"},
      {"getSessionTokenUnderDeny", std::string(get_session_token),
       "whether a Deny stops sts:GetSessionToken: AWS's documents contradict each other"},
      {"sessionsOfDeletedUser", ends(assumptions.deleted_user_ends_sessions),
       "deleting a user ends its session and federation tokens: AWS does not document it"},
      {"sessionsOfDeletedRole", ends(assumptions.deleted_role_ends_sessions),
       "deleting a role ends its sessions: AWS does not document it"},
      {"credentials", "as given",
       "the credentials given are all that were minted; what they could mint later is not "
       "followed"},
      {"resourcePolicies", "as given",
       "a resource of the same account whose policy was not given grants nothing to anyone"},
  };
}

std::string incident_text(const Incident& incident, const Report& report, const Painter& paint,
                          std::optional<Instant> at) {
  return Writer(incident, report, paint, at.value_or(last_step(incident))).run();
}

}  // namespace cordon
