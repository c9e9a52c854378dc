// Changed copies of a Json tree: without one of its values, with another text in the place of one,
// or put together from its parts. What is copied keeps its place in the source, so a problem in it
// is shown where the user wrote it. No text is edited here: fixes do that (rules/fix/).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/json.h"

namespace cordon {

/// The tree without an element of an array. `element` is a value of `tree`, and stands in an array.
[[nodiscard]] JsonPtr without_element(const JsonPtr& tree, JsonValue element);

/// Another text for a scalar, by the index of its node.
struct OtherText {
  std::uint32_t node = 0;
  std::string text;
};
[[nodiscard]] JsonPtr with_texts(const JsonPtr& tree, std::span<const OtherText> texts);

/// Puts an object together; every value that is added is one of `base`.
class ObjectComposer {
 public:
  /// `span` is the place of the object.
  ObjectComposer(JsonPtr base, Span span);

  void add(JsonValue key, JsonValue value);
  /// A member that nobody wrote: a string, at the place of the whole object.
  void add(std::string_view key, std::string_view text);
  /// What is added up to close() stands in an object of its own.
  void open(JsonValue key, Span span);
  void close();

  /// The object is the tree's root. To be called once, last.
  [[nodiscard]] JsonPtr finish();

 private:
  void copy(JsonValue value);
  void push(JsonKind kind, std::string_view text, Span span);
  void add_key(JsonValue key);

  std::shared_ptr<Json> tree_;
  std::vector<std::uint32_t> open_;  // objects that are not closed yet
};

}  // namespace cordon
