// What came out for one request, and the trace of it: fixed-size data that is always recorded.
// Words are explain's business. Pointers are into the policies that were evaluated.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "engine/combine.h"
#include "engine/compile.h"
#include "engine/reason.h"

namespace cordon {

/// At most N items, no heap; what does not fit is only counted.
template <class T, std::size_t N>
class ShortList {
 public:
  void push_back(const T& item) {
    if (size_ < N)
      items_[size_++] = item;
    else
      truncated_ = true;
  }
  [[nodiscard]] const T* begin() const { return items_.data(); }
  [[nodiscard]] const T* end() const { return items_.data() + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// True when there were more than N.
  [[nodiscard]] bool truncated() const { return truncated_; }
  [[nodiscard]] const T& operator[](std::size_t i) const { return items_[i]; }

 private:
  std::size_t size_ = 0;
  bool truncated_ = false;
  std::array<T, N> items_;  // NOLINT(cppcoreguidelines-pro-type-member-init): read up to size_ only
};

/// A statement that spoke about the request: it matched, or it is open whether it did.
struct StatementHit {
  Layer layer;
  Truth matched;  // kTrue or kUnknown
  Effect effect;
  std::uint16_t level;      // SCP and RCP level, root first; 0 elsewhere
  std::uint32_t statement;  // index in the policy
  const CompiledPolicy* policy;
};

/// What one layer said.
struct LayerTrace {
  bool applies = false;  // there is a policy of this layer
  Truth allow = Truth::kFalse;
  Truth deny = Truth::kFalse;
};

struct Decision {
  Outcome outcome = Outcome::kUndecided;
  Reason reason = Reason::kUndecided;
  std::uint8_t possible = 0;  // bit per Outcome: what it can be when the outcome is kUndecided
  std::uint16_t level = 0;    // SCP level of kScpImplicitDeny
  std::array<LayerTrace, kLayers> layers{};
  ShortList<StatementHit, 24> hits;
  ShortList<const ContextKey*, 24> missing;  // asked for by policies, not stated by the request

  [[nodiscard]] bool can_be(Outcome wanted) const {
    return ((possible >> static_cast<unsigned>(wanted)) & 1U) != 0;
  }
  [[nodiscard]] const LayerTrace& layer(Layer which) const {
    return layers[static_cast<std::size_t>(which)];
  }
};

}  // namespace cordon
