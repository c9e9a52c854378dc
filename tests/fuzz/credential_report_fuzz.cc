// A table, whatever it is: reading ends, every row has its cells in order, every diagnostic has a
// place in the text, and a credential report lists each user once.

#include <set>
#include <string>

#include "engine/incident/world/credential_report.h"
#include "grammar/csv.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using namespace cordon::incident;
using fuzz::property;

namespace {

void check(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    property(diagnostic.span.begin <= diagnostic.span.end, "a span has an end");
    property(diagnostic.span.end <= diagnostic.source->text().size(), "a span is inside its text");
    property(!to_line(diagnostic).contains('\n'), "a diagnostic is one line");
  }
}

void check_rows(const SourcePtr& source) {
  Diagnostics diagnostics;
  CsvReader reader(source, diagnostics);
  std::uint32_t last = 0;
  for (CsvRow row; reader.next(row);) {
    property(!row.cells.empty(), "a row has a cell");
    for (const CsvCell& cell : row.cells) {
      property(cell.span.begin >= last && cell.span.end <= row.span.end, "cells are in order");
      property(cell.text.size() <= cell.span.end - cell.span.begin,
               "a cell is no longer than that");
      last = cell.span.end;
    }
  }
  check(diagnostics);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = std::make_shared<Source>("f", std::string(fuzz::as_text(data, size)));
  check_rows(source);
  const ReportedCredentialsResult result = read_credential_report(source, "");
  check(result.diagnostics);
  std::set<std::string> arns;
  for (const ReportedUser& user : result.report.users) {
    property(arns.insert(user.arn).second, "a user is listed once");
  }
  return 0;
}
