// The names of a table by their hashes, for tables that are asked so often that halving the text
// (records.h) costs more than reading it once. The records stay where they are.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace cordon::catalogue {

class RecordIndex {
 public:
  /// `table` has to outlive the index.
  explicit RecordIndex(std::string_view table);

  /// The line whose name is `name`, as find_record does.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;

 private:
  /// The slot of a name, or the free one where it would be.
  [[nodiscard]] std::size_t slot_of(std::string_view name) const;
  [[nodiscard]] std::string_view name_at(std::uint32_t begin) const;

  std::string_view table_;
  std::vector<std::uint32_t> begins_;  // of lines, plus one; zero: free. A power of two of them
};

}  // namespace cordon::catalogue
