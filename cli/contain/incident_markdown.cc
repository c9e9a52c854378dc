// A report for a ticket: GitHub's Markdown, which GitLab and others read as well. Names stand as
// code, where neither markup nor a mention counts; all other text has its punctuation escaped.

#include <fmt/format.h>

#include <algorithm>

#include "cli/contain/formats.h"
#include "cli/contain/sections.h"
#include "cli/contain/wording.h"
#include "cli/quote.h"

namespace cordon {
namespace {

enum class Place : std::uint8_t { kText, kCell };

std::string escaped(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_[]<&|~#$@";
  std::string out;
  for (const char c : printable(text)) {
    if (kMarkup.contains(c)) out += '\\';
    out += c;
  }
  return out;
}

// The longest row of backticks in a text.
std::size_t longest_fence(std::string_view text) {
  std::size_t longest = 0;
  std::size_t row = 0;
  for (const char c : text) {
    row = c == '`' ? row + 1 : 0;
    longest = std::max(longest, row);
  }
  return longest;
}

// A bar would end a cell, also inside of code.
std::string code(std::string_view name, Place place) {
  std::string text;
  for (const char c : printable(name)) {
    if (c == '|' && place == Place::kCell) text += '\\';
    text += c;
  }
  if (text.find_first_not_of(' ') == std::string::npos) return "";
  const std::string fence(longest_fence(text) + 1, '`');
  const std::string_view margin = fence.size() > 1 ? " " : "";
  return fmt::format("{}{}{}{}{}", fence, margin, text, margin, fence);
}

std::string rendered(const Piece& piece, Place place) {
  if (piece.text.empty()) return "";
  switch (piece.tone) {
    case Tone::kWords:
    case Tone::kTime:
      return escaped(piece.text);
    case Tone::kName:
      return code(piece.text, place);
    case Tone::kGood:
    case Tone::kBad:
    case Tone::kDoubt:
      return fmt::format("**{}**", escaped(piece.text));
  }
  return "";
}

std::string rendered(const Text& text, Place place) {
  std::string out;
  for (const Piece& piece : text) {
    const std::string more = rendered(piece, place);
    const bool fences_meet = out.ends_with('`') && more.starts_with('`');
    out += fences_meet ? " " + more : more;
  }
  return out;
}

struct Writer {
  std::string out;

  void operator()(const Text& text) { out += fmt::format("{}\n", rendered(text, Place::kText)); }

  void operator()(const Table& table) {
    std::string rule = "|";
    out += '|';
    for (const std::string_view title : table.head) {
      out += fmt::format(" {} |", escaped(title));
      rule += " --- |";
    }
    out += fmt::format("\n{}\n", rule);
    for (const auto& row : table.rows) {
      out += '|';
      for (const Text& cell : row) out += fmt::format(" {} |", rendered(cell, Place::kCell));
      out += '\n';
    }
  }

  void operator()(const List& list) {
    std::size_t number = 0;
    for (const Item& item : list.items) {
      out += fmt::format("{}. {}\n", ++number, rendered(item.text, Place::kText));
      for (const Text& line : item.below) {
        out += fmt::format("   - {}\n", rendered(line, Place::kText));
      }
    }
  }
};

std::string header(const JudgedIncident& judged) {
  const incident::Report& report = judged.report;
  const std::string title = judged.incident.title.empty()
                                ? ""
                                : ": " + rendered(prose(judged.incident.title), Place::kText);
  std::string text = fmt::format("# Incident{}\n\n**{}**: {}\n", title, headline(report.verdict),
                                 rendered(prose(report.why), Place::kText));
  const std::string expectation = expectation_words(judged.incident, report);
  if (!expectation.empty()) text += fmt::format("({})\n", expectation);
  return text;
}

}  // namespace

std::string incident_markdown(const JudgedIncident& judged, const Painter& /*paint*/) {
  Writer writer{header(judged)};
  for (const Section& section : sections_of(judged)) {
    writer.out += fmt::format("\n## {}\n\n", escaped(section.title));
    for (const Block& block : section.blocks) std::visit(writer, block);
  }
  return std::move(writer.out);
}

}  // namespace cordon
