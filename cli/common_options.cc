#include "cli/common_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <memory>

#include "grammar/diagnostic.h"
#include "grammar/text.h"

namespace cordon {
namespace {

CLI::Validator one_of(std::vector<std::string> words) {
  const auto check = [words = std::move(words)](std::string& word) {
    return wrong_word(word, words);
  };
  return {check, ""};
}

std::string join_words(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, "|"));
}

void limit_words(CLI::Option& option, std::vector<std::string> words) {
  option.type_name(join_words(words))->check(one_of(std::move(words)));
}

// Empty when it is one from `least` to `most`.
std::string wrong_number(const std::string& text, std::uint64_t least, std::uint64_t most) {
  const std::string expected = fmt::format("expected {} to {}", least, most);
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
  if (!digits) return fmt::format("{} is not a number: {}", backticked(text), expected);
  std::uint64_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec == std::errc() && number >= least && number <= most) return {};
  return fmt::format("{} is out of range: {}", backticked(text), expected);
}

}  // namespace

std::string wrong_word(const std::string& word, const std::vector<std::string>& words) {
  if (std::ranges::find(words, word) != words.end()) return {};
  const auto near = nearest(word, words);
  return fmt::format("{} is none of {}{}", backticked(word), fmt::join(words, ", "),
                     near ? fmt::format("; did you mean `{}`?", *near) : "");
}

void add_word_option(CLI::App& command, const std::string& name, std::string& value,
                     std::vector<std::string> words, const std::string& description) {
  limit_words(*command.add_option(name, value, description), std::move(words));
}

void add_word_option(CLI::App& command, const std::string& name, std::optional<std::string>& value,
                     std::vector<std::string> words, const std::string& description) {
  limit_words(*command.add_option(name, value, description), std::move(words));
}

void limit_number(CLI::Option& option, std::uint64_t least, std::uint64_t most) {
  const auto check = [least, most](std::string& text) { return wrong_number(text, least, most); };
  option.check(CLI::Validator(check, ""));
}

void add_time_option(CLI::App& command, const std::string& name, std::string& value,
                     const std::string& description) {
  const auto check = [](const std::string& text) {
    return text.empty() ? "expected a time, RFC 3339 with `Z` or an offset" : std::string();
  };
  command.add_option(name, value, description)->type_name("TIME")->check(check);
}

void add_common_options(CLI::App& command, CommonOptions& options,
                        const std::vector<std::string>& formats) {
  options.format = formats.front();
  add_word_option(command, "--format", options.format, formats,
                  fmt::format("how the result is written (default: {})", formats.front()));
  command.get_option("--format")->group(std::string(kCommonGroup));
  add_output_options(command, options);
}

void add_output_options(CLI::App& command, CommonOptions& options) {
  command.add_option("--output", options.output, "write the result there, whole or not at all")
      ->type_name("FILE");
  const std::vector<std::string> choices{"auto", "always", "never"};
  command
      .add_option_function<std::string>(
          "--color",
          [&options](const std::string& word) {
            options.color = word == "always"  ? ColorChoice::kAlways
                            : word == "never" ? ColorChoice::kNever
                                              : ColorChoice::kAuto;
          },
          "colours; NO_COLOR is heeded (default: auto)")
      ->type_name(join_words(choices))
      ->check(one_of(choices));
  command.add_flag("-q,--quiet", options.quiet, "no warnings and no progress");
  for (const char* name : {"--output", "--color", "--quiet", "--help"}) {
    command.get_option(name)->group(std::string(kCommonGroup));
  }
}

void add_ascii_option(CLI::App& command, CommonOptions& options) {
  command
      .add_flag("--ascii", options.ascii,
                "draw with ASCII characters only, as where the locale is not UTF-8")
      ->group(std::string(kCommonGroup));
}

}  // namespace cordon
