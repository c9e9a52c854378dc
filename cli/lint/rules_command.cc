// `cordon rules`: the rules that there are, or some of them.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/lint/rule_json.h"
#include "cli/output.h"
#include "cli/wrap.h"
#include "rules/page.h"
#include "rules/registry.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;
using Rules = std::vector<const rules::Rule*>;

struct RulesOptions {
  CommonOptions common;
  std::string family;   // empty: all
  std::string level;    // empty: all
  std::string profile;  // empty: all
  bool aws = false;     // only those with an AWS issue code
};

bool is_wanted(const rules::Rule& rule, const RulesOptions& options) {
  const auto fits = [](const std::string& wanted, std::string_view is) {
    return wanted.empty() || wanted == is;
  };
  return fits(options.family, rules::family_of(rule)) &&
         fits(options.level, to_string(rule.level)) &&
         fits(options.profile, to_string(rule.profile)) &&
         (!options.aws || !rules::aws_codes_of(rule).empty());
}

Rules wanted_rules(const RulesOptions& options) {
  Rules wanted;
  for (const rules::Rule* rule : rules::all_rules()) {
    if (is_wanted(*rule, options)) wanted.push_back(rule);
  }
  return wanted;
}

std::string human(const Rules& rules, const Painter& paint) {
  std::string text;
  std::string_view family;
  for (const rules::Rule* rule : rules) {
    if (rules::family_of(*rule) != family) {
      const auto found =
          std::ranges::find(rules::families(), rules::family_of(*rule), &rules::Family::id);
      text += fmt::format("{}{}\n", text.empty() ? "" : "\n", paint(Ink::kStrong, found->title));
      family = found->id;
    }
    const std::string profile = rule->profile == rules::Profile::kDefault
                                    ? std::string()
                                    : fmt::format(" ({})", to_string(rule->profile));
    text += fmt::format("{}  {:<8}  {}{}\n", rule->id, to_string(rule->level), rule->name, profile);
    text += wrap(rule->summary, {18, 18});
  }
  return text + fmt::format("{}{} of {} rules\n", text.empty() ? "" : "\n", rules.size(),
                            rules::all_rules().size());
}

std::string json_text(const Rules& rules) {
  JsonOut list = JsonOut::array();
  for (const rules::Rule* rule : rules) list.push_back(rule_json<JsonOut>(*rule));
  const JsonOut json{{"schema", "cordon.rules.v1"}, {"rules", std::move(list)}};
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

ExitCode list_rules(const RulesOptions& options) {
  const Console console = open_console(options.common);
  const Rules rules = wanted_rules(options);
  return write_result(
      options.common.format == "json" ? json_text(rules) : human(rules, console.out),
      options.common, console, ExitCode::kYes);
}

}  // namespace

RunCommand add_rules(CLI::App& command) {
  auto options = std::make_shared<RulesOptions>();
  std::vector<std::string> families;
  for (const rules::Family& family : rules::families()) families.emplace_back(family.id);
  add_word_option(command, "--family", options->family, families, "only rules of this family");
  add_word_option(command, "--level", options->level, {"error", "security", "warning", "info"},
                  "only rules of this level");
  add_word_option(command, "--profile", options->profile, {"default", "pedantic", "audit"},
                  "only rules of this profile");
  command.add_flag("--aws", options->aws, "only rules with an issue code of AWS's ValidatePolicy");
  add_common_options(command, options->common);
  command.footer("Example: cordon rules --family SYN");
  return [options] { return list_rules(*options); };
}

}  // namespace cordon
