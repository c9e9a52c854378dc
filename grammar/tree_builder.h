// How a reader builds a Json tree: values arrive in document order, limits are kept here, and the
// first failure ends the reading. Shared by the JSON and the YAML reader; not for other folders.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "grammar/json.h"

namespace cordon {

/// Thrown by a reader's parts and caught by read_json and read_yaml: the one thing that is wrong.
struct ReadFailure {
  Span span;
  std::string message;
  std::string help;
  Problem problem = Problem::kSyntax;
};

/// A tree without a value, and the failure as its diagnostic.
[[nodiscard]] JsonResult failed_reading(const SourcePtr& source, ReadFailure failure);

/// No value when a text of that size may be read; offsets must fit in 32 bits whatever the limit.
[[nodiscard]] std::optional<ReadFailure> check_size(std::size_t bytes, const ReadLimits& limits);

class TreeBuilder {
 public:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  /// PEGTL and yaml-cpp recurse: this many levels fit on any thread's stack.
  static constexpr std::uint32_t kDeepest = 256;

  TreeBuilder(Json& tree, const ReadLimits& limits);

  void add(JsonKind kind, std::string_view text, Span span) {
    push(kind, text, span, static_cast<std::uint32_t>(nodes_.size()) + 1);
  }

  /// What follows, up to close(), stands inside of this array or object.
  void open(JsonKind kind, Span bracket) {
    if (depth_ == max_depth_) fail_too_deep(bracket);
    ++depth_;
    const auto index = static_cast<std::uint32_t>(nodes_.size());
    push(kind, {}, bracket, open_);
    open_ = index;
  }

  void close(std::uint32_t end) {
    Json::Node& node = nodes_[open_];
    // INVARIANT: until a container is closed its `next` is the container around it.
    const std::uint32_t around = node.next;
    node.next = static_cast<std::uint32_t>(nodes_.size());
    node.span.end = end;
    if (node.kind == JsonKind::kObject) node.children /= 2;
    open_ = around;
    --depth_;
  }

  /// The innermost container that is not closed yet, or kNone.
  [[nodiscard]] std::uint32_t open_container() const { return open_; }
  /// Whether the next value is the name of a member.
  [[nodiscard]] bool name_is_due() const { return in_object() && nodes_[open_].children % 2 == 0; }
  /// Whether the next value is the value of a member.
  [[nodiscard]] bool value_is_due() const { return in_object() && nodes_[open_].children % 2 == 1; }
  [[nodiscard]] Json& tree() { return tree_; }
  [[nodiscard]] const Json& tree() const { return tree_; }

 private:
  void push(JsonKind kind, std::string_view text, Span span, std::uint32_t next) {
    if (nodes_.size() >= max_values_) fail_too_many(span);
    if (open_ != kNone) ++nodes_[open_].children;
    nodes_.push_back({.text = text, .span = span, .children = 0, .next = next, .kind = kind});
  }

  [[nodiscard]] bool in_object() const {
    return open_ != kNone && nodes_[open_].kind == JsonKind::kObject;
  }

  [[noreturn]] void fail_too_deep(Span bracket) const;
  [[noreturn]] void fail_too_many(Span span) const;

  Json& tree_;
  std::vector<Json::Node>& nodes_;
  std::uint32_t max_depth_;
  std::uint32_t max_values_;
  std::uint32_t open_ = kNone;
  std::uint32_t depth_ = 0;
};

}  // namespace cordon
