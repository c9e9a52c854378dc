#include "cli/help_format.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/common_options.h"
#include "cli/wrap.h"

namespace cordon {
namespace {

constexpr std::size_t kNameColumn = 2;
constexpr std::size_t kTextColumn = 28;

// A name on the left and what it is on the right; a long name gets a line of its own.
std::string entry(const std::string& name, const std::string& text) {
  if (name.size() + kNameColumn + 2 > kTextColumn) {
    return fmt::format("  {}\n{}", name, wrap(text, {kTextColumn, kTextColumn}));
  }
  const std::string left = fmt::format("  {:<{}}", name, kTextColumn - kNameColumn);
  return left + wrap(text, {kTextColumn, kTextColumn}).substr(kTextColumn);
}

class HelpFormat : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode /*mode*/) const override {
    return wrap(app->get_description(), {}) + '\n' + make_usage(app, std::move(name)) +
           make_positionals(app) + groups(app) + make_subcommands(app, CLI::AppFormatMode::Normal) +
           (app->get_footer().empty() ? "" : '\n' + make_footer(app));
  }

  std::string make_usage(const CLI::App* app, std::string name) const override {
    // The name of a sub-command's program comes with it, CLI11's `help` puts it together.
    std::string usage = fmt::format("Usage: {} [OPTION]...", name);
    for (const CLI::Option* option :
         app->get_options([](const CLI::Option* each) { return each->get_positional(); })) {
      usage += ' ' + make_option_usage(option);
    }
    const bool has_commands = !app->get_subcommands({}).empty();
    return usage + (has_commands ? " COMMAND\n" : "\n");
  }

  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string name = make_option_name(option, is_positional);
    if (!is_positional && option->get_type_size() != 0) name += ' ' + option->get_type_name();
    return entry(name, option->get_description());
  }

  std::string make_subcommand(const CLI::App* command) const override {
    return entry(command->get_name(), command->get_description());
  }

 private:
  std::string group(const CLI::App* app, const std::string& name) const {
    const auto options = app->get_options([&](const CLI::Option* option) {
      return option->get_group() == name && option->nonpositional();
    });
    return name.empty() || options.empty() ? "" : make_group(name, false, options);
  }

  // What every command has comes last, though CLI11 knows --help first.
  std::string groups(const CLI::App* app) const {
    std::string text;
    for (const std::string& name : app->get_groups()) {
      if (name != kCommonGroup) text += group(app, name);
    }
    return text + group(app, std::string(kCommonGroup));
  }
};

}  // namespace

void use_help_format(CLI::App& program) {
  auto format = std::make_shared<HelpFormat>();
  format->label("Positionals", "Arguments");
  program.formatter(std::move(format));
}

}  // namespace cordon
