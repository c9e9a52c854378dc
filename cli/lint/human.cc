// The default: findings as people read them, in a terminal or a log.

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "cli/lint/formats.h"
#include "cli/quote.h"
#include "cli/wrap.h"
#include "rules/rule.h"

namespace cordon {
namespace {

using rules::JudgedFinding;
using rules::Level;

Ink ink_of(Level level) {
  switch (level) {
    case Level::kError:
    case Level::kSecurity:
      return Ink::kBad;
    case Level::kWarning:
      return Ink::kDoubt;
    case Level::kInfo:
      return Ink::kStrong;
  }
  return Ink::kPlain;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

class Writer {
 public:
  Writer(const rules::LintResult& result, const Painter& paint) : result_(result), paint_(paint) {}

  std::string write() && {
    for (const JudgedFinding& judged : result_.findings) {
      if (judged.state == JudgedFinding::State::kActive) finding(judged.finding);
    }
    summary();
    return std::move(text_);
  }

 private:
  void finding(const rules::Finding& finding) {
    const Ink ink = ink_of(finding.level);
    headline(finding, ink);
    snippet(*finding.source, finding.span, ink);
    for (const rules::RelatedPlace& related : finding.related) {
      titled(full_place(*related.source, related.span.begin), "note: " + related.message, 2);
      snippet(*related.source, related.span, Ink::kStrong);
    }
    if (!finding.help.empty()) text_ += wrap("help: " + finding.help, {2, 8});
    if (finding.fix) {
      text_ += wrap(fmt::format("fix: {} ({})", finding.fix->title,
                                finding.fix->safe ? "safe: --fix does it"
                                                  : "changes what is allowed: look at it first"),
                    {2, 7});
    }
    text_ +=
        paint_(Ink::kFaint, fmt::format("  see: cordon explain {}", finding.rule->id)) + "\n\n";
  }

  void headline(const rules::Finding& finding, Ink ink) {
    text_ += fmt::format("{}: {} {} {}\n",
                         paint_(Ink::kPlace, full_place(*finding.source, finding.span.begin)),
                         paint_(ink, to_string(finding.level)), finding.rule->id,
                         paint_(Ink::kStrong, finding.rule->name));
    text_ += wrap(finding.message, {2, 2});
  }

  // A place, and what is said of it: on one line when there is room.
  void titled(const std::string& place, const std::string& said, std::size_t indent) {
    const bool fits = indent + place.size() + 2 + said.size() <= kColumns;
    text_ += fmt::format("{:{}}{}:", "", indent, paint_(Ink::kPlace, place));
    text_ += fits ? ' ' + printable(said) + '\n' : '\n' + wrap(said, {indent + 2, indent + 2});
  }

  void snippet(const Source& source, Span span, Ink ink) {
    if (source.text().empty()) return;
    const Quote shown = quoter_(source, span);
    text_ += fmt::format("{}{}\n{}{}\n", shown.gutter, shown.text, shown.margin,
                         paint_(ink, shown.pointer));
  }

  void summary() {
    text_ += findings_line() + '\n';
    if (!result_.errors.empty()) {
      text_ += counted(result_.errors.size(), "input", "inputs") +
               " could not be read or judged in full\n";
    }
    text_ += fmt::format("{} in {}", counted(result_.policies.size(), "policy", "policies"),
                         counted(result_.files, "file", "files"));
    if (!result_.data_date.empty()) text_ += fmt::format(", AWS data of {}", result_.data_date);
    text_ += '\n';
  }

  std::string findings_line() const {
    std::array<std::size_t, 4> of_level{};
    for (const JudgedFinding& judged : result_.findings) {
      if (judged.state != JudgedFinding::State::kActive) continue;
      ++of_level[static_cast<std::size_t>(judged.finding.level)];
    }
    const std::size_t active = result_.count(JudgedFinding::State::kActive);
    std::string line = active == 0 ? "no findings" : counted(active, "finding", "findings");
    std::string_view separator = ": ";
    for (std::size_t i = 0; i < of_level.size(); ++i) {
      if (of_level[i] == 0) continue;
      const auto level = static_cast<Level>(i);
      line += fmt::format("{}{} {}", std::exchange(separator, ", "), of_level[i],
                          paint_(ink_of(level), to_string(level)));
    }
    const std::size_t suppressed = result_.count(JudgedFinding::State::kSuppressed);
    const std::size_t baselined = result_.count(JudgedFinding::State::kBaselined);
    if (suppressed > 0) line += fmt::format("; {} suppressed", suppressed);
    if (baselined > 0) line += fmt::format("; {} in the baseline", baselined);
    return line;
  }

  const rules::LintResult& result_;
  const Painter& paint_;
  Quoter quoter_;
  std::string text_;
};

}  // namespace

std::string lint_human(const rules::LintResult& result, const Painter& paint) {
  return Writer(result, paint).write();
}

}  // namespace cordon
