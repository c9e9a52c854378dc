#include "cli/simulate/batch.h"

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "cli/files.h"
#include "cli/line_blocks.h"
#include "cli/simulate/batch_line.h"

namespace cordon {
namespace {

// Answers are written at the end of every block, and before when so many bytes are there: more than
// a block of ordinary lines gives, since a worker waits for its turn to write.
constexpr std::size_t kWriteBytes = std::size_t{1} << 20U;

using Written = std::expected<void, Error>;
using Write = std::function<Written(std::string_view)>;

// One worker's part: blocks in, answers and counts out.
class Worker {
 public:
  Worker(const BatchOptions& options, PolicyFiles& files)
      : most_line_bytes_(options.max_line_bytes),
        answerer_(options.file == "-" ? "<stdin>" : options.file, files, options.unstated) {}

  // Calls `write` with whole answers, each time that enough of them are there.
  Written answer(const LineBlock& block, const Write& write) {
    answers_.clear();
    if (block.too_long) refuse({.number = block.first_line, .offset = block.offset});
    Written written;
    for_each_line(block, [&](std::string_view text, std::uint64_t number, std::uint64_t offset) {
      if (!written) return;
      answer({.text = text, .number = number, .offset = offset});
      if (answers_.size() < kWriteBytes) return;
      written = write(answers_);
      answers_.clear();
    });
    if (written && !answers_.empty()) written = write(answers_);
    return written;
  }

  [[nodiscard]] const BatchCounts& counts() const { return counts_; }

 private:
  void answer(const BatchLine& line) {
    if (line.text.size() > most_line_bytes_) return refuse(line);
    const LineResult result = answerer_.answer(line, answers_);
    ++counts_.lines;
    counts_.unusable += result == LineResult::kUnusable ? 1 : 0;
    counts_.unexpected += result == LineResult::kUnexpected ? 1 : 0;
  }

  void refuse(const BatchLine& line) {
    answer_long_line(line, most_line_bytes_, answers_);
    ++counts_.lines;
    ++counts_.unusable;
  }

  std::size_t most_line_bytes_;
  LineAnswerer answerer_;
  BatchCounts counts_;
  std::string answers_;
};

BatchCounts operator+(const BatchCounts& a, const BatchCounts& b) {
  return {.lines = a.lines + b.lines,
          .unusable = a.unusable + b.unusable,
          .unexpected = a.unexpected + b.unexpected};
}

std::expected<BatchCounts, Error> answer_alone(const BatchStreams& streams,
                                               const BatchOptions& options) {
  PolicyFiles files(options.file);
  Worker worker(options, files);
  LineBlocks blocks(streams.read, options.max_line_bytes);
  while (true) {
    const auto block = blocks.next();
    if (!block) return std::unexpected(block.error());
    if (!*block) return worker.counts();
    if (const Written written = worker.answer(**block, streams.write); !written) {
      return std::unexpected(written.error());
    }
  }
}

// Blocks on their way to the workers, and whose turn it is to write. Bounded: at most one block a
// worker waits here, and each worker holds one.
class Lane {
 public:
  Lane(std::size_t workers, Write write) : most_(workers), write_(std::move(write)) {}

  struct Ticket {
    std::uint64_t number;  // of the block
    LineBlock block;
  };

  // Waits for room; false when nothing can be written any more.
  bool put(LineBlock block) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < most_ || failure_; });
    if (failure_) return false;
    waiting_.push_back({taken_++, std::move(block)});
    changed_.notify_all();
    return true;
  }

  void close() {
    const std::scoped_lock lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }

  // No value when there will be no more.
  std::optional<Ticket> get() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !waiting_.empty() || closed_ || failure_; });
    if (waiting_.empty() || failure_) return std::nullopt;
    Ticket ticket = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    return ticket;
  }

  // Waits until every block before this one is written.
  Written write(std::uint64_t number, std::string_view answers) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return turn_ == number || failure_; });
    if (failure_) return std::unexpected(*failure_);
    lock.unlock();  // only the worker whose turn it is comes here
    Written written = write_(answers);
    lock.lock();
    if (!written) failure_ = written.error();
    changed_.notify_all();
    return written;
  }

  void done(std::uint64_t number) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return turn_ == number || failure_; });
    ++turn_;
    changed_.notify_all();
  }

  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }

 private:
  std::size_t most_;
  Write write_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Ticket> waiting_;
  std::uint64_t taken_ = 0;
  std::uint64_t turn_ = 0;
  bool closed_ = false;
  std::optional<Error> failure_;
};

void work(Worker& worker, Lane& lane) {
  while (auto ticket = lane.get()) {
    const auto write = [&](std::string_view answers) {
      return lane.write(ticket->number, answers);
    };
    if (!worker.answer(ticket->block, write)) return;
    lane.done(ticket->number);
  }
}

std::expected<BatchCounts, Error> answer_together(const BatchStreams& streams,
                                                  const BatchOptions& options) {
  PolicyFiles files(options.file);
  std::deque<Worker> workers;
  for (unsigned i = 0; i < options.jobs; ++i) workers.emplace_back(options, files);
  Lane lane(options.jobs, streams.write);
  std::optional<Error> read_failure;
  {
    std::vector<std::jthread> threads;
    for (Worker& worker : workers) threads.emplace_back([&] { work(worker, lane); });
    LineBlocks blocks(streams.read, options.max_line_bytes);
    while (true) {
      auto block = blocks.next();
      if (!block) read_failure = block.error();
      if (!block || !*block || !lane.put(**std::move(block))) break;
    }
    lane.close();
  }
  if (lane.failure()) return std::unexpected(*lane.failure());
  if (read_failure) return std::unexpected(*read_failure);
  BatchCounts counts;
  for (const Worker& worker : workers) counts = counts + worker.counts();
  return counts;
}

}  // namespace

ExitCode exit_code(const BatchCounts& counts) {
  if (counts.unusable > 0) return ExitCode::kUnusable;
  return counts.unexpected > 0 ? ExitCode::kNo : ExitCode::kYes;
}

std::expected<BatchCounts, Error> answer_batch(const BatchStreams& streams,
                                               const BatchOptions& options) {
  return options.jobs > 1 ? answer_together(streams, options) : answer_alone(streams, options);
}

ExitCode run_batch(const BatchOptions& options, const CommonOptions& common,
                   const Console& console) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error of write()
  auto input = InputFile::open(options.file);
  if (!input) {
    print_error(input.error(), console);
    return ExitCode::kUnusable;
  }
  if (const auto free = check_is_no_input(common.output); !free) {
    print_error(free.error(), console);
    return ExitCode::kUnusable;
  }
  auto output = OutputFile::open(common.output);
  if (!output) {
    print_error(output.error(), console);
    return ExitCode::kUnusable;
  }
  const auto counts =
      answer_batch({.read = [&](std::span<char> buffer) { return input->read(buffer); },
                    .write = [&](std::string_view lines) { return output->write(lines); }},
                   options);
  if (!counts) {
    if (!output->reader_is_gone()) print_error(counts.error(), console);
    return ExitCode::kUnusable;
  }
  if (const auto finished = output->finish(); !finished) {
    print_error(finished.error(), console);
    return ExitCode::kUnusable;
  }
  return exit_code(*counts);
}

}  // namespace cordon
