// Where in a JSON document a span of its text lies, from the root down: the way in which
// ValidatePolicy's findings name places. Knows documents, not policies.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "grammar/json.h"
#include "grammar/source.h"

namespace cordon::rules {

struct PathElement {
  enum class Kind : std::uint8_t {
    kValue,      // the value of the member `name`
    kKey,        // the name of the member `name` itself
    kIndex,      // the element `number` of an array
    kSubstring,  // of a string: `length` code points from the code point `number` on
  };
  Kind kind = Kind::kValue;
  std::string_view name;  // lives as long as the tree
  std::uint32_t number = 0;
  std::uint32_t length = 0;
};

struct JsonPlace {
  std::vector<PathElement> path;  // empty: the root
  Span span;                      // with the quotes when it is a whole string
};

/// The places of one document. Made once for many look-ups: each is logarithmic in the document's
/// size, and linear in its depth.
class JsonPlaces {
 public:
  /// `root` need not be the root of its tree: paths start from it. The tree must outlive this.
  explicit JsonPlaces(JsonValue root);

  /// The deepest value or member name that holds all of `span`; a span outside of the document is
  /// the root's.
  [[nodiscard]] JsonPlace at(Span span) const;

 private:
  struct Above {
    std::uint32_t parent = 0;  // relative to the root, like the index here
    std::uint32_t order = 0;   // among the parent's children; names of members count
  };
  [[nodiscard]] const Json::Node& node(std::uint32_t index) const;
  [[nodiscard]] std::uint32_t deepest_around(Span span) const;
  [[nodiscard]] std::vector<PathElement> path_to(std::uint32_t index) const;
  [[nodiscard]] PathElement element(std::uint32_t index) const;

  JsonValue root_;
  std::vector<Above> above_;
};

}  // namespace cordon::rules
