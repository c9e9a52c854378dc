#include "engine/prove/text_set.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

namespace cordon::prove {
namespace {

constexpr Unit kKelvinSign = 0x212A;
constexpr std::size_t kHashFactor = 0x9E3779B97F4A7C15ULL;

UnitClass class_of(Unit wildcard) {
  switch (wildcard - kFirstWildcardUnit) {
    case Pattern::kAnyOneInField:
    case Pattern::kAnyRunInField:
      return UnitClass::kNoColon;
    case kAnyOneInName:
    case kAnyRunInName:
      return UnitClass::kNoColonOrSlash;
    case kAnyDigit:
      return UnitClass::kDigit;
    default:
      return UnitClass::kAny;
  }
}

bool is_run(Unit unit) { return is_run_unit(unit) || unit == kFirstWildcardUnit + kAnyRunInName; }

TextSet::Node node_of(Unit unit) {
  TextSet::Node node{.unit = unit};
  if (unit < kFirstWildcardUnit) return node;
  node.run = is_run(unit);
  node.unit_class = class_of(unit);
  return node;
}

void append_utf8(std::string& text, std::uint32_t value) {
  const auto tail = [&](unsigned shift) {
    text.push_back(static_cast<char>(0x80U | ((value >> shift) & 0x3FU)));
  };
  if (value < 0x80) {
    text.push_back(static_cast<char>(value));
  } else if (value < 0x800) {
    text.push_back(static_cast<char>(0xC0U | (value >> 6U)));
    tail(0);
  } else if (value < 0x10000) {
    text.push_back(static_cast<char>(0xE0U | (value >> 12U)));
    tail(6);
    tail(0);
  } else {
    text.push_back(static_cast<char>(0xF0U | (value >> 18U)));
    tail(12);
    tail(6);
    tail(0);
  }
}

bool is_high(Unit unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(Unit unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

TextSet::TextSet(std::vector<Tokens> patterns, Letters letters)
    : letters_(letters), patterns_(std::move(patterns)), nodes_(1) {
  std::ranges::sort(patterns_);
  const auto repeated = std::ranges::unique(patterns_);
  patterns_.erase(repeated.begin(), repeated.end());
  // In the order of units, a pattern shares the beginning of the one before it or none at all.
  std::vector<std::vector<Unit>> all;
  all.reserve(patterns_.size());
  for (const Tokens& tokens : patterns_) all.push_back(pattern_units(tokens));
  std::ranges::sort(all);
  std::vector<std::uint32_t> path;
  std::span<const Unit> before;
  for (const std::vector<Unit>& units : all) {
    add(units, path, before);
    before = units;
  }
  measure();
}

TextSet TextSet::glob(std::string_view pattern) {
  return TextSet(std::vector<Tokens>{Pattern::glob(pattern).tokens()});
}

TextSet TextSet::literal(std::string_view text) {
  Tokens tokens;
  append_literal(tokens, text);
  return TextSet(std::vector<Tokens>{std::move(tokens)});
}

// `path` are the nodes of the pattern before, one a unit.
void TextSet::add(std::span<const Unit> units, std::vector<std::uint32_t>& path,
                  std::span<const Unit> before) {
  const auto shared =
      static_cast<std::size_t>(std::ranges::mismatch(units, before).in1 - units.begin());
  path.resize(shared);
  for (std::size_t i = shared; i < units.size(); ++i) {
    const std::uint32_t parent = path.empty() ? kRoot : path.back();
    const auto added = static_cast<std::uint32_t>(nodes_.size());
    Node node = node_of(units[i]);
    node.sibling = nodes_[parent].first_child;
    nodes_.push_back(node);
    nodes_[parent].first_child = added;
    path.push_back(added);
  }
  nodes_[path.empty() ? kRoot : path.back()].accepts = true;
}

// Children stand behind their parents.
void TextSet::measure() {
  for (Node& node : nodes_) {
    node.distance = node.accepts ? 0 : std::numeric_limits<std::uint32_t>::max();
  }
  for (std::size_t i = nodes_.size(); i-- > 0;) {
    for (std::uint32_t child = nodes_[i].first_child; child != 0; child = nodes_[child].sibling) {
      const std::uint32_t step = nodes_[child].run ? 0 : 1;
      if (nodes_[child].distance == std::numeric_limits<std::uint32_t>::max()) continue;
      nodes_[i].distance = std::min(nodes_[i].distance, nodes_[child].distance + step);
    }
  }
}

std::size_t TextSet::hash() const {
  std::size_t hash = patterns_.size() * 2 + (folded() ? 1 : 0);
  for (const Tokens& tokens : patterns_) {
    for (const Pattern::Token token : tokens) hash = (hash ^ token) * kHashFactor;
    hash = (hash ^ tokens.size()) * kHashFactor;
  }
  return hash ^ (hash >> 32U);
}

void TextSet::enter(std::uint32_t node, std::vector<std::uint32_t>& places) const {
  const std::size_t first = places.size();
  places.push_back(node);
  // A run may be empty.
  for (std::size_t i = first; i < places.size(); ++i) {
    for (std::uint32_t child = nodes_[places[i]].first_child; child != 0;
         child = nodes_[child].sibling) {
      if (nodes_[child].run) places.push_back(child);
    }
  }
}

bool TextSet::contains(std::string_view text) const {
  std::vector<std::uint32_t> places;
  std::vector<std::uint32_t> next;
  enter(kRoot, places);
  const auto read = [&](Unit unit) {
    if (folded()) unit = lower_unit(unit);
    next.clear();
    for (const std::uint32_t place : places) {
      const Node& node = nodes_[place];
      if (node.run && in_class(node.unit_class, unit)) next.push_back(place);
      for (std::uint32_t child = node.first_child; child != 0; child = nodes_[child].sibling) {
        if (nodes_[child].run) continue;
        const bool fits = is_wildcard(nodes_[child]) ? in_class(nodes_[child].unit_class, unit)
                                                     : nodes_[child].unit == unit;
        if (fits) enter(child, next);
      }
    }
    std::ranges::sort(next);
    const auto repeated = std::ranges::unique(next);
    next.erase(repeated.begin(), repeated.end());
    places.swap(next);
    return !places.empty();
  };
  return all_units(text, read) &&
         std::ranges::any_of(places, [&](std::uint32_t place) { return nodes_[place].accepts; });
}

std::string utf8_of(std::span<const Unit> units) {
  std::string text;
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Unit unit = units[i];
    if (is_high(unit) && i + 1 < units.size() && is_low(units[i + 1])) {
      append_utf8(text, 0x10000 + ((unit - 0xD800) << 10U) + (units[i + 1] - 0xDC00));
      ++i;
    } else {
      append_utf8(text, unit);
    }
  }
  return text;
}

std::span<const Unit> other_cases(Unit lower) {
  static constexpr auto kOthers = [] {
    std::array<std::array<Unit, 2>, 26> others{};
    for (Unit i = 0; i < others.size(); ++i) others[i] = {'A' + i, kKelvinSign};
    return others;
  }();
  if (lower < 'a' || lower > 'z') return {};
  return std::span(kOthers[lower - 'a']).first(lower == 'k' ? 2 : 1);
}

Unit lower_unit(Unit unit) {
  if (unit == kKelvinSign) return 'k';
  return unit >= 'A' && unit <= 'Z' ? unit - 'A' + 'a' : unit;
}

}  // namespace cordon::prove
