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

/// Which characters pictures are made of. Texts of users stay as they are.
enum class Charset : std::uint8_t { kUnicode, kAscii };

/// Wraps texts in colour codes, or leaves them as they are; knows what the reader's screen can
/// show.
class Painter {
 public:
  explicit Painter(bool colored, Charset charset = Charset::kUnicode)
      : colored_(colored), charset_(charset) {}
  [[nodiscard]] std::string operator()(Ink ink, std::string_view text) const;
  [[nodiscard]] bool colored() const { return colored_; }
  [[nodiscard]] Charset charset() const { return charset_; }

 private:
  bool colored_;
  Charset charset_;
};

/// How to write to the two streams of this run.
struct Console {
  Painter out;  // for the result
  Painter err;  // for diagnostics
  bool quiet = false;
};

/// Decides about colours: `--color`, then NO_COLOR and TERM=dumb, then whether the stream is a
/// terminal. A result that goes to a file has none unless `always`. Pictures on a terminal are of
/// ASCII characters when told so, or when the locale's are not UTF-8.
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
/// could not be written, or must not be, as over an input.
[[nodiscard]] ExitCode write_result(std::string_view text, const CommonOptions& options,
                                    const Console& console, ExitCode exit_code);

/// The same for a path of its own; false after printing why not.
[[nodiscard]] bool write_result_file(const std::string& path, std::string_view text,
                                     const Console& console);

}  // namespace cordon
