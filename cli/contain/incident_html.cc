// A report to attach to a ticket: one page that needs nothing else, runs nothing and loads nothing.
// It is well-formed XML as well, so that the tests can tell that no name breaks out.

#include <fmt/format.h>

#include <algorithm>

#include "cli/contain/formats.h"
#include "cli/contain/sections.h"
#include "cli/contain/timeline_svg.h"
#include "cli/contain/wording.h"
#include "cli/quote.h"
#include "cli/xml_text.h"

namespace cordon {
namespace {

// The colours of verdicts are those of Okabe and Ito, which the colour-blind can tell apart; on
// paper and for everybody else there are patterns and words.
constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --page: #fff; --text: #1b1b1b; --faint: #5c5c5c; --rule: #c9c9c9; --shade: #f3f3f3;
  --good: #00664a; --bad: #a33b00; --doubt: #7a5200; }
@media (prefers-color-scheme: dark) {
  :root { --page: #16181b; --text: #e6e6e6; --faint: #a5a5a5; --rule: #44484d; --shade: #22262a;
    --good: #4fd0a5; --bad: #ff9a62; --doubt: #f2bf4b; }
}
body { margin: 2rem auto; padding: 0 1rem; max-width: 72rem; background: var(--page); color: var(--text);
  font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
.verdict { padding: .6rem .9rem; border: 2px solid; border-left-width: .8rem; }
.verdict strong { font-size: 1.2rem; }
.verdict p { margin: .2rem 0 0; color: var(--text); }
.good { color: var(--good); } .bad { color: var(--bad); } .doubt { color: var(--doubt); }
.good, .bad, .doubt { font-weight: 600; } .verdict p { font-weight: 400; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--rule); }
th { color: var(--faint); font-weight: 600; white-space: nowrap; }
td, li { overflow-wrap: break-word; } time { white-space: nowrap; }
code { font: .88em ui-monospace, monospace; background: var(--shade); padding: 0 .2em; }
li { margin-bottom: .5rem; } li li { margin-bottom: 0; }
section, figure { margin: 0; overflow-x: auto; }
figcaption { color: var(--faint); margin: .4rem 0 1rem; }
svg { width: 100%; min-width: 40rem; height: auto; font: 12px system-ui, sans-serif; }
svg text { fill: var(--text); }
.grid { stroke: var(--rule); } .step { stroke: var(--text); stroke-width: 1.5; stroke-dasharray: 4 2; }
.bar { stroke: #1b1b1b; stroke-width: .5; } .label { fill: var(--page); }
.live { fill: #d55e00; } .unknown { fill: #e69f00; } .residual { fill: #56b4e9; } .denied { fill: #009e73; }
.dead { fill: #bdbdbd; } .mark { fill: #fff; fill-opacity: .65; }
@media print {
  :root { --page: #fff; --text: #000; --faint: #444; --rule: #999; --shade: #fff; --good: #000; --bad: #000; --doubt: #000; }
  body { margin: 0; max-width: none; font-size: 10pt; }
  svg { min-width: 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2 { break-after: avoid; } tr, li, figure { break-inside: avoid; } thead { display: table-header-group; }
}
)";

std::string_view style_class(Tone tone) {
  switch (tone) {
    case Tone::kWords:
    case Tone::kName:
    case Tone::kTime:
      return "";
    case Tone::kGood:
      return "good";
    case Tone::kBad:
      return "bad";
    case Tone::kDoubt:
      return "doubt";
  }
  return "";
}

std::string escaped(std::string_view text) { return xml_text(printable(text)); }

// A long name may go on in the next line behind a colon or a slash, not amid its words.
std::string code(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const std::size_t mark = name.find_first_of(":/");
    const std::size_t end = std::min(name.find_first_not_of(":/", mark), name.size());
    out += escaped(name.substr(0, end));
    if (end < name.size()) out += "<wbr/>";
    name.remove_prefix(end);
  }
  return fmt::format("<code>{}</code>", out);
}

std::string rendered(const Piece& piece) {
  if (piece.text.empty()) return "";
  if (piece.tone == Tone::kName) return code(piece.text);
  if (piece.tone == Tone::kTime) return fmt::format("<time>{}</time>", escaped(piece.text));
  const std::string_view kind = style_class(piece.tone);
  if (kind.empty()) return escaped(piece.text);
  return fmt::format("<span class=\"{}\">{}</span>", kind, escaped(piece.text));
}

std::string rendered(const Text& text) {
  std::string out;
  for (const Piece& piece : text) out += rendered(piece);
  return out;
}

struct Writer {
  std::string out;

  void operator()(const Text& text) { out += fmt::format("<p>{}</p>\n", rendered(text)); }

  void operator()(const Table& table) {
    out += "<table>\n<thead><tr>";
    for (const std::string_view title : table.head) {
      out += fmt::format("<th scope=\"col\">{}</th>", escaped(title));
    }
    out += "</tr></thead>\n<tbody>\n";
    for (const auto& row : table.rows) {
      out += "<tr>";
      for (const Text& cell : row) out += fmt::format("<td>{}</td>", rendered(cell));
      out += "</tr>\n";
    }
    out += "</tbody>\n</table>\n";
  }

  void operator()(const List& list) {
    out += "<ol>\n";
    for (const Item& item : list.items) {
      out += fmt::format("<li>{}", rendered(item.text));
      if (!item.below.empty()) out += "<ul>";
      for (const Text& line : item.below) out += fmt::format("<li>{}</li>", rendered(line));
      out += item.below.empty() ? "</li>\n" : "</ul></li>\n";
    }
    out += "</ol>\n";
  }
};

std::string picture(const JudgedIncident& judged) {
  const std::size_t count = judged.report.credentials.size();
  std::string caption =
      "A bar is a credential, a dashed line a step with its number. Times are UTC.";
  if (count > kMostBars) {
    caption += fmt::format(
        " {} of {} credentials are drawn, those that stay open first; the table has all.",
        kMostBars, count);
  }
  return fmt::format("<figure>\n{}<figcaption>{}</figcaption>\n</figure>\n", timeline_svg(judged),
                     caption);
}

std::string header(const JudgedIncident& judged) {
  const incident::Report& report = judged.report;
  const std::string& title = judged.incident.title;
  const std::string expectation =
      report.as_expected ? fmt::format("<p>({})</p>", expectation_words(judged.incident, report))
                         : "";
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\"/>\n"
      "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
      "<title>{1}: {0}</title>\n<style>{2}</style>\n</head>\n<body>\n<h1>{0}</h1>\n"
      "<div class=\"verdict {3}\"><strong>{1}</strong><p>{4}</p>{5}</div>\n",
      title.empty() ? "Incident" : escaped(title), headline(report.verdict), kStyle,
      style_class(tone_of(report.verdict)), rendered(prose(report.why)), expectation);
}

}  // namespace

std::string incident_html(const JudgedIncident& judged, const Painter& /*paint*/) {
  Writer writer{header(judged)};
  for (const Section& section : sections_of(judged)) {
    writer.out += fmt::format("<section>\n<h2>{}</h2>\n", escaped(section.title));
    if (section.is_timeline) writer.out += picture(judged);
    for (const Block& block : section.blocks) std::visit(writer, block);
    writer.out += "</section>\n";
  }
  writer.out += "</body>\n</html>\n";
  return std::move(writer.out);
}

}  // namespace cordon
