#include "rules/coverage/redundant_entries.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "grammar/pattern.h"

namespace cordon::rules {
namespace {

// A look at a text, and what matching it costs beside that; a tenth of a second in all.
constexpr std::size_t kMostWork = 4'000'000;
constexpr std::size_t kCostOfMatching = 10;
constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

class Grouping {
 public:
  explicit Grouping(std::span<const std::string> texts)
      : texts_(texts), by_(texts.size(), kNobody) {
    for (std::size_t i = 0; i < texts.size(); ++i) parents_.push_back(i);
    sorted_ = parents_;
    std::ranges::stable_sort(sorted_, {},
                             [&](std::size_t i) { return std::string_view(texts[i]); });
  }

  RedundantGroups run() {
    join_equal_texts();
    for (const std::size_t entry : sorted_) cover_by(entry);
    return {.groups = groups(), .complete = work_ <= kMostWork};
  }

 private:
  // Equal texts are neighbours now; only the first of them is looked at from here on.
  void join_equal_texts() {
    std::vector<std::size_t> distinct;
    for (const std::size_t entry : sorted_) {
      if (!distinct.empty() && texts_[distinct.back()] == texts_[entry]) {
        cover(distinct.back(), entry);
      } else {
        distinct.push_back(entry);
      }
    }
    sorted_ = std::move(distinct);
  }

  void cover_by(std::size_t entry) {
    const std::string_view text = texts_[entry];
    if (!text.contains('*') && !text.contains('?')) return;
    const std::size_t last = text.find_last_of("*?");
    const Pattern pattern = Pattern::glob(text);
    const std::string_view prefix = pattern.literal_prefix();
    const std::string_view tail = text.substr(last + 1);
    auto other = std::ranges::lower_bound(
        sorted_, prefix, {}, [&](std::size_t i) { return std::string_view(texts_[i]); });
    for (; other != sorted_.end() && texts_[*other].starts_with(prefix); ++other) {
      if (++work_ > kMostWork) return;
      if (*other == entry || !texts_[*other].ends_with(tail)) continue;
      work_ += kCostOfMatching;
      if (pattern.matches(texts_[*other])) cover(entry, *other);
    }
  }

  // Two texts that match each other (`a*`, `a**`): the first of the list stays.
  void cover(std::size_t outer, std::size_t inner) {
    const bool mutual = Pattern::glob(texts_[inner]).matches(texts_[outer]);
    if (mutual && inner < outer) return;
    parents_[root(inner)] = root(outer);
    // One that stays itself is the better reason.
    if (by_[inner] == kNobody || by_[by_[inner]] != kNobody) by_[inner] = outer;
  }

  std::size_t root(std::size_t entry) {
    while (parents_[entry] != entry) entry = parents_[entry] = parents_[parents_[entry]];
    return entry;
  }

  // Covering is transitive, and of a chain only the last one stays.
  [[nodiscard]] std::size_t keeper(std::size_t entry) const {
    std::size_t steps = by_.size();
    while (by_[entry] != kNobody && steps-- > 0) entry = by_[entry];
    return entry;
  }

  std::vector<RedundantGroup> groups() {
    std::vector<RedundantGroup> found;
    std::map<std::size_t, std::size_t> numbers;  // of groups, by their root
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (by_[i] == kNobody) continue;
      const auto [group, is_new] = numbers.emplace(root(i), found.size());
      if (is_new) found.emplace_back();
      found[group->second].entries.push_back({.covered = i, .by = keeper(i)});
    }
    return found;
  }

  std::span<const std::string> texts_;
  std::vector<std::size_t> parents_;  // a forest: entries of one group have one root
  std::vector<std::size_t> by_;       // for each entry one that covers it
  std::vector<std::size_t> sorted_;
  std::size_t work_ = 0;
};

}  // namespace

RedundantGroups redundant_groups(std::span<const std::string> texts) {
  return texts.size() < 2 ? RedundantGroups{} : Grouping(texts).run();
}

}  // namespace cordon::rules
