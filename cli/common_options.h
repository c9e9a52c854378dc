// The options that every command has, and how options limited to a few words are declared.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace cordon {

/// The heading of these options in --help.
inline constexpr std::string_view kCommonGroup = "Output";

enum class ColorChoice : std::uint8_t { kAuto, kAlways, kNever };

/// `format` is one of those given to add_common_options.
struct CommonOptions {
  std::string format = "human";
  std::string output;  // empty or `-`: standard output
  ColorChoice color = ColorChoice::kAuto;
  bool quiet = false;  // no warnings and no progress; errors are always printed
  bool ascii = false;  // pictures of ASCII characters only
};

/// Adds --format, --output, --color, --quiet to a sub-command. `options` must outlive the parsing.
/// The first format is the default.
void add_common_options(CLI::App& command, CommonOptions& options,
                        const std::vector<std::string>& formats = {"human", "json"});

/// The same without --format, for a command that has one of its own.
void add_output_options(CLI::App& command, CommonOptions& options);

/// Adds --ascii, for a command that draws.
void add_ascii_option(CLI::App& command, CommonOptions& options);

/// Why a word is not one of `words`, with the nearest of them; empty when it is one.
[[nodiscard]] std::string wrong_word(const std::string& word,
                                     const std::vector<std::string>& words);

/// Adds an option whose value is one of a few words; another word is a usage error that lists them
/// and names the nearest. `value` must outlive the parsing; it keeps what it holds when the option
/// is not given.
void add_word_option(CLI::App& command, const std::string& name, std::string& value,
                     std::vector<std::string> words, const std::string& description);
void add_word_option(CLI::App& command, const std::string& name, std::optional<std::string>& value,
                     std::vector<std::string> words, const std::string& description);

/// Limits an option to whole numbers of that range; anything else is a usage error that says so.
void limit_number(CLI::Option& option, std::uint64_t least, std::uint64_t most);

/// Adds an option whose value is a time; an empty one is a usage error, not an option that was not
/// given. What the text says is for the command to read.
void add_time_option(CLI::App& command, const std::string& name, std::string& value,
                     const std::string& description);

}  // namespace cordon
