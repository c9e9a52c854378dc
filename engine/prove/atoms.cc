#include "engine/prove/atoms.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace cordon::prove {
namespace {

std::size_t hash_of(const Instant& value) { return std::hash<std::int64_t>()(value.ms); }
std::size_t hash_of(const Decimal& value) { return std::hash<std::string>()(value.text()); }
std::size_t hash_of(const AddressOrder& value) {
  std::size_t hash = value.address.v6 ? 1 : 0;
  for (const std::uint8_t byte : value.address.bytes) hash = hash * 31 + byte;
  return hash;
}

// Of each end, too: thousands of times in one policy are as many sets of one interval each.
template <class T>
std::size_t hash_of(const Ranges<T>& ranges) {
  constexpr std::size_t kFactor = 0x9E3779B97F4A7C15U;
  std::size_t hash = ranges.intervals().size();
  for (const Interval<T>& each : ranges.intervals()) {
    for (const auto& end : {each.low, each.high}) {
      hash = (hash ^ (end ? hash_of(end->value) * 2 + 1 : 0)) * kFactor;
    }
  }
  return hash ^ (hash >> 32U);
}

std::size_t hash_of(const TextSet& set) { return set.hash(); }

std::size_t hash_of(const Language& language) {
  const std::size_t own = std::visit([](const auto& set) { return hash_of(set); }, language);
  return own * 4 + language.index();
}

std::uint64_t simple_name(Atom::Kind kind, VariableId variable, LanguageId language) {
  return (std::uint64_t{language} << 32U) | (std::uint64_t{variable} << 4U) |
         static_cast<std::uint64_t>(kind);
}

struct Contains {
  std::string_view text;

  bool operator()(const TextSet& set) const { return set.contains(text); }
  bool operator()(const Ranges<Decimal>& set) const {
    const auto value = Decimal::parse(text);
    return value && set.contains(*value);
  }
  bool operator()(const Ranges<Instant>& set) const {
    const auto value = read_policy_date(text);
    return value && set.contains(value->range.earliest);
  }
  bool operator()(const Ranges<AddressOrder>& set) const {
    const auto value = parse_ip_address(text);
    return value && set.contains({*value});
  }
};

}  // namespace

bool contains(const Language& language, std::string_view text) {
  return std::visit(Contains{text}, language);
}

VariableId Atoms::variable(Variable::Kind kind) {
  const auto found = std::ranges::find(variables_, kind, &Variable::kind);
  if (found != variables_.end()) return static_cast<VariableId>(found - variables_.begin());
  variables_.push_back({.kind = kind, .key = {}, .domain = {}});
  return static_cast<VariableId>(variables_.size() - 1);
}

VariableId Atoms::key(const ContextKey& key, Arity arity) {
  const auto found = std::ranges::find_if(
      variables_, [&](const Variable& variable) { return variable.key == key; });
  if (found != variables_.end()) return static_cast<VariableId>(found - variables_.begin());
  variables_.push_back({.kind = Variable::Kind::kKey, .key = key, .arity = arity, .domain = {}});
  return static_cast<VariableId>(variables_.size() - 1);
}

LanguageId Atoms::language(Language language) {
  const std::size_t hash = hash_of(language);
  const auto [first, last] = by_hash_.equal_range(hash);
  const auto same = std::find_if(
      first, last, [&](const auto& entry) { return languages_[entry.second] == language; });
  if (same != last) return same->second;
  languages_.push_back(std::move(language));
  const auto id = static_cast<LanguageId>(languages_.size() - 1);
  by_hash_.emplace(hash, id);
  return id;
}

AtomId Atoms::add(Atom atom) {
  atoms_.push_back(std::move(atom));
  return static_cast<AtomId>(atoms_.size() - 1);
}

AtomId Atoms::flag(Atom::Kind kind, VariableId variable) {
  const auto [found, added] =
      simple_.try_emplace(simple_name(kind, variable, 0), static_cast<AtomId>(atoms_.size()));
  if (added) add({.kind = kind, .variable = variable, .tests = {}, .link = {}, .cause = {}});
  return found->second;
}

AtomId Atoms::value(VariableId variable, LanguageId language) {
  const auto [found, added] = simple_.try_emplace(
      simple_name(Atom::Kind::kValue, variable, language), static_cast<AtomId>(atoms_.size()));
  if (added) {
    add({.kind = Atom::Kind::kValue,
         .variable = variable,
         .language = language,
         .tests = {},
         .link = {},
         .cause = {}});
  }
  return found->second;
}

AtomId Atoms::some_element(VariableId variable, std::vector<Test> tests) {
  std::ranges::sort(tests);
  for (const AtomId id : others_) {
    const Atom& each = atoms_[id];
    const bool same = each.kind == Atom::Kind::kSomeElement && each.variable == variable;
    if (same && each.tests == tests) return id;
  }
  others_.push_back(add({.kind = Atom::Kind::kSomeElement,
                         .variable = variable,
                         .tests = std::move(tests),
                         .link = {},
                         .cause = {}}));
  return others_.back();
}

AtomId Atoms::link(VariableId variable, Link link) {
  for (const AtomId id : others_) {
    const Atom& each = atoms_[id];
    const bool same = each.kind == Atom::Kind::kLink && each.variable == variable;
    if (same && each.link == link) return id;
  }
  others_.push_back(add({.kind = Atom::Kind::kLink,
                         .variable = variable,
                         .tests = {},
                         .link = std::move(link),
                         .cause = {}}));
  return others_.back();
}

AtomId Atoms::named(Atom::Kind kind, std::string cause) {
  for (const AtomId id : others_) {
    if (atoms_[id].kind == kind && atoms_[id].cause == cause) return id;
  }
  others_.push_back(add({.kind = kind, .tests = {}, .link = {}, .cause = std::move(cause)}));
  return others_.back();
}

}  // namespace cordon::prove
