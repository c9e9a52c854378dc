// One line of a batch: a case document in, an answer out (docs/batch.md). Whatever the line holds,
// exactly one JSON object on one line comes out: a decision, or what is wrong and where. Streams,
// workers and the order of lines are batch.h's business.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "cli/case_reader.h"
#include "cli/policy_store.h"
#include "engine/request.h"
#include "grammar/source.h"

namespace cordon {

/// A line without its end, and where it stands in the stream.
struct BatchLine {
  std::string_view text;
  std::uint64_t number = 1;
  std::uint64_t offset = 0;  // bytes before it
};

enum class LineResult : std::uint8_t {
  kAsExpected,  // or nothing was expected
  kUnexpected,
  kUnusable,
};

/// Answers the lines that one worker is given.
class LineAnswerer {
 public:
  /// `name` is how messages call the stream.
  LineAnswerer(std::string name, PolicyFiles& files, Unstated unstated)
      : name_(std::move(name)), store_(files), unstated_(unstated) {}

  /// Appends the answer, with its line end, to `out`.
  LineResult answer(const BatchLine& line, std::string& out);

 private:
  [[nodiscard]] SourcePtr source_of(const BatchLine& line) const;

  std::string name_;
  PolicyStore store_;
  Unstated unstated_;
};

/// The answer to a line that is longer than allowed; its text is not looked at.
void answer_long_line(const BatchLine& line, std::size_t most_bytes, std::string& out);

}  // namespace cordon
