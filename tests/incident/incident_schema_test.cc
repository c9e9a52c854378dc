// The schema of incident files (schemas/incident-file.v1.json) says what the reader says: shipped
// incidents are valid, what the reader refuses for its shape is not, and it lists the calls.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "doctest/doctest.h"
#include "engine/incident/events/event_call.h"
#include "engine/incident/incident.h"
#include "grammar/text.h"
#include "grammar/yaml.h"
#include "tests/incident/incident_schema_rows.h"
#include "tests/support/file.h"
#include "tests/support/golden.h"
#include "tests/support/schemas.h"
#include "tests/support/yaml_as_json.h"

namespace cordon::incident {
namespace {

using nlohmann::ordered_json;

constexpr std::string_view kSchema = "schemas/incident-file.v1.json";

TEST_CASE("incident schema: every shipped incident is valid") {
  std::vector<std::string> names;
  std::vector<std::string> texts;
  for (const std::filesystem::path& file : support::files_below("fixtures/incidents", {".yaml"})) {
    if (file.filename() != "incident.yaml") continue;
    names.push_back(file.string());
    texts.push_back(support::as_json(*support::read_file(file)));
  }
  CHECK(texts.size() >= 8);
  const auto complaints = support::json_schema_complaints(kSchema, texts);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CAPTURE(names[i]);
    CHECK(complaints[i] == "");
  }
}

// Whether the reader reports an error about a text that needs no other file.
std::string reader_complaint(const std::string& text) {
  const LoadFile some_file = [](std::string_view path) -> std::expected<SourcePtr, Error> {
    return std::make_shared<Source>(std::string(path), "{\"Statement\": []}");
  };
  const IncidentResult read =
      read_incident(std::make_shared<Source>("incident.yaml", text), some_file);
  for (const Diagnostic& diagnostic : read.diagnostics) {
    if (diagnostic.severity == Severity::kError) return to_line(diagnostic);
  }
  return "";
}

TEST_CASE("incident schema: refuses what the reader refuses for its shape, and nothing else") {
  const std::vector<SchemaRow> rows = schema_rows();
  std::vector<std::string> texts;
  for (const SchemaRow& row : rows) {
    CAPTURE(row.name);
    texts.push_back(support::as_json(row.text));
  }
  const auto complaints = support::json_schema_complaints(kSchema, texts);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CAPTURE(rows[i].name);
    const std::string complaint = reader_complaint(rows[i].text);
    CAPTURE(complaint);
    CHECK(complaint.empty() == rows[i].valid);
    CAPTURE(complaints[i]);
    if (support::has_json_validator()) CHECK(complaints[i].empty() == rows[i].valid);
  }
}

TEST_CASE("incident schema: lists the kinds of credentials") {
  const auto schema = ordered_json::parse(*support::read_file(kSchema));
  const ordered_json kinds(kCredentialKindNames);
  CHECK(schema["definitions"]["credential"]["properties"]["kind"]["enum"] == kinds);
}

// --- The calls ----------------------------------------------------------------------------------

// Either spelling of a parameter, each of the required ones, not empty.
ordered_json required_parameter(std::string_view name) {
  std::string small(name);
  small.front() = ascii_lower(small.front());
  const auto given = [](const std::string& spelling) {
    return ordered_json{
        {"required", {spelling}},
        {"properties", {{spelling, {{"not", {{"enum", ordered_json::array({""})}}}}}}}};
  };
  return {{"anyOf", {given(std::string(name)), given(small)}}};
}

ordered_json parameters_of(const EventCall& call) {
  ordered_json properties = ordered_json::object();
  ordered_json required = ordered_json::array();
  for (const std::string_view name : words(call.required)) {
    required.push_back(required_parameter(name));
  }
  for (const std::string_view names : {call.required, call.optional}) {
    for (const std::string_view name : words(names)) {
      const std::string kind = takes_structure(name) ? "structure" : "scalar";
      properties[std::string(name)] = {{"$ref", "#/definitions/" + kind}};
    }
  }
  ordered_json parameters{{"properties", properties}};
  if (!required.empty()) parameters["allOf"] = required;
  return parameters;
}

// What an event has to be when it is this call.
ordered_json condition_of(const EventCall& call) {
  ordered_json then{
      {"properties",
       {{"call", {{"description", call.summary}}}, {"parameters", parameters_of(call)}}}};
  if (!words(call.required).empty()) then["required"] = {"parameters"};
  return {{"if", {{"properties", {{"call", {{"const", call.name}}}}}}}, {"then", then}};
}

std::string lines_of(const std::vector<std::string>& items, std::string_view indent) {
  return fmt::format("{}{}\n", indent, fmt::join(items, fmt::format(",\n{}", indent)));
}

// Replaces the lines between the one that is `open` and the next one that is `close`.
std::string with_lines(const std::string& text, std::string_view open, std::string_view close,
                       const std::string& lines) {
  const std::size_t begin = text.find(open);
  REQUIRE(begin != std::string::npos);
  const std::size_t end = text.find(close, begin + open.size() - 1);
  REQUIRE(end != std::string::npos);
  return text.substr(0, begin + open.size()) + lines + text.substr(end + 1);
}

TEST_CASE("incident schema: lists the calls that are known, with their parameters") {
  std::vector<std::string> names;
  std::vector<std::string> conditions;
  for (const std::string_view name : known_calls()) {
    const EventCall& call = *find_call(name);
    names.push_back(fmt::format("\"{}\"", name));
    if (call.apply != nullptr) conditions.push_back(condition_of(call).dump());
  }
  std::string text = *support::read_file(kSchema);
  text =
      with_lines(text, "\n      \"allOf\": [\n", "\n      ]\n", lines_of(conditions, "        "));
  text = with_lines(text, "\n          \"enum\": [\n", "\n          ]\n",
                    lines_of(names, "            "));
  CHECK(support::golden_difference(kSchema, text) == "");
}

}  // namespace
}  // namespace cordon::incident
