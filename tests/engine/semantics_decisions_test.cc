// fixtures/semantics/decisions.jsonl: the truth table of decisions, whole case documents. What each
// case is, its reason and its source stand in the table of the README beside it.

#include <fmt/format.h>

#include <map>

#include "doctest/doctest.h"
#include "tests/support/case_document.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

// The cells of a table row; empty when the line is none.
std::vector<std::string> cells(std::string_view line) {
  std::vector<std::string> found;
  if (!line.starts_with("| ")) return found;
  line.remove_prefix(2);
  for (std::size_t end = line.find(" |"); end != std::string_view::npos; end = line.find(" |")) {
    found.emplace_back(line.substr(0, end));
    line.remove_prefix(std::min(end + 3, line.size()));
  }
  return found;
}

// By id: decision and reason as the README says.
std::map<std::string, std::string> readme_rows() {
  std::map<std::string, std::string> rows;
  const std::string text = support::read_file("fixtures/semantics/README.md").value();
  for (const std::string_view line : support::split_lines(text)) {
    const auto row = cells(line);
    if (row.size() == 5 && row[0].starts_with('D')) rows[row[0]] = row[2] + " " + row[3];
  }
  return rows;
}

// `at level N` is a detail that the README does not have.
std::string without_level(const std::string& line) {
  return line.substr(0, line.find(" at level"));
}

TEST_CASE("truth table of decisions") {
  auto documented = readme_rows();
  const auto rows = support::json_lines("fixtures/semantics/decisions.jsonl");
  REQUIRE(rows.size() == 40);
  for (const support::JsonText& line : rows) {
    const support::Case one = support::read_case(line.root());
    CAPTURE(one.id);
    const Decision decision = evaluate(one.request, one.policies);
    CHECK(to_string(decision.outcome) == one.expect);
    CHECK(without_level(support::to_line(decision)) == documented[one.id]);
    documented.erase(one.id);
  }
  CHECK(documented.empty());
}

// D30 once more, with the SCPs that are there and do not apply.
TEST_CASE("truth table of decisions: the organization's SCPs and its management account") {
  support::Case one = support::read_case(R"({"request": {
      "principal": "arn:aws:iam::111122223333:user/alice", "action": "s3:GetObject",
      "resource": "arn:aws:s3:::reports/2024.csv"}, "policies": {
      "identity": [{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}],
      "scps": [[{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}]]}})");
  CHECK(support::decide(one) == "explicitDeny scp-explicit-deny");
  one.policies.scps_apply = false;
  CHECK(support::decide(one) == "allowed identity-allow");
}

TEST_CASE("truth table of decisions: the level that lacks an Allow is named") {
  for (const support::JsonText& line : support::json_lines("fixtures/semantics/decisions.jsonl")) {
    const support::Case one = support::read_case(line.root());
    if (one.id == "D28") CHECK(support::decide(one) == "implicitDeny scp-implicit-deny at level 1");
    if (one.id == "D29") CHECK(support::decide(one) == "implicitDeny scp-implicit-deny at level 2");
  }
}

}  // namespace
}  // namespace cordon
