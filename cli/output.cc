#include "cli/output.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "cli/files.h"
#include "cli/quote.h"
#include "grammar/text.h"

namespace cordon {
namespace {

std::string_view code(Ink ink) {
  switch (ink) {
    case Ink::kPlain:
      return "";
    case Ink::kStrong:
      return "\x1b[1m";
    case Ink::kGood:
      return "\x1b[1;32m";
    case Ink::kBad:
      return "\x1b[1;31m";
    case Ink::kDoubt:
      return "\x1b[1;33m";
    case Ink::kPlace:
      return "\x1b[36m";
    case Ink::kFaint:
      return "\x1b[2m";
  }
  return "";
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool colored(ColorChoice choice, int stream, bool to_file) {
  switch (choice) {
    case ColorChoice::kAlways:
      return true;
    case ColorChoice::kNever:
      return false;
    case ColorChoice::kAuto:
      break;
  }
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal != nullptr && std::string_view(terminal) == "dumb";
  return !to_file && !dumb && !is_set("NO_COLOR") && ::isatty(stream) == 1;
}

/// The locale as the C library looks it up: the first of these that is set.
bool is_utf8_locale() {
  for (const char* variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    if (!is_set(variable)) continue;
    const std::string locale = ascii_lower(std::getenv(variable));
    return locale.contains("utf-8") || locale.contains("utf8");
  }
  return false;
}

Charset charset(const CommonOptions& options, bool to_file) {
  return options.ascii || (!to_file && !is_utf8_locale()) ? Charset::kAscii : Charset::kUnicode;
}

void say(std::string_view text) {
  // Nothing can be done when standard error is closed.
  [[maybe_unused]] const auto put = ::write(STDERR_FILENO, text.data(), text.size());
}

/// A line of our own, with the word that says how bad it is in colour.
void say(std::string_view word, Ink ink, std::string_view message, const Console& console) {
  say(fmt::format("cordon: {} {}\n", console.err(ink, word), message));
}

}  // namespace

std::string Painter::operator()(Ink ink, std::string_view text) const {
  const std::string_view start = colored_ ? code(ink) : "";
  if (start.empty()) return std::string(text);
  return fmt::format("{}{}\x1b[0m", start, text);
}

Console open_console(const CommonOptions& options) {
  const bool to_file = !options.output.empty() && options.output != "-";
  return {.out = Painter(colored(options.color, STDOUT_FILENO, to_file), charset(options, to_file)),
          .err = Painter(colored(options.color, STDERR_FILENO, false)),
          .quiet = options.quiet};
}

std::string render(const Diagnostic& diagnostic, const Painter& paint) {
  const bool error = diagnostic.severity == Severity::kError;
  const Ink ink = error ? Ink::kBad : Ink::kDoubt;
  Diagnostic without_help = diagnostic;
  without_help.help.clear();
  const std::string line = to_line(without_help);
  const std::string_view word = error ? "error: " : "warning: ";
  const std::size_t at = line.find(word);
  std::string text = fmt::format("{}{}{}\n", paint(Ink::kPlace, line.substr(0, at)),
                                 paint(ink, word), line.substr(at + word.size()));
  if (diagnostic.source && !diagnostic.source->text().empty()) {
    const Quote shown = quote(*diagnostic.source, diagnostic.span);
    text += fmt::format("{}{}\n{}{}\n", shown.gutter, shown.text, shown.margin,
                        paint(ink, shown.pointer));
  }
  if (!diagnostic.help.empty()) text += fmt::format("      = {}\n", diagnostic.help);
  return text;
}

void print_diagnostics(Diagnostics diagnostics, const Console& console) {
  sort_diagnostics(diagnostics);
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (console.quiet && diagnostic.severity == Severity::kWarning) continue;
    text += render(diagnostic, console.err);
  }
  say(text);
}

void print_error(const Error& error, const Console& console) {
  say("error:", Ink::kBad, error.message, console);
}

void print_warning(std::string_view message, const Console& console) {
  if (!console.quiet) say("warning:", Ink::kDoubt, message, console);
}

void print_note(std::string_view message, const Console& console) {
  if (!console.quiet) say(fmt::format("cordon: {}\n", printable(message)));
}

ExitCode write_result(std::string_view text, const CommonOptions& options, const Console& console,
                      ExitCode exit_code) {
  return write_result_file(options.output, text, console) ? exit_code : ExitCode::kUnusable;
}

bool write_result_file(const std::string& path, std::string_view text, const Console& console) {
  auto written = check_is_no_input(path);
  if (written) written = write_output(path, text);
  if (!written) print_error(written.error(), console);
  return written.has_value();
}

}  // namespace cordon
