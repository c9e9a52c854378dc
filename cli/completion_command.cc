// `cordon completion bash|zsh|fish`: a script that completes commands, options and the words that
// an option is limited to. Made from the commands as they were declared, so that it can't fall
// behind.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/output.h"

namespace cordon {
namespace {

using Words = std::vector<std::string>;

struct CompletedOption {
  Words names;  // with their dashes
  std::string description;
  Words values;  // empty: anything, or nothing
  bool takes_file = false;
  bool takes_value = false;
};

Words split(std::string_view text, char separator) {
  Words parts;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

// The type of an option, as --help shows it, says what its value is: `human|json`, `FILE`.
CompletedOption completed(const CLI::Option& option) {
  CompletedOption result{.description = option.get_description()};
  for (const std::string& name : option.get_lnames()) result.names.push_back("--" + name);
  for (const std::string& name : option.get_snames()) result.names.push_back("-" + name);
  const std::string type = option.get_type_name();
  result.takes_value = option.get_expected_max() != 0;
  result.takes_file = type.starts_with("FILE") || type.ends_with("=FILE");
  if (type.find('|') != std::string::npos) result.values = split(type, '|');
  return result;
}

std::vector<CompletedOption> options_of(const CLI::App& app) {
  std::vector<CompletedOption> options;
  for (const CLI::Option* option : app.get_options()) {
    if (option->nonpositional()) options.push_back(completed(*option));
  }
  return options;
}

// The words that may stand behind the command's name; none: anything.
Words first_words(const CLI::App& command) {
  for (const CLI::Option* option : command.get_options()) {
    if (option->get_positional()) return completed(*option).values;
  }
  return {};
}

std::vector<const CLI::App*> commands_of(const CLI::App& program) {
  return program.get_subcommands([](const CLI::App*) { return true; });
}

Words names_of(const std::vector<CompletedOption>& options) {
  Words names;
  for (const CompletedOption& option : options) {
    names.insert(names.end(), option.names.begin(), option.names.end());
  }
  return names;
}

// --- bash ---------------------------------------------------------------------------------------

std::string bash_values(const CLI::App& command) {
  std::string cases;
  const std::string& name = command.get_name();
  if (const Words words = first_words(command); !words.empty()) {
    cases += fmt::format("    '{} {}') words='{}' ;;\n", name, name, fmt::join(words, " "));
  }
  for (const CompletedOption& option : options_of(command)) {
    if (option.values.empty()) continue;
    cases += fmt::format("    '{} {}') words='{}' ;;\n", name, option.names.front(),
                         fmt::join(option.values, " "));
  }
  return cases;
}

std::string bash(const CLI::App& program) {
  Words commands;
  std::string options;
  std::string values;
  for (const CLI::App* command : commands_of(program)) {
    commands.push_back(command->get_name());
    options += fmt::format("    {}) words='{}' ;;\n", command->get_name(),
                           fmt::join(names_of(options_of(*command)), " "));
    values += bash_values(*command);
  }
  options += fmt::format("    *) words='{} {}' ;;\n", fmt::join(commands, " "),
                         fmt::join(names_of(options_of(program)), " "));
  return fmt::format(
      R"(# bash completion for cordon: source <(cordon completion bash)
_cordon() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} words=
  local command=
  [ "$COMP_CWORD" -gt 1 ] && command=${{COMP_WORDS[1]}}
  case "$command $before" in
{values}  esac
  [[ $word == -* ]] && words=
  if [ -z "$words" ] && [[ $word == -* || -z $command ]]; then
    case "$command" in
{options}    esac
  fi
  COMPREPLY=()
  [ -n "$words" ] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
  return 0
}}
complete -o default -F _cordon cordon
)",
      fmt::arg("values", values), fmt::arg("options", options));
}

// --- zsh ----------------------------------------------------------------------------------------

// In single quotes and, for zsh, inside of brackets.
std::string escaped(std::string_view text, std::string_view special) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (special.find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_option(const CompletedOption& option) {
  std::string action;
  if (!option.values.empty()) {
    action = fmt::format(":value:({})", fmt::join(option.values, " "));
  } else if (option.takes_value) {
    action = option.takes_file ? ":file:_files" : ":value:";
  }
  std::string lines;
  for (const std::string& name : option.names) {
    lines +=
        fmt::format(" \\\n        '*{}[{}]{}'", name, escaped(option.description, "[]:"), action);
  }
  return lines;
}

std::string zsh(const CLI::App& program) {
  std::string commands;
  std::string cases;
  for (const CLI::App* command : commands_of(program)) {
    commands += fmt::format("      '{}:{}'\n", command->get_name(),
                            escaped(command->get_description(), ":"));
    cases += fmt::format("    {})\n      _arguments", command->get_name());
    for (const CompletedOption& option : options_of(*command)) cases += zsh_option(option);
    if (const Words words = first_words(*command); !words.empty()) {
      cases += fmt::format(" \\\n        '1:what:({})'", fmt::join(words, " "));
    }
    cases += " \\\n        '*:file:_files'\n      ;;\n";
  }
  return fmt::format(
      R"(#compdef cordon
# zsh completion for cordon: cordon completion zsh > a folder of $fpath, as _cordon
_cordon() {{
  if (( CURRENT == 2 )); then
    local -a commands
    commands=(
{}    )
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}
if [ "$funcstack[1]" = _cordon ]; then _cordon "$@"; else compdef _cordon cordon; fi
)",
      commands, cases);
}

// --- fish ---------------------------------------------------------------------------------------

std::string fish_option(std::string_view command, const CompletedOption& option) {
  std::string line = fmt::format("complete -c cordon -n '__fish_seen_subcommand_from {}'", command);
  for (const std::string& name : option.names) {
    line += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
  }
  if (option.takes_value) line += option.takes_file ? " -r -F" : " -x";
  if (!option.values.empty()) line += fmt::format(" -a '{}'", fmt::join(option.values, " "));
  return line + fmt::format(" -d '{}'\n", escaped(option.description, ""));
}

std::string fish(const CLI::App& program) {
  std::string text = "# fish completion for cordon: cordon completion fish | source\n";
  for (const CLI::App* command : commands_of(program)) {
    text += fmt::format("complete -c cordon -n __fish_use_subcommand -f -a {} -d '{}'\n",
                        command->get_name(), escaped(command->get_description(), ""));
    if (const Words words = first_words(*command); !words.empty()) {
      text += fmt::format("complete -c cordon -n '__fish_seen_subcommand_from {}' -a '{}'\n",
                          command->get_name(), fmt::join(words, " "));
    }
    for (const CompletedOption& option : options_of(*command)) {
      text += fish_option(command->get_name(), option);
    }
  }
  return text;
}

struct Shell {
  std::string_view name;
  std::string (*script)(const CLI::App& program);
};

constexpr std::array kShells{Shell{"bash", bash}, Shell{"zsh", zsh}, Shell{"fish", fish}};

}  // namespace

RunCommand add_completion(CLI::App& command) {
  auto shell = std::make_shared<std::string>();
  Words names;
  for (const Shell& row : kShells) names.emplace_back(row.name);
  add_word_option(command, "SHELL", *shell, names, "bash, zsh or fish");
  command.get_option("SHELL")->required();
  command.footer("Example:\n  source <(cordon completion bash)");
  return [shell, &command] {
    const auto row = std::ranges::find(kShells, *shell, &Shell::name);
    return write_result(row->script(*command.get_parent()), {}, open_console({}), ExitCode::kYes);
  };
}

}  // namespace cordon
