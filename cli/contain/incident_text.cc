#include <fmt/format.h>

#include <algorithm>

#include "cli/contain/axis.h"
#include "cli/contain/bars.h"
#include "cli/contain/formats.h"
#include "cli/contain/wording.h"
#include "cli/quote.h"
#include "cli/wrap.h"
#include "engine/incident/verdict/timeline.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using namespace incident;  // NOLINT(google-build-using-namespace): the report's own names, in one
                           // file

constexpr std::size_t kLongestName = 24;
constexpr std::size_t kDeepest = 20;  // blanks before a step of a long path

/// A text that begins at column `indent`, and goes on there in the next lines.
std::string wrapped(std::string_view text, std::size_t indent) {
  const std::string lines =
      wrap(text, {.first = indent, .rest = indent, .long_words = LongWords::kFit});
  return lines.substr(indent, lines.size() - indent - 1);
}

/// Lines of their own that hang below what they belong to.
std::string hanging(std::string_view text) {
  std::string lines = wrap(text, {.first = 5, .rest = 7, .long_words = LongWords::kFit});
  const std::size_t end = lines.find('\n');
  const bool first_is_blank = lines.find_first_not_of(' ') == end && end + 1 < lines.size();
  return first_is_blank ? lines.substr(end + 1) : lines;
}

class Writer {
 public:
  Writer(const JudgedIncident& judged, const Painter& paint)
      : judged_(judged),
        incident_(judged.incident),
        report_(judged.report),
        paint_(paint),
        at_(judged.at) {
    for (const CredentialReport& credential : report_.credentials) {
      const std::size_t width = display_width(printable(credential.credential->id));
      name_width_ = std::max(name_width_, std::min(width, kLongestName));
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
    if (!report_.claims.empty()) heading("Claims");
    for (const ClaimReport& claim : report_.claims) write(claim);
    if (!report_.escapes.empty()) heading("What gets through");
    for (const Escape& escape : report_.escapes) write(escape);
    reached();
    lines("Ways in that events opened", report_.doors, door_words);
    lines("Changes that outlast the credential", report_.lasting, [](const LastingChange& change) {
      return fmt::format("{}  {}", change.credential->id, change_words(change));
    });
    lines("What can take a step back", report_.undo, undo_words);
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
                                         expectation_words(incident_, report_)));
  }

  /// Every credential as it stands at the instant asked for, or after the last step.
  void states() {
    if (report_.credentials.empty()) return;
    heading(fmt::format("At {}", to_string(at_)));
    for (const CredentialReport& credential : report_.credentials) {
      const Stretch* now = stretch_at(credential, at_);
      if (now == nullptr) {
        line(name_of(credential), "not yet issued");
        continue;
      }
      const std::string_view verdict = to_string(now->what.verdict);
      out_ += fmt::format(
          "  {}  {}{}{}\n", name_of(credential), paint_(ink_of(now->what.verdict), verdict),
          std::string(10 - verdict.size(), ' '), wrapped(standing_words(*now), name_width_ + 14));
    }
  }

  /// Cut in its middle where it is too long for its column.
  [[nodiscard]] std::string name_of(const CredentialReport& credential) const {
    return fitted(printable(credential.credential->id), name_width_);
  }

  void bars() {
    if (report_.credentials.empty()) return;
    const Axis axis = axis_of(judged_);
    const Canvas canvas{.axis = axis, .width = kColumns - name_width_ - 4, .paint = paint_};
    heading("Timeline");
    for (const CredentialReport& credential : report_.credentials) {
      line(name_of(credential), bar(credential, canvas));
    }
    if (!incident_.events.empty()) line(fitted("steps", name_width_), ticks(incident_, canvas));
    const std::string blanks(name_width_, ' ');
    line(blanks, fmt::format("{} .. {}", to_string(axis.begin), to_string(axis.end)));
    line(blanks, legend(paint_));
  }

  void line(std::string_view name, std::string_view text) {
    out_ += fmt::format("  {}  {}\n", name, text);
  }

  /// A name and, behind two blanks or below it, what follows.
  [[nodiscard]] std::string wrapped_name(std::string_view name, std::string_view words, Ink ink,
                                         std::size_t indent) const {
    const std::string shown = wrapped(name, indent);
    const bool below = indent + display_width(shown) + 2 + words.size() > kColumns;
    const std::string gap = below ? fmt::format("\n{}", std::string(indent + 2, ' ')) : "  ";
    return fmt::format("{}{}{}", paint_(ink, shown), gap, words);
  }

  void write(const CredentialReport& report) {
    const HeldCredential& held = *report.credential;
    out_ += fmt::format("\n{}\n", wrapped_name(held.id, to_string(held.kind), Ink::kStrong, 0));
    out_ += fmt::format("  {}\n", wrapped(held.principal, 2));
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
                    wrapped(step.event->call, 30),
                    paint_(step.changed ? Ink::kPlain : Ink::kDoubt, wrapped(outcome_of(step), 5)));
    const std::string costs = cost_words(step);
    if (!costs.empty()) out_ += fmt::format("     costs {}\n", wrapped(costs, 11));
  }

  void outcome(std::string_view name, std::string_view decided, std::optional<bool> as_expected) {
    const std::string words = as_expected
                                  ? fmt::format("{}  ({})", decided, expectation_words(as_expected))
                                  : std::string(decided);
    out_ += fmt::format("  {}\n", wrapped_name(name, words, Ink::kPlain, 2));
  }

  void write(const ProbeReport& probe) {
    outcome(probe.probe->id, to_string(probe.decision), probe.as_expected);
    out_ += fmt::format(
        "     {}\n", wrapped(fmt::format("{} {}", probe.credential->id, request_words(probe)), 5));
    out_ += fmt::format("     {}\n", wrapped(probe.reason, 5));
    statements(probe.decided_by);
  }

  void write(const ClaimReport& claim) {
    outcome(claim.claim->name, to_string(claim.verdict), claim.as_expected);
    out_ += fmt::format("     {}\n", wrapped(claim_words(claim), 5));
    out_ += fmt::format("     {}\n", wrapped(claim.reason, 5));
    if (claim.witness) statements(claim.witness->allowed_by);
  }

  void statements(const std::vector<DecidingStatement>& statements) {
    for (const DecidingStatement& statement : statements) {
      out_ += hanging(statement_words(statement));
    }
  }

  void write(const Escape& escape) {
    for (std::size_t i = 0; i < escape.path.size(); ++i) {
      const std::size_t indent = 2 + std::min(i * 2, kDeepest);
      out_ += std::string(indent, ' ') + wrapped(hop_words(escape.path[i]), indent) + '\n';
    }
    out_ += hanging(fmt::format("on {}", escape.witness.resource));
    for (const ContextEntry& entry : escape.witness.context) {
      out_ += hanging(fmt::format("with {}", context_words(entry)));
    }
    statements(escape.witness.allowed_by);
  }

  void reached() {
    const ShownReached reached = reached_by(report_);
    const std::string left_out = left_out_words(reached, report_.reach_cut_short);
    if (reached.shown.empty() && left_out.empty()) return;
    heading("What can still be made");
    for (const CredentialReport* found : reached.shown) {
      const Stretch* now = stretch_at(*found, at_);
      const Stretch& shown = now == nullptr ? found->timeline.front() : *now;
      out_ +=
          fmt::format("  {}\n     {}\n     {} {}\n", wrapped(printable(found->credential->id), 2),
                      wrapped(minting_words(*found->credential->minting), 5),
                      paint_(ink_of(shown.what.verdict), to_string(shown.what.verdict)),
                      wrapped(standing_words(shown), 6 + to_string(shown.what.verdict).size()));
    }
    if (!left_out.empty()) out_ += fmt::format("  {}\n", wrapped(left_out, 2));
  }

  template <class Record, class Words>
  void lines(std::string_view title, const std::vector<Record>& records, Words words) {
    if (!records.empty()) heading(title);
    for (const Record& record : records) {
      out_ += wrap(printable(words(record)), {.first = 2, .rest = 5});
    }
  }

  void assumptions() {
    heading("Assumed");
    for (const NamedAssumption& named : named_assumptions(incident_.assumptions)) {
      out_ +=
          fmt::format("  {}: {}\n     {}\n", named.name, named.value, wrapped(named.meaning, 5));
    }
  }

  const JudgedIncident& judged_;
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
