#include "grammar/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "grammar/text.h"

namespace cordon {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Span span(std::size_t begin, std::size_t end) {
  return {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
}

}  // namespace

CsvReader::CsvReader(SourcePtr source, Diagnostics& diagnostics)
    : source_(std::move(source)), diagnostics_(diagnostics) {
  if (source_->text().starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

void CsvReader::report(Span span, std::string message, std::string help) {
  diagnostics_.push_back({Severity::kError, source_, span, std::move(message), std::move(help)});
}

// Without its end.
Span CsvReader::next_line() {
  const std::string_view text = source_->text();
  const std::size_t begin = at_;
  const std::size_t end = std::min(text.find('\n', begin), text.size());
  at_ = std::min(end + 1, text.size());
  const bool carriage_return = end > begin && text[end - 1] == '\r';
  return span(begin, end - (carriage_return ? 1 : 0));
}

bool CsvReader::next(CsvRow& row) {
  while (at_ < source_->text().size()) {
    const Span line = next_line();
    if (line.begin == line.end) continue;
    if (read_line(line, row)) return true;
  }
  return false;
}

bool CsvReader::read_line(Span line, CsvRow& row) {
  const std::string_view text = source_->text();
  if (line.end - line.begin > kLongestLine) {
    report(span(line.begin, line.begin + 1),
           fmt::format("this line has {} bytes, the limit is {}: it is not read",
                       line.end - line.begin, kLongestLine));
    return false;
  }
  if (const auto bad = first_invalid_utf8(source_->text(line))) {
    report(span(line.begin + *bad, line.begin + *bad + 1),
           "this is no UTF-8: the line is not read");
    return false;
  }
  row.span = line;
  row.cells.clear();
  for (std::size_t at = line.begin;; ++at) {  // steps over the comma
    CsvCell& cell = row.cells.emplace_back();
    if (at < line.end && text[at] == '"') {
      if (!read_quoted(line, at, cell)) return false;
    } else {
      const std::size_t end = std::min<std::size_t>(text.find(',', at), line.end);
      cell = {.text = std::string(text.substr(at, end - at)), .span = span(at, end)};
      at = end;
    }
    if (at == line.end) return true;
  }
}

bool CsvReader::read_quoted(Span line, std::size_t& at, CsvCell& cell) {
  const std::string_view text = source_->text(span(0, line.end));
  const std::size_t begin = at;
  for (++at;; at += 2) {  // steps over a doubled quote
    const std::size_t quote = text.find('"', at);
    if (quote == std::string_view::npos) {
      report(span(begin, begin + 1), "this quote is not closed on its line: the line is not read",
             "a quote inside of a quoted field is doubled");
      return false;
    }
    cell.text += text.substr(at, quote - at);
    at = quote;
    if (quote + 1 == line.end || text[quote + 1] != '"') break;
    cell.text += '"';
  }
  ++at;
  cell.span = span(begin, at);
  if (at == line.end || text[at] == ',') return true;
  report(span(at, at + 1), "expected a comma behind the quoted field: the line is not read",
         "a quote inside of a quoted field is doubled");
  return false;
}

}  // namespace cordon
