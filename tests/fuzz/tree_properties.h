// What holds for every tree that a reader of grammar/ hands out, and for every refusal.
#pragma once

#include <string>
#include <string_view>

#include "grammar/json.h"
#include "grammar/text.h"
#include "grammar/utf8.h"
#include "tests/fuzz/property.h"
#include "tests/support/json_dump.h"

namespace cordon::fuzz {

inline bool inside(Span inner, Span outer) {
  return inner.begin <= inner.end && outer.begin <= inner.begin && inner.end <= outer.end;
}

inline Span whole(const Source& source) {
  return {.begin = 0, .end = static_cast<std::uint32_t>(source.text().size())};
}

inline void check_diagnostic(const Diagnostic& diagnostic, const Source& source) {
  property(inside(diagnostic.span, whole(source)), "a problem lies in its source");
  property(!diagnostic.message.empty(), "a problem says something");
  const std::string line = to_line(diagnostic);
  property(line.find('\n') == std::string::npos, "a problem is one line");
  property(!first_invalid_utf8(line), "a problem is UTF-8");
}

/// The place of every character of a scalar: inside of the scalar, and in order.
inline void check_places_inside(JsonValue value) {
  const std::string_view text = value.text();
  std::uint32_t last = value.span().begin;
  for (std::size_t at = 0; at < text.size() && at < 64;) {
    const std::size_t length = std::max(1U, decode_utf8(text, at).length);
    const Span span = value.span_of(at, at + length);
    property(inside(span, value.span()), "a place lies in its scalar");
    const bool all = span == value.span();  // the source does not say
    property(all || span.begin >= last, "places are in order");
    if (!all) last = span.end;
    at += length;
  }
}

inline void check_scalar(JsonValue value) {
  property(!first_invalid_utf8(value.text()), "a text is UTF-8");
  property(inside(value.span_of(0, value.text().size()), value.span()), "a text is in its span");
  if (value.is(JsonKind::kString) || value.is(JsonKind::kNumber)) check_places_inside(value);
}

/// Children follow their container, lie in it, and don't overlap.
inline void check_subtree(JsonValue value) {
  const std::vector<Json::Node>& nodes = value.tree().nodes();
  std::uint32_t end = value.span().begin;
  std::uint32_t children = 0;
  const auto check_child = [&](JsonValue child) {
    property(inside(child.span(), value.span()), "a child lies in its container");
    property(child.span().begin >= end, "children are in order");
    end = child.span().end;
    check_subtree(child);
  };
  if (value.is(JsonKind::kArray)) {
    for (const JsonValue element : value.elements()) {
      check_child(element);
      ++children;
    }
  } else if (value.is(JsonKind::kObject)) {
    for (const auto [key, member] : value.members()) {
      property(key.is(JsonKind::kString), "a name is a string");
      check_child(key);
      check_child(member);
      ++children;
    }
  } else {
    check_scalar(value);
    property(nodes[value.index()].next == value.index() + 1, "a scalar has no subtree");
  }
  property(children == value.size(), "the children are counted");
}

inline void check_tree(const JsonResult& result) {
  const Source& source = *result.tree->source();
  for (const Diagnostic& diagnostic : result.diagnostics) check_diagnostic(diagnostic, source);
  if (!result.root()) {
    property(result.diagnostics.size() == 1, "a refusal has one reason");
    property(has_errors(result.diagnostics), "and that is an error");
    return;
  }
  property(result.diagnostics.empty(), "what was read has no problems");
  const JsonValue root = *result.root();
  property(result.tree->nodes()[0].next == result.tree->nodes().size(), "the root holds all");
  property(inside(root.span(), whole(source)), "the root lies in its source");
  check_subtree(root);
}

}  // namespace cordon::fuzz
