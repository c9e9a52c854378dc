#include "tests/support/schemas.h"

#include <fmt/format.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "tests/support/ci.h"
#include "tests/support/file.h"
#include "tests/support/run_program.h"

namespace cordon::support {
namespace {

// PATH's python3 may be another one than the distribution's, which has the package.
constexpr std::string_view kPythons[] = {"python3", "/usr/bin/python3"};

// The texts come as an array of strings; the complaints go out as one, each at its text's place.
constexpr std::string_view kValidate = R"(
import json, sys
import jsonschema
schema = json.load(open(sys.argv[1], encoding="utf-8"))
kind = jsonschema.validators.validator_for(schema)
kind.check_schema(schema)
validator = kind(schema)
def complaint(text):
    errors = list(validator.iter_errors(json.loads(text)))
    return "".join("/".join(map(str, error.absolute_path)) + ": " + error.message[:300] + "\n" for error in errors[:5])
json.dump([complaint(text) for text in json.load(sys.stdin)], sys.stdout)
)";

bool succeeds(const std::vector<std::string>& command) {
  const auto run = run_command(command);
  return run && run->exit_code == 0;
}

std::string python() {
  static const std::string kFound = [] {
    for (const std::string_view name : kPythons) {
      if (succeeds({std::string(name), "-c", "import jsonschema"})) return std::string(name);
    }
    return std::string();
  }();
  return kFound;
}

std::string schema_path(std::string_view schema) {
  const bool has_folder = schema.contains('/');
  return (source_root() / (has_folder ? "" : "fixtures/schemas") / schema).string();
}

std::string missing(std::string_view package) {
  if (is_ci()) {
    return fmt::format("no validator: install {} (scripts/setup.sh --dev)", package);
  }
  std::fputs(fmt::format("skipped: no validator; {} has it\n", package).c_str(), stderr);
  return "";
}

}  // namespace

bool has_json_validator() { return may_use_tools() && !python().empty(); }

bool has_xml_validator() {
  static const bool kFound = succeeds({"xmllint", "--version"});
  return may_use_tools() && kFound;
}

std::vector<std::string> json_schema_complaints(std::string_view schema,
                                                const std::vector<std::string>& texts) {
  if (!has_json_validator()) return {texts.size(), missing("python3-jsonschema")};
  const auto run = run_command({python(), "-c", std::string(kValidate), schema_path(schema)},
                               {.standard_input = nlohmann::json(texts).dump()});
  if (!run || run->exit_code != 0) {
    return {texts.size(), run ? run->err + run->out : run.error()};
  }
  return nlohmann::json::parse(run->out).get<std::vector<std::string>>();
}

std::string json_schema_complaint(std::string_view schema, const std::string& json) {
  return json_schema_complaints(schema, {json}).front();
}

std::string xml_schema_complaint(std::string_view schema, const std::string& xml) {
  if (!has_xml_validator()) return missing("libxml2-utils");
  const auto run = run_command({"xmllint", "--noout", "--schema", schema_path(schema), "-"},
                               {.standard_input = xml});
  if (!run) return run.error();
  return run->exit_code == 0 ? "" : run->err;
}

std::string xml_complaint(const std::string& xml) {
  if (!has_xml_validator()) return missing("libxml2-utils");
  const auto run = run_command({"xmllint", "--noout", "-"}, {.standard_input = xml});
  if (!run) return run.error();
  return run->exit_code == 0 ? "" : run->err;
}

}  // namespace cordon::support
