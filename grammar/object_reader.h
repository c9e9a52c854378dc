// Reads the members of one object of our own formats (incident files, case documents, organization
// files): each member by name and kind, a diagnostic with its place for every one that is missing,
// of the wrong kind, given twice, or unknown (with the nearest known name). Policies are not read
// with it: they have their own reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/date_time.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon {

class ObjectReader {
 public:
  /// `what` names the object in messages: "a credential". `path` stands before its members' names
  /// there: "credential.". A value that is no object is reported and reads as an empty one.
  ObjectReader(JsonValue value, std::string what, Diagnostics& diagnostics, std::string path = {});

  [[nodiscard]] JsonValue value() const { return value_; }

  /// The member, if it is there and not null. Every name asked for is a known name.
  std::optional<JsonValue> member(std::string_view name);
  /// As `member`, reported when it is missing.
  std::optional<JsonValue> required(std::string_view name);

  /// A string; a number counts as its text (an account id without quotes in YAML).
  std::optional<std::string> text(std::string_view name);
  std::optional<std::string> required_text(std::string_view name);
  /// As `text`, with its place; valid as long as the tree.
  std::optional<Located<std::string_view>> located_text(std::string_view name);
  std::optional<Located<std::string_view>> required_located_text(std::string_view name);
  std::optional<bool> boolean(std::string_view name);
  /// RFC 3339 with an offset (date_time.h).
  std::optional<Instant> time(std::string_view name);
  /// Milliseconds (date_time.h `parse_duration`).
  std::optional<std::int64_t> duration(std::string_view name);
  /// An array, or one value standing for an array of one; empty when the member is missing.
  std::vector<JsonValue> list(std::string_view name);
  /// As `list`, of strings.
  std::vector<std::string> texts(std::string_view name);
  /// As `texts`, without those of which `problem_of` says what is wrong with them; empty: nothing.
  std::vector<std::string> texts(std::string_view name,
                                 std::string_view (*problem_of)(std::string_view));

  /// Reports members that were never asked for, and members given twice. To be called last.
  void finish();

  void report(Span span, std::string message, std::string help = {});

 private:
  void report_unknown(JsonValue key);
  [[nodiscard]] std::optional<std::string_view> scalar(JsonValue value, std::string_view name);
  [[nodiscard]] std::optional<Located<std::string_view>> located(std::optional<JsonValue> value,
                                                                 std::string_view name);
  template <class Read>
  auto read(std::string_view name, Read read_text);

  JsonValue value_;
  std::string what_;
  std::string path_;
  Diagnostics& diagnostics_;
  struct Known {
    std::string_view name;
    bool seen = false;
  };
  std::vector<Known> known_;  // names asked for
};

/// The text of a string or number; reported when the value is neither.
[[nodiscard]] std::optional<std::string> scalar_text(JsonValue value, std::string_view name,
                                                     Diagnostics& diagnostics);

}  // namespace cordon
