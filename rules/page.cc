#include "rules/page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>

#include "grammar/utf8.h"
#include "rules/registry.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kMostLines = 60;
constexpr std::size_t kMostColumns = 200;

/// A line of a fixture, which may be no UTF-8 and of any length, as a page can show it.
std::string shown(std::string_view line) {
  std::string text;
  std::size_t columns = 0;
  for (std::size_t at = 0; at < line.size(); ++columns) {
    if (columns == kMostColumns) return text + "…";
    const CodePoint c = decode_utf8(line, at);
    const bool printable = c.length > 0 && (c.value >= 0x20 || c.value == '\t') && c.value != 0x7F;
    text += printable ? line.substr(at, c.length) : std::string_view("\uFFFD");
    at += std::max<std::size_t>(c.length, 1);
  }
  return text;
}

std::string fence(std::string_view language, std::string_view text) {
  std::string block = fmt::format("```{}\n", language);
  std::size_t lines = 0;
  while (!text.empty() && lines++ < kMostLines) {
    const std::size_t end = text.find('\n');
    block += shown(text.substr(0, end)) + '\n';
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  if (!text.empty()) block += "…\n";
  return block + "```\n";
}

std::string_view language_of(std::string_view file) {
  return file.ends_with(".yaml") ? "yaml" : "json";
}

std::string examples(std::string_view heading, const std::vector<ExampleFile>& files) {
  if (files.empty()) return {};
  std::string text = fmt::format("\n## {}\n", heading);
  for (const ExampleFile& file : files) {
    text += '\n';
    if (files.size() > 1) text += fmt::format("`{}`:\n\n", file.name);
    text += fence(language_of(file.name), file.text);
  }
  return text;
}

std::string row(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : fmt::format("| {} | {} |\n", name, value);
}

std::string fix_words(FixKind fix) {
  switch (fix) {
    case FixKind::kNone:
      return "none";
    case FixKind::kHint:
      return "a hint";
    case FixKind::kUnsafe:
      return "shown; it changes what is allowed";
    case FixKind::kSafe:
      return "made by `--fix`; what is allowed stays the same";
  }
  return {};
}

std::string code_words(const Rule& rule) {
  std::vector<std::string> codes;
  for (const std::string_view code : aws_codes_of(rule)) codes.push_back(fmt::format("`{}`", code));
  return fmt::format("{}", fmt::join(codes, ", "));
}

std::string replaced_words(const Rule& rule) {
  if (rule.replaces.empty()) return {};
  return fmt::format("[{0}]({0}.md), which keeps still where this is reported", rule.replaces);
}

std::string index_row(const Rule& rule) {
  return fmt::format("| [{0}]({0}.md) | {1} | {2} | {3} | {4} | {5} | {6} |\n", rule.id, rule.name,
                     to_string(rule.level), to_string(rule.profile), to_string(rule.fix),
                     code_words(rule), rule.summary);
}

std::string table(const Rule& rule) {
  return "| | |\n| --- | --- |\n" + row("level", to_string(rule.level)) +
         row("profile", to_string(rule.profile)) + row("fix", fix_words(rule.fix)) +
         row("AWS issue code", code_words(rule)) + row("instead of", replaced_words(rule)) +
         row("parliament", rule.parliament.empty() ? "" : fmt::format("`{}`", rule.parliament));
}

std::string request(std::string_view text) {
  if (text.empty()) return {};
  return "\n## What gets through\n\nThis request, under the bad policy (`cordon simulate` decides "
         "it so in the tests):\n\n" +
         fence("json", text);
}

std::string suppression(const Rule& rule) {
  return fmt::format(
      "\n## Suppress\n\nIn `cordon.yaml`, for one place and with a reason:\n\n"
      "```yaml\n"
      "lint:\n"
      "  suppressions:\n"
      "    - rule: {}\n"
      "      file: policies/example.json\n"
      "      reason: why this is as it should be\n"
      "```\n\n"
      "For a run: `cordon lint --ignore {}`.\n",
      rule.id, rule.id);
}

std::string trimmed(std::string_view doc) {
  const std::size_t first = std::min(doc.find_first_not_of('\n'), doc.size());
  return std::string(doc.substr(first, doc.find_last_not_of('\n') - first + 1));
}

}  // namespace

std::string page_markdown(const Rule& rule) {
  const RuleExamples files = examples_of(rule);
  return fmt::format("# {} {}\n\n{}.\n\n{}\n{}\n", rule.id, rule.name, rule.summary, table(rule),
                     trimmed(rule.doc)) +
         examples("Bad", files.bad) + examples("Better", files.better) + request(files.request) +
         suppression(rule);
}

std::string index_markdown() {
  std::string text =
      "# The rules of `cordon lint`\n\n"
      "Made from the rules by the tests; `cordon rules` lists them and `cordon explain ID` shows a "
      "page. What is\n"
      "left out, and why: [lint-not-covered.md](../lint-not-covered.md).\n";
  for (const Family& family : families()) {
    std::string rows;
    for (const Rule* rule : all_rules()) {
      if (family_of(*rule) == family.id) rows += index_row(*rule);
    }
    if (rows.empty()) continue;
    text += fmt::format(
        "\n## {} · {}\n\n| id | name | level | profile | fix | AWS issue code | reports |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n{}",
        family.id, family.title, rows);
  }
  return text;
}

std::vector<std::string_view> aws_codes_of(const Rule& rule) {
  std::vector<std::string_view> codes;
  for (const std::string_view code : rule.aws_codes) {
    if (!code.empty()) codes.push_back(code);
  }
  return codes;
}

std::string_view family_of(const Rule& rule) { return rule.id.substr(0, 3); }

const std::vector<Family>& families() {
  static const std::vector<Family> kFamilies{
      {"SYN", "Syntax and grammar"},
      {"SEM", "Semantics: names, ARNs, keys, types, redundancy"},
      {"SEC", "Security: over-permission, public access, trust, guardrails"},
      {"CTN", "Containment: does the Deny stop the intruder?"},
      {"ESC", "Escalation"},
      {"STY", "Style and housekeeping"}};
  return kFamilies;
}

}  // namespace cordon::rules
