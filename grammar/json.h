// A JSON tree that forgets nothing: every value has its span, duplicate keys and the order of
// members are kept, numbers keep their text. YAML is read into the same tree (yaml.h). The tree is
// one flat array in document order; a JsonValue is a cheap handle into it. This is the reader for
// what users wrote; what cordon writes goes through nlohmann_json.
#pragma once

#include <cstddef>
#include <cstdint>
#include <forward_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "grammar/diagnostic.h"
#include "grammar/source.h"

namespace cordon {

enum class JsonKind : std::uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };

/// The kind as it is named in messages: "null", "a boolean", "a number", "a string", "an array",
/// "an object".
[[nodiscard]] std::string_view describe(JsonKind kind);

/// Hostile inputs end at these limits with a diagnostic, never with a crash.
struct ReadLimits {
  std::size_t max_bytes = std::size_t{256} << 20U;
  std::uint32_t max_depth = 64;  // at most 256 is honoured
  std::uint32_t max_values = 20'000'000;
};

class JsonValue;

class Json {
 public:
  /// One value. Children of a container follow it directly; an object's are key, value, key, value.
  struct Node {
    std::string_view text;   // string: decoded; number: as written; bool: "true" or "false"
    Span span;               // with quotes and brackets
    std::uint32_t children;  // elements of an array, members of an object
    std::uint32_t next;      // index just behind this value's subtree
    JsonKind kind;
  };

  explicit Json(SourcePtr source) : source_(std::move(source)) {}

  [[nodiscard]] const SourcePtr& source() const { return source_; }
  [[nodiscard]] const std::vector<Node>& nodes() const { return nodes_; }
  [[nodiscard]] bool empty() const { return nodes_.empty(); }

  // For the readers of grammar/ only: a tree is not changed once it was handed out.
  std::vector<Node>& mutable_nodes() { return nodes_; }
  /// Keeps a decoded text alive as long as the tree and gives a view of it.
  std::string_view keep(std::string text) { return kept_.emplace_front(std::move(text)); }

 private:
  SourcePtr source_;
  std::vector<Node> nodes_;
  // Decoded strings that differ from the source text. A list: no allocation while there are none.
  std::forward_list<std::string> kept_;
};

using JsonPtr = std::shared_ptr<const Json>;

/// A handle to one value of a tree; valid as long as the tree is.
class JsonValue {
 public:
  JsonValue(const Json& tree, std::uint32_t index) : tree_(&tree), index_(index) {}

  [[nodiscard]] JsonKind kind() const { return node().kind; }
  [[nodiscard]] bool is(JsonKind kind) const { return node().kind == kind; }
  [[nodiscard]] Span span() const { return node().span; }
  [[nodiscard]] const Json& tree() const { return *tree_; }
  /// Of this value's node in the tree; those of its subtree follow it.
  [[nodiscard]] std::uint32_t index() const { return index_; }
  [[nodiscard]] const SourcePtr& source() const { return tree_->source(); }

  /// The decoded text of a string, the text of a number as written, "true" or "false" of a boolean;
  /// empty for the rest.
  [[nodiscard]] std::string_view text() const { return node().text; }
  [[nodiscard]] bool is_true() const { return is(JsonKind::kBool) && text() == "true"; }
  /// Elements of an array, members of an object, 0 for the rest.
  [[nodiscard]] std::uint32_t size() const { return node().children; }

  /// The exact place of the decoded bytes [begin, end) of a string, also behind escapes.
  [[nodiscard]] Span span_of(std::size_t begin, std::size_t end) const;

  /// The first member of that name; no value when there is none or this is no object.
  [[nodiscard]] std::optional<JsonValue> find(std::string_view name) const;

  template <bool kMembers>
  class Range;
  struct Member;
  [[nodiscard]] Range<false> elements() const;  // empty unless an array
  [[nodiscard]] Range<true> members() const;    // empty unless an object

 private:
  [[nodiscard]] const Json::Node& node() const { return tree_->nodes()[index_]; }

  const Json* tree_;
  std::uint32_t index_;
};

struct JsonValue::Member {
  JsonValue key;
  JsonValue value;
};

template <bool kMembers>
class JsonValue::Range {
 public:
  class Iterator {
   public:
    using value_type = std::conditional_t<kMembers, Member, JsonValue>;
    using difference_type = std::ptrdiff_t;

    Iterator() = default;
    Iterator(const Json& tree, std::uint32_t index) : tree_(&tree), index_(index) {}
    value_type operator*() const {
      if constexpr (kMembers) {
        return Member{JsonValue(*tree_, index_), JsonValue(*tree_, index_ + 1)};
      } else {
        return JsonValue(*tree_, index_);
      }
    }
    Iterator& operator++() {
      index_ = tree_->nodes()[kMembers ? index_ + 1 : index_].next;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const { return index_ == other.index_; }

   private:
    const Json* tree_ = nullptr;
    std::uint32_t index_ = 0;
  };

  Range(const Json& tree, std::uint32_t begin, std::uint32_t end)
      : tree_(&tree), begin_(begin), end_(end) {}
  [[nodiscard]] Iterator begin() const { return {*tree_, begin_}; }
  [[nodiscard]] Iterator end() const { return {*tree_, end_}; }

 private:
  const Json* tree_;
  std::uint32_t begin_;
  std::uint32_t end_;
};

inline JsonValue::Range<false> JsonValue::elements() const {
  const std::uint32_t end = is(JsonKind::kArray) ? node().next : index_ + 1;
  return {*tree_, index_ + 1, end};
}

inline JsonValue::Range<true> JsonValue::members() const {
  const std::uint32_t end = is(JsonKind::kObject) ? node().next : index_ + 1;
  return {*tree_, index_ + 1, end};
}

/// A tree and what was wrong with its text. `tree` is never null; after a syntax error it is empty.
struct JsonResult {
  JsonPtr tree;
  Diagnostics diagnostics;

  /// The root value; no value when the text could not be read.
  [[nodiscard]] std::optional<JsonValue> root() const {
    return tree->empty() ? std::nullopt : std::optional<JsonValue>(JsonValue(*tree, 0));
  }
};

/// Reads RFC 8259 JSON in UTF-8. The first syntax error ends the reading with one diagnostic at the
/// exact byte. Duplicate keys are no error here: the tree keeps them, its readers judge them.
[[nodiscard]] JsonResult read_json(SourcePtr source, const ReadLimits& limits = {});

}  // namespace cordon
