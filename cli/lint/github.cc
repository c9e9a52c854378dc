// Workflow commands of GitHub Actions: one annotation a finding, at its place in the file. GitHub
// shows the first ten of a kind in a step; SARIF has no such limit.

#include <fmt/format.h>

#include "cli/lint/formats.h"
#include "cli/lint/places.h"
#include "cli/lint/rating.h"

namespace cordon {
namespace {

// Commands end with their line; in properties, commas and colons separate.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos) {
      result += c;
    } else {
      result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return result;
}

std::string message_text(std::string_view text) { return escaped(text, "%\r\n"); }
std::string property_text(std::string_view text) { return escaped(text, "%\r\n:,"); }

std::string_view command(Rating rating) {
  switch (rating) {
    case Rating::kError:
      return "error";
    case Rating::kWarning:
      return "warning";
    case Rating::kNote:
      return "notice";
  }
  return "";
}

std::string annotation(const rules::Finding& finding) {
  const FilePlace place = file_place(*finding.source, finding.span);
  const Position begin = place.file->position(place.span.begin);
  const Position end = place.file->position(place.span.end);
  // GitHub reads columns only of a place on one line.
  const std::string columns = begin.line == end.line
                                  ? fmt::format(",col={},endColumn={}", begin.column, end.column)
                                  : std::string();
  const std::string text =
      finding.help.empty() ? finding.message : finding.message + "\nhelp: " + finding.help;
  return fmt::format("::{} file={},line={},endLine={}{},title={}::{}\n",
                     command(rating(finding.level)), property_text(place.file->name()), begin.line,
                     end.line, columns,
                     property_text(fmt::format("{} {}", finding.rule->id, finding.rule->name)),
                     message_text(text));
}

}  // namespace

std::string lint_github(const rules::LintResult& result, const Painter& /*paint*/) {
  std::string text;
  for (const rules::JudgedFinding& judged : result.findings) {
    if (judged.state == rules::JudgedFinding::State::kActive) text += annotation(judged.finding);
  }
  for (const std::string& error : result.errors) {
    text += fmt::format("::error title=cordon::{}\n", message_text(error));
  }
  return text;
}

}  // namespace cordon
