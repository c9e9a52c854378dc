#include "tests/support/incident_fixtures.h"

#include <fmt/format.h>

#include <iterator>

#include "doctest/doctest.h"
#include "engine/incident/report.h"
#include "tests/support/file.h"
#include "tests/support/large_incident.h"

namespace cordon::support {
namespace {

void check(std::string_view folder, const FixtureRow& row) {
  CAPTURE(row.file);
  const auto text = read_file(fmt::format("{}/{}.json", folder, row.file));
  REQUIRE(text);
  const incident::IncidentResult result = read_incident_text(*text);
  REQUIRE(result.usable);
  const std::string said = result.diagnostics.empty() ? "" : to_line(result.diagnostics.front());
  CHECK(said.contains(row.warning));
  CHECK(result.diagnostics.empty() == row.warning.empty());
  const incident::Report report = incident::judge(result.incident);
  CAPTURE(report.why);
  const auto at = report.contained_at;
  CHECK(fmt::format("{}{}", to_string(report.verdict), at ? " at " + to_string(*at) : "") ==
        row.verdict);
  CHECK(report.as_expected == true);
}

}  // namespace

void check_fixtures(std::string_view folder, std::span<const FixtureRow> rows) {
  for (const FixtureRow& row : rows) check(folder, row);
  CHECK(std::ssize(files_below(std::string(folder), {".json"})) == std::ssize(rows));
}

}  // namespace cordon::support
