// `cordon explain RULE`: the page of a rule, in a terminal, as Markdown or as JSON.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "cli/lint/rule_json.h"
#include "cli/output.h"
#include "cli/quote.h"
#include "cli/wrap.h"
#include "rules/page.h"
#include "rules/registry.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;
using Rules = std::vector<const rules::Rule*>;

constexpr std::size_t kMostExampleLines = 60;

struct ExplainOptions {
  CommonOptions common;
  std::string rule;
};

// --- For people

// Paragraphs of Markdown; what is a list or indented stays as it is.
std::string paragraphs(std::string_view markdown) {
  std::string text;
  std::string paragraph;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) text += wrap(paragraph, {0, 0});
    paragraph.clear();
  };
  while (!markdown.empty()) {
    const std::size_t end = markdown.find('\n');
    const std::string_view line = markdown.substr(0, end);
    markdown.remove_prefix(end == std::string_view::npos ? markdown.size() : end + 1);
    const bool flows = !line.empty() && std::string_view(" -*|`#0123456789").find(line.front()) ==
                                            std::string_view::npos;
    if (flows) {
      paragraph += (paragraph.empty() ? "" : " ") + std::string(line);
      continue;
    }
    // A line that begins with code goes on the paragraph that it stands in.
    if (!paragraph.empty() && line.starts_with('`') && !line.starts_with("```")) {
      paragraph += ' ' + std::string(line);
      continue;
    }
    end_paragraph();
    if (line.starts_with('`')) {
      paragraph = line;
      continue;
    }
    text += printable(line) + '\n';
  }
  end_paragraph();
  return text;
}

std::string indented(std::string_view text) {
  std::string result;
  for (std::size_t lines = 0; !text.empty(); ++lines) {
    if (lines == kMostExampleLines) return result + "  ...\n";
    const std::size_t end = text.find('\n');
    result += "  " + printable(text.substr(0, end)) + '\n';
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return result;
}

std::string example(std::string_view heading, const std::vector<rules::ExampleFile>& files,
                    const Painter& paint) {
  std::string text;
  for (const rules::ExampleFile& file : files) {
    const std::string name = files.size() > 1 ? fmt::format(" ({})", file.name) : "";
    text += fmt::format("\n{}{}\n{}", paint(Ink::kStrong, heading), name, indented(file.text));
  }
  return text;
}

std::string facts(const rules::Rule& rule) {
  std::string text =
      fmt::format("  level    {}\n  profile  {}\n  fix      {}\n", to_string(rule.level),
                  to_string(rule.profile), to_string(rule.fix));
  const auto codes = rules::aws_codes_of(rule);
  if (!codes.empty()) text += fmt::format("  AWS      {}\n", fmt::join(codes, ", "));
  if (!rule.replaces.empty()) text += fmt::format("  instead  of {}\n", rule.replaces);
  return text;
}

std::string human(const rules::Rule& rule, const Painter& paint) {
  const rules::RuleExamples examples = rules::examples_of(rule);
  std::string text =
      fmt::format("{} {}\n", paint(Ink::kStrong, rule.id), paint(Ink::kStrong, rule.name));
  text += wrap(rule.summary, {0, 0}) + '\n' + facts(rule) + '\n' + paragraphs(rule.doc);
  text += example("Bad", examples.bad, paint) + example("Better", examples.better, paint);
  if (!examples.request.empty()) {
    text += fmt::format("\n{}\n{}", paint(Ink::kStrong, "What gets through with the bad one"),
                        indented(examples.request));
  }
  return text +
         fmt::format("\n{}\n", paint(Ink::kFaint, fmt::format("not wanted: --ignore {}, or a "
                                                              "suppression in cordon.yaml",
                                                              rule.id)));
}

// --- For programs

JsonOut example_json(const std::vector<rules::ExampleFile>& files) {
  JsonOut list = JsonOut::array();
  for (const rules::ExampleFile& file : files) {
    list.push_back({{"file", file.name}, {"text", file.text}});
  }
  return list;
}

JsonOut explained_json(const rules::Rule& rule) {
  const rules::RuleExamples examples = rules::examples_of(rule);
  JsonOut json = rule_json<JsonOut>(rule);
  json["doc"] = rule.doc;
  json["bad"] = example_json(examples.bad);
  json["better"] = example_json(examples.better);
  json["request"] = examples.request.empty() ? JsonOut(nullptr) : JsonOut(examples.request);
  return json;
}

std::string json_text(const Rules& rules) {
  JsonOut list = JsonOut::array();
  for (const rules::Rule* rule : rules) list.push_back(explained_json(*rule));
  const JsonOut json{{"schema", "cordon.rules.v1"}, {"rules", std::move(list)}};
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

std::string pages(const Rules& rules, const ExplainOptions& options, const Painter& paint) {
  if (options.common.format == "json") return json_text(rules);
  std::string text;
  for (const rules::Rule* rule : rules) {
    if (!text.empty()) text += '\n';
    text += options.common.format == "markdown" ? rules::page_markdown(*rule) : human(*rule, paint);
  }
  return text;
}

ExitCode explain(const ExplainOptions& options) {
  const Console console = open_console(options.common);
  const Rules rules = rules::rules_named(options.rule);
  if (rules.empty()) {
    print_error(rules::no_such_rule(options.rule), console);
    return ExitCode::kUnusable;
  }
  return write_result(pages(rules, options, console.out), options.common, console, ExitCode::kYes);
}

}  // namespace

RunCommand add_explain(CLI::App& command) {
  auto options = std::make_shared<ExplainOptions>();
  command.add_option("RULE", options->rule, "id, name, family or AWS issue code")->required();
  add_common_options(command, options->common, {"human", "markdown", "json"});
  command.footer("Example: cordon explain SYN001");
  return [options] { return explain(*options); };
}

}  // namespace cordon
