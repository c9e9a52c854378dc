#include "engine/pattern_sets.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/pattern_units.h"

namespace cordon {
namespace {

using Units = std::vector<Unit>;
using Token = Pattern::Token;

// What a search may cost, in looks at a unit of a pattern; below a hundredth of a second.
constexpr std::size_t kMostWork = 2'000'000;

// A unit that no pattern names: of all units, wildcards apart, it fits the least.
constexpr Unit kOtherUnit = 0x11FFFF;

bool is_wildcard(Unit unit) { return unit >= kFirstWildcardUnit; }
bool is_everything(const Pattern& pattern) {
  return pattern.tokens().size() == 1 && pattern.tokens().front() == Pattern::kAnyRun;
}
bool is_literal_and_run(const Pattern& pattern) {
  return pattern.literal_prefix().size() + 1 == pattern.tokens().size() &&
         pattern.tokens().back() == Pattern::kAnyRun;
}

std::span<const Token> literal_suffix(const Pattern& pattern) {
  const std::span<const Token> tokens(pattern.tokens());
  std::size_t begin = tokens.size();
  while (begin > 0 && tokens[begin - 1] < Pattern::kAnyOne) --begin;
  return tokens.subspan(begin);
}

bool ends_with(std::span<const Token> tokens, std::span<const Token> end) {
  return end.size() <= tokens.size() && std::ranges::equal(tokens.last(end.size()), end);
}

bool one_ends_the_other(std::span<const Token> a, std::span<const Token> b) {
  return a.size() < b.size() ? ends_with(b, a) : ends_with(a, b);
}

// --- Containment --------------------------------------------------------------------------------

// A set of places in a pattern.
class Places {
 public:
  explicit Places(std::size_t size) : words_((size + 63) / 64) {}

  void insert(std::size_t place) { words_[place / 64] |= 1ULL << (place % 64); }
  [[nodiscard]] bool contains(std::size_t place) const {
    return ((words_[place / 64] >> (place % 64)) & 1U) != 0;
  }
  [[nodiscard]] bool within(const Places& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & ~other.words_[i]) != 0) return false;
    }
    return true;
  }
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        visit(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
      }
    }
  }

 private:
  std::vector<std::uint64_t> words_;
};

// Looks for a text that `b` matches and `a` does not.
class Escape {
 public:
  Escape(const Pattern& a, const Pattern& b)
      : a_(pattern_units(a.tokens())), b_(pattern_units(b.tokens())), smallest_(b_.size() + 1) {}

  // kFalse: there is none.
  Truth find() {
    Places start(a_.size() + 1);
    add(start, 0);
    reach(0, std::move(start));
    while (!open_.empty() && !found_) {
      if (work_ > kMostWork) return Truth::kUnknown;
      const auto [at, places] = std::move(open_.back());
      open_.pop_back();
      go_on(at, places);
    }
    return truth(found_);
  }

 private:
  struct State {
    std::size_t at;  // in b
    Places places;   // in a
  };

  // A place, and those behind runs that take nothing.
  void add(Places& places, std::size_t place) {
    places.insert(place);
    for (; place < a_.size() && is_run_unit(a_[place]); ++place) places.insert(place + 1);
  }

  [[nodiscard]] Places step(const Places& places, Unit unit) {
    Places next(a_.size() + 1);
    places.for_each([&](std::size_t place) {
      ++work_;
      if (place == a_.size() || !accepts(a_[place], unit)) return;
      add(next, is_run_unit(a_[place]) ? place : place + 1);
    });
    return next;
  }

  void go_on(std::size_t at, const Places& places) {
    if (at == b_.size()) {
      found_ = !places.contains(a_.size());
      return;
    }
    const Unit unit = b_[at];
    const bool run = is_run_unit(unit);
    if (run) reach(at + 1, places);
    const std::size_t next = run ? at : at + 1;
    if (!is_wildcard(unit)) {
      reach(next, step(places, unit));
      return;
    }
    reach(next, step(places, kOtherUnit));
    if (accepts(unit, ':')) reach(next, step(places, ':'));
  }

  // Fewer places of `a` leave more texts to escape to: only the smallest sets are of interest.
  void reach(std::size_t at, Places places) {
    std::vector<Places>& known = smallest_[at];
    work_ += 1 + known.size();
    if (std::ranges::any_of(known, [&](const Places& k) { return k.within(places); })) return;
    std::erase_if(known, [&](const Places& k) { return places.within(k); });
    known.push_back(places);
    open_.push_back({.at = at, .places = std::move(places)});
  }

  Units a_;
  Units b_;
  std::vector<std::vector<Places>> smallest_;  // for each place in b
  std::vector<State> open_;
  std::size_t work_ = 0;
  bool found_ = false;
};

// --- Intersection -------------------------------------------------------------------------------

// Whether some unit fits both.
bool share_a_unit(Unit a, Unit b) {
  if (is_wildcard(a)) return is_wildcard(b) || accepts(a, b);
  return accepts(b, a);
}

// Pairs of places that one text can lead to, row by row: a step never leads backwards.
bool share_a_text(const Units& a, const Units& b) {
  std::vector<char> row(b.size() + 1);
  std::vector<char> next(b.size() + 1);
  row[0] = 1;
  for (std::size_t i = 0;; ++i) {
    std::ranges::fill(next, 0);
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (row[j] == 0) continue;
      const bool a_ends = i == a.size();
      const bool b_ends = j == b.size();
      if (a_ends && b_ends) return true;
      if (!b_ends && is_run_unit(b[j])) row[j + 1] = 1;
      if (!a_ends && is_run_unit(a[i])) next[j] = 1;
      if (a_ends || b_ends || !share_a_unit(a[i], b[j])) continue;
      if (!is_run_unit(b[j])) (is_run_unit(a[i]) ? row : next)[j + 1] = 1;
      if (!is_run_unit(a[i])) next[is_run_unit(b[j]) ? j : j + 1] = 1;
    }
    if (i == a.size()) return false;
    row.swap(next);
  }
}

}  // namespace

Truth contains(const Pattern& a, const Pattern& b) {
  if (is_everything(a)) return Truth::kTrue;
  if (b.is_literal()) return truth(a.matches(b.literal_prefix()));
  // What is left of `b` behind its prefix begins with a wildcard, and can be anything but `a`'s.
  if (a.is_literal() || !b.literal_prefix().starts_with(a.literal_prefix())) return Truth::kFalse;
  if (is_literal_and_run(a)) return Truth::kTrue;
  if (!ends_with(literal_suffix(b), literal_suffix(a))) return Truth::kFalse;
  if (a.tokens().size() * b.tokens().size() > kMostWork) return Truth::kUnknown;
  return !Escape(a, b).find();
}

Truth intersects(const Pattern& a, const Pattern& b) {
  if (is_everything(a) || is_everything(b)) return Truth::kTrue;
  if (a.is_literal()) return truth(b.matches(a.literal_prefix()));
  if (b.is_literal()) return truth(a.matches(b.literal_prefix()));
  const std::string_view one = a.literal_prefix();
  const std::string_view other = b.literal_prefix();
  if (!one.starts_with(other) && !other.starts_with(one)) return Truth::kFalse;
  if (!one_ends_the_other(literal_suffix(a), literal_suffix(b))) return Truth::kFalse;
  if (is_literal_and_run(a) && is_literal_and_run(b)) return Truth::kTrue;
  if (a.tokens().size() * b.tokens().size() > kMostWork) return Truth::kUnknown;
  return truth(share_a_text(pattern_units(a.tokens()), pattern_units(b.tokens())));
}

}  // namespace cordon
