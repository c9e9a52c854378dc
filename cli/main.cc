// The program: one table of commands. Parses, runs the one command that was named, and ends with
// its exit code. Whatever goes wrong on the way has a message of one line and exit code 2.

#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/help_format.h"
#include "cli/output.h"
#include "engine/catalogue/catalogue.h"
#include "engine/rcp_reach.h"
#include "grammar/text.h"

namespace {

using cordon::Command;
using cordon::ExitCode;
using cordon::RunCommand;

constexpr std::array kCommands{
    Command{"contain", "is the incident contained? for which sessions, and until when",
            cordon::add_contain},
    Command{"plan", "the smallest steps that are proved to contain an incident", cordon::add_plan},
    Command{"sessions", "what was minted from a leaked key, out of CloudTrail: an incident file",
            cordon::add_sessions},
    Command{"simulate", "decide one request, or a stream of them", cordon::add_simulate},
    Command{"prove", "prove a claim for every request, or show one that breaks it",
            cordon::add_prove},
    Command{"diff", "what access a policy or account has gained and lost", cordon::add_diff},
    Command{"lint", "findings for policy files: what AWS refuses, and what they let through",
            cordon::add_lint},
    Command{"test", "run policy tests, and incidents that say what they expect", cordon::add_test},
    Command{"explain", "the page of a rule: what it reports, why, and how to mend it",
            cordon::add_explain},
    Command{"rules", "the rules of lint", cordon::add_rules},
    Command{"query", "AWS's actions, resource types and condition keys", cordon::add_query},
    Command{"completion", "completion of commands and options for a shell", cordon::add_completion},
};

#ifdef __clang__
constexpr std::string_view kCompiler = "clang " __clang_version__;
#else
constexpr std::string_view kCompiler = "g++ " __VERSION__;
#endif
#ifdef NDEBUG
constexpr std::string_view kBuild = "release";
#else
constexpr std::string_view kBuild = "development";
#endif

constexpr std::string_view kAbout =
    "cordon reads AWS IAM policies and says what they do, without asking AWS.";

std::string version_text() {
  return fmt::format("cordon {}\ncatalogue: {}\nRCP services: {}\nbuild: {}, {}\n", CORDON_VERSION,
                     cordon::catalogue::data_date(), cordon::rcp_services_date(), kBuild,
                     kCompiler);
}

/// A sub-command with what runs it.
struct Entry {
  CLI::App* app;
  RunCommand run;
};

std::vector<Entry> add_commands(CLI::App& program) {
  std::vector<Entry> entries;
  for (const Command& command : kCommands) {
    CLI::App* app = program.add_subcommand(std::string(command.name), std::string(command.summary));
    app->group("Commands");
    app->get_help_ptr()->description("this text");
    entries.push_back({app, command.add(*app)});
  }
  return entries;
}

const Entry* chosen(const std::vector<Entry>& entries) {
  for (const Entry& entry : entries) {
    if (entry.app->parsed()) return &entry;
  }
  return nullptr;
}

void print(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

std::vector<std::string> known_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& known) {
  const auto near = cordon::nearest(word, known);
  return near ? fmt::format("; did you mean `{}`?", *near) : "";
}

/// Words that no option and no command took: the first of them, in words.
std::optional<std::string> unknown_word(const CLI::App& program, const Entry* entry) {
  std::vector<std::string> words = entry ? entry->app->remaining() : std::vector<std::string>{};
  if (words.empty()) words = program.remaining();
  if (words.empty()) return std::nullopt;
  const std::string word = words.front().substr(0, words.front().find('='));
  if (word.starts_with('-')) {
    return fmt::format("unknown option {}{}", cordon::backticked(word),
                       did_you_mean(word, known_options(entry ? *entry->app : program)));
  }
  if (entry) return fmt::format("unexpected argument {}", cordon::backticked(word));
  std::vector<std::string> names;
  for (const Command& command : kCommands) names.emplace_back(command.name);
  return fmt::format("unknown command {}{}", cordon::backticked(word), did_you_mean(word, names));
}

int usage_error(const CLI::App& program, const Entry* entry, std::string message) {
  if (auto unknown = unknown_word(program, entry)) message = *std::move(unknown);
  const std::string command = entry ? " " + entry->app->get_name() : "";
  print(stderr,
        fmt::format("cordon{}: error: {}\nsee `cordon{} --help`\n", command, message, command));
  return static_cast<int>(ExitCode::kUnusable);
}

int run(int argc, const char* const* argv) {
  CLI::App program{std::string(kAbout), "cordon"};
  cordon::use_help_format(program);
  program.set_help_flag("-h,--help", "this text; cordon COMMAND --help for a command's");
  program.set_version_flag("--version", version_text(), "version and build");
  program.require_subcommand(0, 1);
  const std::vector<Entry> entries = add_commands(program);
  try {
    program.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    const Entry* entry = chosen(entries);
    print(stdout, entry ? entry->app->help("cordon") : program.help());
    return 0;
  } catch (const CLI::CallForVersion&) {
    print(stdout, version_text());
    return 0;
  } catch (const CLI::ParseError& error) {
    return usage_error(program, chosen(entries), error.what());
  }
  if (const Entry* entry = chosen(entries)) return static_cast<int>(entry->run());
  print(stdout, program.help());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    print(stderr, fmt::format("cordon: internal error: {}\n", error.what()));
  } catch (...) {
    print(stderr, "cordon: internal error\n");
  }
  return static_cast<int>(ExitCode::kUnusable);
}
