// Files in and out, for every command: a whole file as a Source, and results that are written whole
// or not at all. The only place that opens files by name; nothing here knows what is in them.
// Nothing throws. A path of `-` is standard input or standard output.
#pragma once

#include <cstddef>
#include <expected>
#include <span>
#include <string>
#include <string_view>

#include "grammar/diagnostic.h"
#include "grammar/source.h"

namespace cordon {

/// Larger inputs are refused: a policy has at most a few kilobytes, an account snapshot megabytes.
inline constexpr std::size_t kLargestInput = std::size_t{256} << 20U;

/// The reason that an `errno` stands for, as it follows a colon in messages.
[[nodiscard]] std::string reason(int error);

/// The bytes of a file, a pipe, or `-` (standard input). The error names the path and the reason:
/// no such file, a folder, no permission, too large.
[[nodiscard]] std::expected<std::string, Error> read_file(const std::string& path,
                                                          std::size_t max_bytes = kLargestInput);

/// As `read_file`, of a file of which is only to be seen whether it is an input at all.
[[nodiscard]] std::expected<std::string, Error> peek_file(const std::string& path,
                                                          std::size_t max_bytes = kLargestInput);

[[nodiscard]] std::expected<SourcePtr, Error> peek_source(const std::string& path);

/// What was peeked at is an input.
void note_input(const std::string& path);

/// A result must not overwrite what it was made of: the error says that `path` is, under whatever
/// name, a file that this run has read. An empty path and `-` are standard output, which may.
[[nodiscard]] std::expected<void, Error> check_is_no_input(const std::string& path);

/// As `read_file`, named by its path (`<stdin>` for `-`) in messages.
[[nodiscard]] std::expected<SourcePtr, Error> read_source(const std::string& path,
                                                          std::size_t max_bytes = kLargestInput);

/// `path` as it is meant in a file at `base`: relative paths start from that file's folder. With
/// `-` as base they start from the working directory.
[[nodiscard]] std::string path_beside(std::string_view base, std::string_view path);

/// A file that is read piece by piece, for inputs that are not to be held in memory.
class InputFile {
 public:
  /// `-` is standard input.
  [[nodiscard]] static std::expected<InputFile, Error> open(const std::string& path);

  InputFile(InputFile&& other) noexcept;
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  InputFile& operator=(InputFile&&) = delete;
  ~InputFile();

  /// Bytes read into `buffer`: what is there, waiting only while there is nothing; 0 at the end.
  [[nodiscard]] std::expected<std::size_t, Error> read(std::span<char> buffer);

 private:
  InputFile(int descriptor, std::string path);

  int descriptor_ = -1;  // -1: moved from
  std::string path_;
};

/// Where a command's result goes. A file is written beside its place and renamed by finish(); one
/// that was not finished leaves nothing behind. What is no regular file (`/dev/null`, a pipe) is
/// written directly, and so is standard output.
class OutputFile {
 public:
  /// An empty path or `-`: standard output.
  [[nodiscard]] static std::expected<OutputFile, Error> open(const std::string& path);

  OutputFile(OutputFile&& other) noexcept;
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  /// Unbuffered: one call, one write. The first failure is the one that is reported.
  [[nodiscard]] std::expected<void, Error> write(std::string_view bytes);
  /// To be called once, last: makes the file appear at its path.
  [[nodiscard]] std::expected<void, Error> finish();

  [[nodiscard]] bool is_standard_output() const { return path_.empty(); }
  /// A write failed because nobody reads any more (`| head -1`) or the stream was closed from the
  /// start: nothing to tell the user.
  [[nodiscard]] bool reader_is_gone() const { return reader_is_gone_; }

 private:
  OutputFile(int descriptor, std::string path, std::string temporary);

  int descriptor_ = -1;    // -1: finished, moved from
  std::string path_;       // empty: standard output
  std::string temporary_;  // renamed to path_ by finish(); empty: written directly
  bool reader_is_gone_ = false;
};

/// Writes `text` whole, or reports why not.
[[nodiscard]] std::expected<void, Error> write_output(const std::string& path,
                                                      std::string_view text);

}  // namespace cordon
