#include "engine/prove/text_search.h"

#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <unordered_map>
#include <utility>

namespace cordon::prove {
namespace {

// From here on the walk goes where least seems to be missing, and no longer to the shortest text.
constexpr std::size_t kShortestFirst = 1'500;
constexpr std::size_t kMostStates = 200'000;
constexpr std::uint32_t kNoState = 0xFFFFFFFF;
constexpr std::size_t kHashFactor = 0x9E3779B97F4A7C15ULL;

// Units to stand for "any that no pattern names", the nicest first.
constexpr std::string_view kOthers =
    "xabcdefghijklmnopqrstuvwyz0123456789-XABCDEFGHIJKLMNOPQRSTUVWYZ_";
constexpr std::string_view kDigits = "1234567890";
constexpr Unit kFirstRareUnit = 0x00C0;

using Places = std::vector<std::uint32_t>;

struct Walked {
  Places places;             // of all literals, ascending
  std::uint32_t inside = 0;  // how many of them are places of sets that the text must be in
  std::uint32_t depth = 0;
  std::uint32_t parent = kNoState;
  Unit unit = 0;
};

struct Step {
  Unit unit;
  std::uint32_t place;
};

class Walk {
 public:
  Walk(std::span<const TextLiteral> literals, Budget& budget) : budget_(budget) {
    // Sets to be in come first, so that a state begins with their places.
    for (const bool inside : {true, false}) {
      for (std::size_t i = 0; i < literals.size(); ++i) {
        if (literals[i].inside != inside) continue;
        sets_.push_back(literals[i].set);
        input_.push_back(i);
        bases_.push_back(next_base_);
        next_base_ += static_cast<std::uint32_t>(literals[i].set->nodes().size());
      }
      if (inside) positives_ = sets_.size();
    }
    first_negative_ = positives_ < bases_.size() ? bases_[positives_] : next_base_;
    used_.resize(sets_.size());
  }

  TextSearch run() {
    Walked start;
    for (std::size_t i = 0; i < sets_.size(); ++i) enter(i, TextSet::kRoot, start.places);
    if (admit(std::move(start)) == kAccepted) return answer(0);
    while (!open_.empty()) {
      const auto [cost, order, state] = open_.top();
      open_.pop();
      if (dominated_[state]) continue;
      if (budget_.empty() || states_.size() > kMostStates) return {.found = Found::kOpen};
      if (++expanded_ == kShortestFirst) reorder();
      const std::uint32_t accepted = expand(state);
      if (accepted != kNoState) return answer(accepted);
    }
    return nothing();
  }

 private:
  enum Admission : std::uint8_t { kAccepted, kOpened, kDropped };
  using Entry = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;  // cost, order, state

  [[nodiscard]] std::size_t set_of(std::uint32_t place) const {
    const auto after = std::ranges::upper_bound(bases_, place);
    return static_cast<std::size_t>(after - bases_.begin()) - 1;
  }

  void enter(std::size_t set, std::uint32_t node, Places& places) {
    const std::size_t first = places.size();
    sets_[set]->enter(node, places);
    for (std::size_t i = first; i < places.size(); ++i) places[i] += bases_[set];
  }

  // Sorted, without repetitions.
  static void normalize(Places& places) {
    std::ranges::sort(places);
    const auto repeated = std::ranges::unique(places);
    places.erase(repeated.begin(), repeated.end());
  }

  // What a state is worth: whether it accepts, and how much is missing at least. Notes which sets
  // are the reason when it is worth nothing.
  struct Worth {
    bool dead = false;
    bool accepts = true;
    std::uint32_t farthest = 0;
    std::uint32_t sum = 0;
  };
  Worth worth(const Places& places) {
    Worth worth;
    auto place = places.begin();
    for (std::size_t set = 0; set < sets_.size(); ++set) {
      const std::uint32_t end = set + 1 < bases_.size() ? bases_[set + 1] : next_base_;
      bool accepts = false;
      std::uint32_t distance = 0xFFFFFFFF;
      for (; place != places.end() && *place < end; ++place) {
        const TextSet::Node& node = sets_[set]->nodes()[*place - bases_[set]];
        accepts = accepts || node.accepts;
        distance = std::min(distance, node.distance);
        if (set >= positives_ && sets_[set]->accepts_all_from(node)) {
          used_[set] = true;
          worth.dead = true;
          return worth;
        }
      }
      if (set < positives_) {
        if (distance == 0xFFFFFFFF) {
          used_[set] = true;
          worth.dead = true;
          return worth;
        }
        worth.accepts = worth.accepts && accepts;
        worth.farthest = std::max(worth.farthest, distance);
        worth.sum += distance;
      } else if (accepts) {
        if (worth.accepts) used_[set] = true;
        worth.accepts = false;
      }
    }
    return worth;
  }

  Admission admit(Walked next) {
    normalize(next.places);
    budget_.spend(next.places.size() + 4);
    const Worth value = worth(next.places);
    if (value.dead) return kDropped;
    next.inside = static_cast<std::uint32_t>(
        std::ranges::lower_bound(next.places, first_negative_) - next.places.begin());
    if (!value.accepts && !is_new(next)) return kDropped;
    const auto number = static_cast<std::uint32_t>(states_.size());
    const std::uint32_t cost = greedy_ ? value.sum : next.depth + value.farthest;
    states_.push_back(std::move(next));
    dominated_.push_back(false);
    sums_.push_back(value.sum);
    if (value.accepts) return kAccepted;
    by_inside_[inside_hash_].push_back(number);
    open_.emplace(cost, number, number);
    return kOpened;
  }

  // A state is not worth a walk when another one has the same places inside and no place outside
  // that this one has not: it accepts whatever this one does.
  bool is_new(const Walked& next) {
    const auto inside = std::span(next.places).first(next.inside);
    const auto outside = std::span(next.places).subspan(next.inside);
    inside_hash_ = inside.size();
    for (const std::uint32_t place : inside) {
      inside_hash_ = (inside_hash_ ^ place) * kHashFactor;
    }
    std::vector<std::uint32_t>& others = by_inside_[inside_hash_];
    for (const std::uint32_t other : others) {
      const Walked& state = states_[other];
      if (!std::ranges::equal(std::span(state.places).first(state.inside), inside)) continue;
      const auto theirs = std::span(state.places).subspan(state.inside);
      budget_.spend(theirs.size() + 1);
      if (std::ranges::includes(outside, theirs)) return false;
      if (std::ranges::includes(theirs, outside)) dominated_[other] = true;
    }
    std::erase_if(others, [&](std::uint32_t other) { return dominated_[other]; });
    return true;
  }

  void reorder() {
    greedy_ = true;
    decltype(open_) again;
    for (; !open_.empty(); open_.pop()) {
      const std::uint32_t state = std::get<2>(open_.top());
      again.emplace(sums_[state], std::get<1>(open_.top()), state);
    }
    open_ = std::move(again);
  }

  // The steps that lead on by a named unit, and the places from which a wildcard leads on.
  void collect(std::uint32_t state) {
    steps_.clear();
    wild_.clear();
    classes_.fill(false);
    for (const std::uint32_t place : states_[state].places) {
      const std::size_t set = set_of(place);
      const std::vector<TextSet::Node>& nodes = sets_[set]->nodes();
      const TextSet::Node& node = nodes[place - bases_[set]];
      if (node.run) add_wild(node.unit_class, place);
      for (std::uint32_t child = node.first_child; child != 0; child = nodes[child].sibling) {
        if (nodes[child].run) continue;
        if (sets_[set]->is_wildcard(nodes[child])) {
          add_wild(nodes[child].unit_class, bases_[set] + child);
        } else {
          add_steps(*sets_[set], nodes[child].unit, bases_[set] + child);
        }
      }
    }
    std::ranges::sort(steps_, {}, [](const Step& s) { return std::pair(s.unit, s.place); });
  }

  void add_wild(UnitClass unit_class, std::uint32_t place) {
    wild_.emplace_back(unit_class, place);
    classes_[static_cast<std::size_t>(unit_class)] = true;
  }

  void add_steps(const TextSet& set, Unit unit, std::uint32_t place) {
    steps_.push_back({unit, place});
    if (!set.folded()) return;
    for (const Unit other : other_cases(unit)) steps_.push_back({other, place});
  }

  [[nodiscard]] bool is_named(Unit unit) const {
    const auto found = std::ranges::lower_bound(steps_, unit, {}, &Step::unit);
    return found != steps_.end() && found->unit == unit;
  }

  // Units that no step names, one of each kind that the wildcards here tell apart.
  void add_others(std::vector<Unit>& units) const {
    if (wild_.empty() && positives_ > 0) return;
    const auto first_free = [&](std::string_view choices) -> Unit {
      for (const char c : choices) {
        if (!is_named(static_cast<Unit>(c))) return static_cast<Unit>(c);
      }
      return 0;
    };
    const bool digits = classes_[static_cast<std::size_t>(UnitClass::kDigit)];
    if (Unit unit = first_free(digits ? kOthers.substr(0, 26) : kOthers); unit != 0) {
      units.push_back(unit);
    } else {
      for (unit = kFirstRareUnit; is_named(unit);) ++unit;
      units.push_back(unit);
    }
    if (const Unit digit = digits ? first_free(kDigits) : 0; digit != 0) units.push_back(digit);
    const bool fields = classes_[static_cast<std::size_t>(UnitClass::kNoColon)];
    const bool names = classes_[static_cast<std::size_t>(UnitClass::kNoColonOrSlash)];
    if ((fields || names) && !is_named(':')) units.push_back(':');
    if (names && !is_named('/')) units.push_back('/');
  }

  // The accepting state that a step led to, if one did.
  std::uint32_t expand(std::uint32_t state) {
    collect(state);
    budget_.spend(steps_.size() + wild_.size() + 1);
    std::vector<Unit> units;
    add_others(units);
    for (const Step& step : steps_) {
      if (units.empty() || units.back() != step.unit) units.push_back(step.unit);
    }
    for (const Unit unit : units) {
      Walked next{.places = {}, .depth = states_[state].depth + 1, .parent = state, .unit = unit};
      follow(unit, next.places);
      if (admit(std::move(next)) == kAccepted) {
        return static_cast<std::uint32_t>(states_.size() - 1);
      }
    }
    return kNoState;
  }

  void follow(Unit unit, Places& places) {
    for (const auto& [unit_class, place] : wild_) {
      if (!in_class(unit_class, unit)) continue;
      const std::size_t set = set_of(place);
      enter(set, place - bases_[set], places);
    }
    const auto same = std::ranges::equal_range(steps_, unit, {}, &Step::unit);
    for (const Step& step : same) {
      const std::size_t set = set_of(step.place);
      enter(set, step.place - bases_[set], places);
    }
  }

  [[nodiscard]] TextSearch answer(std::uint32_t state) const {
    std::vector<Unit> units;
    for (; states_[state].parent != kNoState; state = states_[state].parent) {
      units.push_back(states_[state].unit);
    }
    std::ranges::reverse(units);
    std::string text = utf8_of(units);
    // Half a character of one pattern and half of another: no text has that.
    if (text_units(text) != units) return {.found = Found::kOpen};
    return {.found = Found::kYes, .text = std::move(text)};
  }

  [[nodiscard]] TextSearch nothing() const {
    TextSearch result{.found = Found::kNo};
    for (std::size_t set = 0; set < sets_.size(); ++set) {
      if (set < positives_ || used_[set]) result.needed.push_back(input_[set]);
    }
    std::ranges::sort(result.needed);
    return result;
  }

  Budget& budget_;
  std::vector<const TextSet*> sets_;
  std::vector<std::size_t> input_;
  std::vector<std::uint32_t> bases_;
  std::uint32_t next_base_ = 0;
  std::uint32_t first_negative_ = 0;
  std::size_t positives_ = 0;
  std::vector<bool> used_;

  std::vector<Walked> states_;
  std::vector<bool> dominated_;
  std::vector<std::uint32_t> sums_;
  std::unordered_map<std::size_t, std::vector<std::uint32_t>> by_inside_;
  std::size_t inside_hash_ = 0;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open_;
  std::size_t expanded_ = 0;
  bool greedy_ = false;

  std::vector<Step> steps_;
  std::vector<std::pair<UnitClass, std::uint32_t>> wild_;
  std::array<bool, 4> classes_{};
};

}  // namespace

TextSearch find_text(std::span<const TextLiteral> literals, Budget& budget) {
  return Walk(literals, budget).run();
}

}  // namespace cordon::prove
