// Which statements of a policy speak of an action: looked up, not scanned. Every prefix of the
// action that is some pattern's text before its first wildcard is found by hash, so the cost grows
// with the action's length and not with the number of patterns (semantics.md 1.6).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/pattern.h"

namespace cordon {

/// A set of statement numbers; grows on the heap only beyond 512 statements.
class StatementSet {
 public:
  StatementSet() = default;
  explicit StatementSet(std::size_t size);

  void insert(std::size_t statement) { words()[statement / 64] |= 1ULL << (statement % 64); }
  void merge(const StatementSet& other);
  void toggle(const StatementSet& other);
  [[nodiscard]] bool contains(std::size_t statement) const {
    return ((words()[statement / 64] >> (statement % 64)) & 1U) != 0;
  }

  /// Calls `visit` with each member in ascending order.
  template <class Visit>
  void for_each(Visit visit) const {
    const std::uint64_t* word = words();
    for (std::size_t i = 0; i * 64 < size_; ++i) {
      for (std::uint64_t rest = word[i]; rest != 0; rest &= rest - 1) {
        visit(i * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
      }
    }
  }

 private:
  static constexpr std::size_t kInlineWords = 8;
  [[nodiscard]] std::uint64_t* words() { return heap_.empty() ? inline_ : heap_.data(); }
  [[nodiscard]] const std::uint64_t* words() const {
    return heap_.empty() ? inline_ : heap_.data();
  }

  std::size_t size_ = 0;
  std::uint64_t inline_[kInlineWords] =
      {};  // NOLINT(modernize-avoid-c-arrays): raw words, bounds by size_
  std::vector<std::uint64_t> heap_;
};

class ActionIndex {
 public:
  ActionIndex() = default;
  explicit ActionIndex(std::size_t statements);

  /// Adds one entry of a statement's Action or NotAction. An entry that can never match
  /// (semantics.md A4) is accepted and ignored; the result says whether it can match at all.
  bool add(std::size_t statement, std::string_view pattern);
  /// The statement has a NotAction: it speaks of what none of its entries match.
  void negate(std::size_t statement) { negated_.insert(statement); }
  /// To be called once, after the last `add`.
  void finish();

  /// The statements whose action element matches; `action` is `service:name` in lower case.
  [[nodiscard]] StatementSet matching(std::string_view action) const;

 private:
  struct Entry {
    std::string prefix;  // lower case, up to the first wildcard
    Pattern pattern;     // of the whole action
    std::uint32_t statement = 0;
    enum class Kind : std::uint8_t { kExact, kPrefix, kGlob } kind = Kind::kExact;
  };
  struct WildService {
    Pattern service;
    Pattern name;
    std::uint32_t statement = 0;
  };
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;  // 0: the slot is free
  };

  void look_up(std::string_view action, std::size_t length, std::uint64_t hash,
               StatementSet& found) const;

  std::vector<Entry> entries_;          // after finish(): sorted by prefix
  std::vector<Slot> slots_;             // open addressing by hash of the prefix; a power of two
  std::vector<std::uint32_t> lengths_;  // of all prefixes, ascending
  std::vector<WildService> wild_services_;
  StatementSet any_;      // statements with `*`
  StatementSet negated_;  // statements with NotAction
};

/// Whether one action pattern matches an action (both as written).
[[nodiscard]] bool action_matches(std::string_view pattern, std::string_view action);

}  // namespace cordon
