// Comma-separated values with places (RFC 4180), line by line: quoted fields, doubled quotes, LF or
// CRLF. A line that can't be read is reported and passed over, so that the rest is read. What the
// columns mean is the caller's business, and so is whether all lines have as many.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grammar/diagnostic.h"
#include "grammar/source.h"

namespace cordon {

struct CsvCell {
  std::string text;
  Span span;  // with its quotes
};

struct CsvRow {
  std::vector<CsvCell> cells;
  Span span;  // of the line
};

class CsvReader {
 public:
  /// Longer lines are refused: no table that people keep has one.
  static constexpr std::size_t kLongestLine = std::size_t{64} << 10U;

  CsvReader(SourcePtr source, Diagnostics& diagnostics);

  /// The next line that has something in it; false at the end.
  [[nodiscard]] bool next(CsvRow& row);

 private:
  [[nodiscard]] Span next_line();
  bool read_line(Span line, CsvRow& row);
  bool read_quoted(Span line, std::size_t& at, CsvCell& cell);
  void report(Span span, std::string message, std::string help = {});

  SourcePtr source_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
};

}  // namespace cordon
