// Walks over the text of one JSON object without reading it: where it ends, the members of interest
// on the way, and what it wraps. Brackets are counted, strings are skipped; whether the text is
// JSON is for the reader of those few objects that matter. For record_splitter.cc only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/trail/record_splitter.h"

namespace cordon::incident {

struct ObjectScan {
  enum class End : std::uint8_t {
    kDone,  // `size` bytes are the object
    kList,  // a list of records opens: `size` bytes up to and with its bracket
    kMore,  // the object goes on behind the text
    kBad,   // a control character in a string, or more brackets than anything has
  };
  End end = End::kMore;
  std::size_t size = 0;
  std::string_view inner;          // the object of the member `detail`
  std::string_view message;        // the string that may hold a record, as written
  bool message_is_record = false;  // by its name, it holds one
  bool is_digest = false;
  bool records_are_no_list = false;  // its member `Records` is something else
};

/// What the text begins with.
enum class ScanFrom : std::uint8_t {
  kTopObject,  // the bracket of an object that may hold a list of records
  kElement,    // the bracket of one element of such a list
  kInside,     // something behind a list, inside of the object that holds it
};

/// The members of interest replace what is in `fields`.
[[nodiscard]] ObjectScan scan_object(std::string_view text, ScanFrom from,
                                     std::vector<FieldValue>& fields);

/// Where a value ends that is no object to be scanned: a scalar, a list, or what is hardly JSON. It
/// goes by quotes and brackets alone. No value: it may go on behind the text.
[[nodiscard]] std::optional<std::size_t> value_size(std::string_view text);

/// What a JSON string says, without its quotes in `written`; false when an escape is none.
[[nodiscard]] bool decode_string(std::string_view written, std::string& decoded);

}  // namespace cordon::incident
