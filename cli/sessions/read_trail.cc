#include "cli/sessions/read_trail.h"

#include <fmt/format.h>

#include <array>
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "cli/files.h"
#include "cli/sessions/progress.h"
#include "cli/sessions/unpack.h"
#include "engine/incident/trail/record_splitter.h"

namespace cordon {
namespace {

constexpr std::size_t kPiece = std::size_t{256} << 10U;

std::uint64_t size_of(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  return error ? 0 : size;
}

/// Whether what is there can be read as often as one likes. What is not there is: it fails each
/// time.
bool is_rereadable(const std::string& path) {
  if (path == "-") return false;
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  return error || !std::filesystem::exists(status) || std::filesystem::is_regular_file(status);
}

class Reader {
 public:
  Reader(std::vector<std::string> files, incident::Gather& gather, const Console& console)
      : gather_(gather), progress_(console, "reading logs"), buffer_(kPiece) {
    reading_.files = std::move(files);
    for (const std::string& file : reading_.files) total_ += size_of(file);
  }

  TrailReading run() {
    bool again = true;
    while (again) {
      reading_.errors.clear();
      reading_.warnings.clear();
      ++reading_.passes;
      gather_.begin_pass();
      progress_.start(total_);
      for (std::uint32_t i = 0; i < reading_.files.size(); ++i) read(i);
      again = gather_.end_pass();
    }
    return std::move(reading_);
  }

 private:
  void fail(const std::string& file, std::string_view why) {
    reading_.errors.push_back({fmt::format("{}: {}", printable_name(file), why)});
  }

  static std::string printable_name(const std::string& file) {
    return file == "-" ? "<stdin>" : file;
  }

  void read(std::uint32_t number) {
    const std::string& file = reading_.files[number];
    incident::RecordSplitter splitter(
        [this, number](const incident::RawRecord& raw) { gather_.take(raw, number); });
    Unpacker unpacker([&splitter](std::string_view bytes) { splitter.feed(bytes); });
    bool broken = false;
    const auto feed = [&](std::string_view bytes) {
      progress_.add(bytes.size());
      if (const auto why = unpacker.feed(bytes)) {
        fail(file, *why);
        broken = true;
      }
    };
    if (auto error = is_rereadable(file) ? feed_file(file, feed) : feed_kept(file, feed)) {
      reading_.errors.push_back(*std::move(error));
      broken = true;
    }
    if (const auto why = unpacker.finish()) {
      fail(file, fmt::format("{}; {} records before that were read", *why, splitter.records()));
      broken = true;
    }
    splitter.finish(broken);
    report(file, splitter, broken);
  }

  void report(const std::string& file, const incident::RecordSplitter& splitter, bool broken) {
    for (const incident::TrailProblem& problem : splitter.problems()) {
      fail(file, fmt::format("record {}: {}", problem.record, problem.message));
    }
    const bool silent = broken || !splitter.problems().empty() || splitter.is_digest();
    if (splitter.records() > 0 || silent) return;
    reading_.warnings.push_back(fmt::format("{}: no CloudTrail record", printable_name(file)));
  }

  template <class Feed>
  std::optional<Error> feed_file(const std::string& path, Feed feed) {
    auto file = InputFile::open(path);
    if (!file) return std::move(file.error());
    while (true) {
      const auto got = file->read(buffer_);
      if (!got) return got.error();
      if (*got == 0) return std::nullopt;
      feed(std::string_view(buffer_.data(), *got));
    }
  }

  /// Standard input and pipes can't be read again, so what they gave is kept, failures too.
  template <class Feed>
  std::optional<Error> feed_kept(const std::string& path, Feed feed) {
    auto kept = kept_.find(path);
    if (kept == kept_.end()) kept = kept_.emplace(path, read_file(path)).first;
    if (!kept->second) return kept->second.error();
    const std::string_view text = *kept->second;
    for (std::size_t at = 0; at < text.size(); at += kPiece) feed(text.substr(at, kPiece));
    return std::nullopt;
  }

  incident::Gather& gather_;
  TrailReading reading_;
  Progress progress_;
  std::vector<char> buffer_;
  std::map<std::string, std::expected<std::string, Error>, std::less<>> kept_;
  std::uint64_t total_ = 0;
};

}  // namespace

TrailReading read_trail(std::vector<std::string> files, incident::Gather& gather,
                        const Console& console) {
  return Reader(std::move(files), gather, console).run();
}

}  // namespace cordon
