// Sorted text as a table: a record a line, fields between tabs, the first one is the record's name.
// Lines are in the order of their names with ASCII letters in lower case, so that a name is found
// by halving, whatever its case, and names that begin alike lie together. Everything here is a view
// of the text: nothing is copied, and nothing is read before it is asked for. Not a reader of text
// that users write: what stands in the tables was checked when they were made.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace cordon::catalogue {

/// The order of names: below zero when `a` stands before `b`, zero when they differ by case only.
[[nodiscard]] int compare_names(std::string_view a, std::string_view b);

/// The parts of a text between separators, each read as an Item when it is come to. An Item is a
/// std::string_view, or has `static Item read(std::string_view part)`.
template <class Item, char kSeparator = '\n'>
class Sequence {
 public:
  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): the names that the standard library looks for
    using value_type = Item;
    using difference_type = std::ptrdiff_t;
    // NOLINTEND(readability-identifier-naming)

    Iterator() = default;
    explicit Iterator(std::string_view rest) : rest_(rest) { measure(); }
    Item operator*() const {
      if constexpr (requires { Item::read(rest_); }) {
        return Item::read(rest_.substr(0, size_));
      } else {
        return rest_.substr(0, size_);
      }
    }
    Iterator& operator++() {
      rest_.remove_prefix(std::min(rest_.size(), size_ + 1));
      measure();
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return rest_.size() == other.rest_.size(); }
    bool operator==(std::default_sentinel_t /*end*/) const { return rest_.empty(); }

   private:
    void measure() { size_ = std::min(rest_.find(kSeparator), rest_.size()); }

    std::string_view rest_;
    std::size_t size_ = 0;
  };

  Sequence() = default;
  explicit Sequence(std::string_view text) : text_(text) {}
  [[nodiscard]] Iterator begin() const { return Iterator(text_); }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  std::string_view text_;
};

using Fields = Sequence<std::string_view, '\t'>;

/// What stands before the first `separator`, which is taken off `text` with it.
[[nodiscard]] std::string_view take_part(std::string_view& text, char separator);

/// The line of a table whose name is `name`.
[[nodiscard]] std::optional<std::string_view> find_record(std::string_view table,
                                                          std::string_view name);
/// The line whose name is `owner`, the separator (no letter) and `name`.
[[nodiscard]] std::optional<std::string_view> find_record(std::string_view table,
                                                          std::string_view owner, char separator,
                                                          std::string_view name);
/// The lines whose names begin with `prefix`.
[[nodiscard]] std::string_view records_from(std::string_view table, std::string_view prefix);
/// The lines whose names begin with `owner` and the separator (no letter).
[[nodiscard]] std::string_view records_of(std::string_view table, std::string_view owner,
                                          char separator);

}  // namespace cordon::catalogue
