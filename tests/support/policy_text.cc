#include "tests/support/policy_text.h"

#include <fmt/format.h>

#include <stdexcept>

#include "tests/support/file.h"

namespace cordon::support {

JsonText json(std::string_view text) {
  JsonResult read = read_json(std::make_shared<Source>("text of the test", std::string(text)));
  if (!read.root()) throw std::runtime_error(to_lines(read.diagnostics) + std::string(text));
  return {read.tree};
}

std::vector<JsonText> json_lines(std::string_view path) {
  const auto text = read_file(path);
  if (!text) throw std::runtime_error(text.error());
  std::vector<JsonText> lines;
  for (const std::string_view line : split_lines(*text)) lines.push_back(json(line));
  return lines;
}

std::string_view source_text(JsonValue value) { return value.source()->text(value.span()); }

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

CompileResult compile(std::string_view document, PolicyType type) {
  const JsonText text = json(document);
  return compile_policy(text.tree, text.root(), type, "test");
}

PolicyPtr policy(std::string_view document, PolicyType type) {
  return compile(document, type).policy;
}

std::string document(std::string_view statements) {
  return fmt::format(R"({{"Version":"2012-10-17","Statement":[{}]}})", statements);
}

std::string to_lines(const Diagnostics& diagnostics) {
  std::string lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool error = diagnostic.severity == Severity::kError;
    lines += fmt::format("{}: {}\n", error ? "error" : "warning", diagnostic.message);
  }
  return lines;
}

}  // namespace cordon::support
