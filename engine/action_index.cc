#include "engine/action_index.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "grammar/text.h"

namespace cordon {
namespace {

constexpr std::uint64_t kHashSeed = 14695981039346656037ULL;  // FNV-1a: extends byte by byte
constexpr std::uint64_t kHashPrime = 1099511628211ULL;

std::uint64_t extend_hash(std::uint64_t hash, char byte) {
  return (hash ^ static_cast<unsigned char>(byte)) * kHashPrime;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = kHashSeed;
  for (const char byte : text) hash = extend_hash(hash, byte);
  return hash;
}

std::size_t slot_of(std::uint64_t hash, std::size_t mask) { return (hash ^ (hash >> 32U)) & mask; }

bool only_asterisks(std::string_view text) {
  return !text.empty() && text.find_first_not_of('*') == std::string_view::npos;
}

}  // namespace

StatementSet::StatementSet(std::size_t size) : size_(size) {
  const std::size_t words = (size + 63) / 64;
  if (words > kInlineWords) heap_.resize(words);
}

void StatementSet::merge(const StatementSet& other) {
  for (std::size_t i = 0; i * 64 < size_; ++i) words()[i] |= other.words()[i];
}

void StatementSet::toggle(const StatementSet& other) {
  for (std::size_t i = 0; i * 64 < size_; ++i) words()[i] ^= other.words()[i];
}

ActionIndex::ActionIndex(std::size_t statements) : any_(statements), negated_(statements) {}

bool ActionIndex::add(std::size_t statement, std::string_view pattern) {
  const std::string lower = ascii_lower(pattern);
  if (only_asterisks(lower)) {
    any_.insert(statement);
    return true;
  }
  const std::size_t colon = lower.find(':');
  if (colon == std::string::npos || colon + 1 == lower.size()) return false;
  const auto number = static_cast<std::uint32_t>(statement);
  const std::size_t wildcard = std::min(lower.find('*'), lower.find('?'));
  if (wildcard < colon) {
    wild_services_.push_back({Pattern::glob(std::string_view(lower).substr(0, colon)),
                              Pattern::glob(std::string_view(lower).substr(colon + 1)), number});
    return true;
  }
  Entry entry{.prefix = lower.substr(0, wildcard), .pattern = {}, .statement = number};
  if (wildcard != std::string::npos) {
    const bool open_end = only_asterisks(std::string_view(lower).substr(wildcard));
    entry.kind = open_end ? Entry::Kind::kPrefix : Entry::Kind::kGlob;
    if (!open_end) entry.pattern = Pattern::glob(lower);
  }
  entries_.push_back(std::move(entry));
  return true;
}

void ActionIndex::finish() {
  std::ranges::sort(entries_, [](const Entry& a, const Entry& b) {
    return std::tie(a.prefix, a.statement) < std::tie(b.prefix, b.statement);
  });
  slots_.assign(std::bit_ceil(entries_.size() * 2 + 1), Slot{});
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t first = 0; first < entries_.size();) {
    std::size_t last = first;
    while (last < entries_.size() && entries_[last].prefix == entries_[first].prefix) ++last;
    const std::uint64_t hash = hash_of(entries_[first].prefix);
    std::size_t slot = slot_of(hash, mask);
    while (slots_[slot].count != 0) slot = (slot + 1) & mask;
    slots_[slot] = {hash, static_cast<std::uint32_t>(first),
                    static_cast<std::uint32_t>(last - first)};
    lengths_.push_back(static_cast<std::uint32_t>(entries_[first].prefix.size()));
    first = last;
  }
  std::ranges::sort(lengths_);
  const auto repeated = std::ranges::unique(lengths_);
  lengths_.erase(repeated.begin(), repeated.end());
}

void ActionIndex::look_up(std::string_view action, std::size_t length, std::uint64_t hash,
                          StatementSet& found) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = slot_of(hash, mask); slots_[i].count != 0; i = (i + 1) & mask) {
    const Slot& slot = slots_[i];
    if (slot.hash != hash || entries_[slot.first].prefix != action.substr(0, length)) continue;
    for (std::uint32_t e = slot.first; e < slot.first + slot.count; ++e) {
      const Entry& entry = entries_[e];
      const bool hit = entry.kind == Entry::Kind::kPrefix ||
                       (entry.kind == Entry::Kind::kExact && length == action.size()) ||
                       (entry.kind == Entry::Kind::kGlob && entry.pattern.matches(action));
      if (hit) found.insert(entry.statement);
    }
    return;
  }
}

StatementSet ActionIndex::matching(std::string_view action) const {
  StatementSet found = any_;
  std::uint64_t hash = kHashSeed;
  std::size_t position = 0;
  for (const std::uint32_t length : lengths_) {
    if (length > action.size()) break;
    while (position < length) hash = extend_hash(hash, action[position++]);
    look_up(action, length, hash, found);
  }
  if (!wild_services_.empty()) {
    const std::size_t colon = action.find(':');
    const std::string_view name = colon == std::string_view::npos ? "" : action.substr(colon + 1);
    for (const WildService& wild : wild_services_) {
      if (wild.service.matches(action.substr(0, colon)) && wild.name.matches(name)) {
        found.insert(wild.statement);
      }
    }
  }
  found.toggle(negated_);
  return found;
}

bool action_matches(std::string_view pattern, std::string_view action) {
  ActionIndex index(1);
  index.add(0, pattern);
  index.finish();
  return index.matching(ascii_lower(action)).contains(0);
}

}  // namespace cordon
