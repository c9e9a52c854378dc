// Writes JSON onto the end of a string: what a stream of many short answers needs, and no more. It
// is not a JSON library: member names are trusted literals, and nothing checks that brackets match.
// Reports, which are written once, go through nlohmann_json; a batch answer is written 300,000
// times a second, and there building a nlohmann_json tree and dumping it takes 12 times as long as
// these appends (batch_bench: bm_answer_by_json_line and …_by_nlohmann_json).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cordon {

class JsonLine {
 public:
  /// Appends to `out`, which must outlive this and be empty or at the start of a line.
  explicit JsonLine(std::string& out) : out_(out) {}

  JsonLine& open(char bracket);   // `{` or `[`
  JsonLine& close(char bracket);  // `}` or `]`
  /// `name` stands as it is: no quote, backslash or control character.
  JsonLine& member(std::string_view name);

  /// In quotes, escaped like nlohmann_json does: control characters, quote and backslash. Bytes
  /// that are no UTF-8 become U+FFFD, so the line is always valid JSON.
  JsonLine& string(std::string_view text);
  JsonLine& number(std::uint64_t value);
  JsonLine& boolean(bool value);
  /// JSON that is known to be valid, copied as it is.
  JsonLine& verbatim(std::string_view json);

  void end_line() { out_ += '\n'; }

 private:
  void separate();

  std::string& out_;
};

}  // namespace cordon
