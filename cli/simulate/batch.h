// `cordon simulate --batch FILE`: a stream of case documents, one JSON object a line; one JSON
// object a line comes out, in the same order. This is reading lines, sharing them out to workers
// and writing answers; what a line means is batch_line.h, what a case document means is
// case_reader.h. Memory is bounded by the longest line, not by the number of lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "cli/exit_code.h"
#include "cli/output.h"
#include "engine/request.h"
#include "grammar/diagnostic.h"

namespace cordon {

struct BatchOptions {
  /// Paths of policy files are relative to this file's folder; `-` is standard input, and paths are
  /// relative to the working directory then.
  std::string file = "-";
  unsigned jobs = 1;  // workers; 0 counts as 1
  Unstated unstated = Unstated::kAbsent;
  /// A longer line is answered with an error and never held in memory.
  std::size_t max_line_bytes = std::size_t{16} << 20U;
};

struct BatchCounts {
  std::uint64_t lines = 0;       // answered, empty lines left out
  std::uint64_t unusable = 0;    // answered with an error
  std::uint64_t unexpected = 0;  // decided, and not as `expect` says
};

/// 2 when a line could not be used, else 1 when a decision was not as expected, else 0.
[[nodiscard]] ExitCode exit_code(const BatchCounts& counts);

/// Bytes in and out. `read` fills a part of the buffer and waits only when there is nothing yet; 0
/// bytes are the end. `write` takes whole lines; an error ends the batch. With several jobs `write`
/// is called from their threads, one at a time.
struct BatchStreams {
  std::function<std::expected<std::size_t, Error>(std::span<char> buffer)> read;
  std::function<std::expected<void, Error>(std::string_view lines)> write;
};

/// Answers every line. All that was read is answered and written before `read` is called again
/// (jobs = 1), or as soon as it is decided (more jobs), so a line on a pipe gets its answer before
/// the next one is sent.
[[nodiscard]] std::expected<BatchCounts, Error> answer_batch(const BatchStreams& streams,
                                                             const BatchOptions& options);

/// The command: opens the file and the output and says what went wrong. A reader of the output that
/// went away ends it quietly with kUnusable.
[[nodiscard]] ExitCode run_batch(const BatchOptions& options, const CommonOptions& common,
                                 const Console& console);

}  // namespace cordon
