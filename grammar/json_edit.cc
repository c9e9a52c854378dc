#include "grammar/json_edit.h"

#include <utility>

namespace cordon {
namespace {

using Nodes = std::vector<Json::Node>;

/// A tree whose values may view into those of another one, which it keeps alive.
struct Derived {
  explicit Derived(JsonPtr original) : tree(original->source()), base(std::move(original)) {}
  Json tree;
  JsonPtr base;
};

std::shared_ptr<Json> derived_from(JsonPtr base) {
  const auto derived = std::make_shared<Derived>(std::move(base));
  return {derived, &derived->tree};
}

bool holds(const Json::Node& node, std::uint32_t at, std::uint32_t index) {
  return at < index && index < node.next;
}

}  // namespace

JsonPtr without_element(const JsonPtr& tree, JsonValue element) {
  const auto copy = derived_from(tree);
  Nodes& nodes = copy->mutable_nodes();
  nodes = tree->nodes();
  const std::uint32_t index = element.index();
  const std::uint32_t size = nodes[index].next - index;
  std::uint32_t around = 0;  // the innermost container of the element
  for (std::uint32_t at = 0; at < index; ++at) {
    if (holds(nodes[at], at, index)) around = at;
  }
  --nodes[around].children;
  for (Json::Node& node : nodes) node.next -= node.next > index ? size : 0;
  const auto first = nodes.begin() + index;
  nodes.erase(first, first + size);
  return copy;
}

JsonPtr with_texts(const JsonPtr& tree, std::span<const OtherText> texts) {
  const auto copy = derived_from(tree);
  copy->mutable_nodes() = tree->nodes();
  for (const OtherText& other : texts) {
    copy->mutable_nodes()[other.node].text = copy->keep(other.text);
  }
  return copy;
}

ObjectComposer::ObjectComposer(JsonPtr base, Span span) : tree_(derived_from(std::move(base))) {
  push(JsonKind::kObject, {}, span);
  open_.push_back(0);
}

void ObjectComposer::push(JsonKind kind, std::string_view text, Span span) {
  Nodes& nodes = tree_->mutable_nodes();
  nodes.push_back({.text = text,
                   .span = span,
                   .children = 0,
                   .next = static_cast<std::uint32_t>(nodes.size()) + 1,
                   .kind = kind});
}

void ObjectComposer::copy(JsonValue value) {
  Nodes& nodes = tree_->mutable_nodes();
  const Nodes& from = value.tree().nodes();
  const auto here = static_cast<std::uint32_t>(nodes.size());
  const std::uint32_t end = from[value.index()].next;
  for (std::uint32_t i = value.index(); i < end; ++i) {
    Json::Node node = from[i];
    node.next = node.next - value.index() + here;
    nodes.push_back(node);
  }
}

void ObjectComposer::add_key(JsonValue key) {
  ++tree_->mutable_nodes()[open_.back()].children;
  copy(key);
}

void ObjectComposer::add(JsonValue key, JsonValue value) {
  add_key(key);
  copy(value);
}

void ObjectComposer::add(std::string_view key, std::string_view text) {
  Json::Node& object = tree_->mutable_nodes()[open_.back()];
  const Span span = object.span;
  ++object.children;
  push(JsonKind::kString, tree_->keep(std::string(key)), span);
  push(JsonKind::kString, tree_->keep(std::string(text)), span);
}

void ObjectComposer::open(JsonValue key, Span span) {
  add_key(key);
  open_.push_back(static_cast<std::uint32_t>(tree_->nodes().size()));
  push(JsonKind::kObject, {}, span);
}

void ObjectComposer::close() {
  const auto end = static_cast<std::uint32_t>(tree_->nodes().size());
  tree_->mutable_nodes()[open_.back()].next = end;
  open_.pop_back();
}

JsonPtr ObjectComposer::finish() {
  while (!open_.empty()) close();
  return std::move(tree_);
}

}  // namespace cordon
