// What all commands share in how they speak: colours, and the printing of diagnostics and errors.
// Results go to standard output or `--output`; everything here that prints goes to standard error.
// No command's words are here.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/common_options.h"
#include "cli/exit_code.h"
#include "grammar/diagnostic.h"

namespace cordon {

/// What a text means, not how it looks.
enum class Ink : std::uint8_t {
  kPlain,
  kStrong,  // headings
  kGood,    // allowed where that is wished for, contained, passed
  kBad,     // errors, denials, not contained
  kDoubt,   // warnings, undecided
  kPlace,   // file:line:column
  kFaint,   // what may be skipped in reading
};

/// Wraps texts in colour codes, or leaves them as they are.
class Painter {
 public:
  explicit Painter(bool colored) : colored_(colored) {}
  [[nodiscard]] std::string operator()(Ink ink, std::string_view text) const;
  [[nodiscard]] bool colored() const { return colored_; }

 private:
  bool colored_;
};

/// How to write to the two streams of this run.
struct Console {
  Painter out;  // for the result
  Painter err;  // for diagnostics
  bool quiet = false;
};

/// Decides about colours: `--color`, then NO_COLOR and TERM=dumb, then whether the stream is a
/// terminal. A result that goes to a file has none unless `always`.
[[nodiscard]] Console open_console(const CommonOptions& options);

/// `file:line:col: error: message`, the source line, a caret, and the help. Secrets in the line are
/// blotted out (quote.h).
[[nodiscard]] std::string render(const Diagnostic& diagnostic, const Painter& paint);

/// Sorts and prints to standard error; warnings are left out when quiet.
void print_diagnostics(Diagnostics diagnostics, const Console& console);

/// `cordon: error: message` on standard error.
void print_error(const Error& error, const Console& console);

/// `cordon: warning: message` on standard error, unless quiet.
void print_warning(std::string_view message, const Console& console);

/// `cordon: message` on standard error: what was asked for with --verbose.
void print_note(std::string_view message, const Console& console);

/// Writes a finished result to `--output`. Gives `exit_code`, or kUnusable after printing why it
/// could not be written.
[[nodiscard]] ExitCode write_result(std::string_view text, const CommonOptions& options,
                                    const Console& console, ExitCode exit_code);

}  // namespace cordon
