#include "engine/prove/value_search.h"

#include <algorithm>
#include <optional>
#include <type_traits>

namespace cordon::prove {
namespace {

// Above this, a conflict is left as large as it was found.
constexpr std::size_t kMostToMinimize = 48;

class Search {
 public:
  Search(const Atoms& atoms, std::span<const Test> tests, std::optional<LanguageId> domain,
         Budget& budget)
      : atoms_(atoms), tests_(tests.begin(), tests.end()), budget_(budget) {
    if (domain && counts(*domain)) tests_.push_back({*domain, true});
  }

  ValueSearch run(std::size_t size) {
    std::vector<std::size_t> all(tests_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    ValueSearch result = search(all);
    if (result.found != Found::kNo) return result;
    minimize(result.needed);
    std::erase_if(result.needed, [size](std::size_t i) { return i >= size; });  // the domain
    return result;
  }

 private:
  // Where a key with a type is compared as a text, its type is left aside: the values that texts
  // suggest are hardly of it.
  [[nodiscard]] bool counts(LanguageId domain) const {
    return std::holds_alternative<TextSet>(atoms_.language_at(domain)) ||
           std::ranges::none_of(tests_, [&](const Test& test) {
             return std::holds_alternative<TextSet>(atoms_.language_at(test.language));
           });
  }

  [[nodiscard]] const Language& language(std::size_t i) const {
    return atoms_.language_at(tests_[i].language);
  }

  [[nodiscard]] bool passes(std::string_view text, std::span<const std::size_t> which) const {
    return std::ranges::all_of(
        which, [&](std::size_t i) { return contains(language(i), text) == tests_[i].inside; });
  }

  template <class Set>
  [[nodiscard]] std::vector<std::size_t> of_kind(std::span<const std::size_t> which) const {
    std::vector<std::size_t> chosen;
    std::ranges::copy_if(which, std::back_inserter(chosen),
                         [&](std::size_t i) { return std::holds_alternative<Set>(language(i)); });
    return chosen;
  }

  // Each kind of set by itself; what one kind can't have, all together can't.
  ValueSearch search(std::span<const std::size_t> which) {
    const auto texts = of_kind<TextSet>(which);
    const auto numbers = of_kind<Ranges<Decimal>>(which);
    const auto instants = of_kind<Ranges<Instant>>(which);
    const auto addresses = of_kind<Ranges<AddressOrder>>(which);
    std::vector<std::string> suggested;
    const std::size_t kinds = (texts.empty() ? 0U : 1U) + (numbers.empty() ? 0U : 1U) +
                              (instants.empty() ? 0U : 1U) + (addresses.empty() ? 0U : 1U);
    if (kinds <= 1 || !texts.empty()) {
      ValueSearch by_text = among_texts(texts);
      if (by_text.found != Found::kYes || (kinds <= 1 && !texts.empty())) return by_text;
      suggested.push_back(std::move(by_text.text));
    }
    if (!numbers.empty() && !suggest<Decimal>(numbers, suggested)) return none_of(numbers);
    if (!instants.empty() && !suggest<Instant>(instants, suggested)) return none_of(instants);
    if (!addresses.empty() && !suggest<AddressOrder>(addresses, suggested)) {
      return none_of(addresses);
    }
    for (const std::string& text : suggested) {
      if (passes(text, which)) return {.found = Found::kYes, .text = text, .needed = {}};
    }
    return {.found = Found::kOpen, .text = {}, .needed = {}};
  }

  static ValueSearch none_of(const std::vector<std::size_t>& which) {
    return {.found = Found::kNo, .text = {}, .needed = which};
  }

  ValueSearch among_texts(std::span<const std::size_t> which) {
    std::vector<TextLiteral> literals;
    for (const std::size_t i : which) {
      literals.push_back({&std::get<TextSet>(language(i)), tests_[i].inside});
    }
    TextSearch result = find_text(literals, budget_);
    if (result.found == Found::kYes && result.text.empty()) prefer_some_text(literals, result);
    ValueSearch found{.found = result.found, .text = std::move(result.text), .needed = {}};
    for (const std::size_t i : result.needed) found.needed.push_back(which[i]);
    return found;
  }

  // The empty text is a value, but one that few will recognize.
  void prefer_some_text(std::vector<TextLiteral>& literals, TextSearch& result) {
    static const TextSet kSomeText = TextSet::glob("?*");
    literals.push_back({&kSomeText, true});
    TextSearch other = find_text(literals, budget_);
    if (other.found == Found::kYes) result = std::move(other);
  }

  // All values that make a difference and pass; false: there is none.
  template <class T>
  bool suggest(const std::vector<std::size_t>& which, std::vector<std::string>& suggested) {
    std::vector<T> ends;
    for (const std::size_t i : which) std::get<Ranges<T>>(language(i)).append_ends(ends);
    const auto passes_own = [&](const T& value) {
      return std::ranges::all_of(which, [&](std::size_t i) {
        return std::get<Ranges<T>>(language(i)).contains(value) == tests_[i].inside;
      });
    };
    const std::size_t before = suggested.size();
    for (const T& value : candidates(std::move(ends))) {
      budget_.spend(which.size());
      if (!passes_own(value)) continue;
      std::string text = text_of(value);
      // Written and read again it may be something else: IPv4 as IPv6.
      if (passes(text, which)) suggested.push_back(std::move(text));
    }
    // A text that can't be read is in no set.
    const bool all_outside =
        std::ranges::none_of(which, [&](std::size_t i) { return tests_[i].inside; });
    if (all_outside) suggested.emplace_back("x");
    return suggested.size() > before;
  }

  // Leaves out what is not missed.
  void minimize(std::vector<std::size_t>& needed) {
    if (needed.size() > kMostToMinimize) return;
    for (std::size_t i = needed.size(); i-- > 0 && needed.size() > 1;) {
      std::vector<std::size_t> fewer = needed;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      ValueSearch without = search(fewer);
      if (without.found != Found::kNo) continue;
      needed = std::move(without.needed);
      i = std::min(i, needed.size());
    }
  }

  const Atoms& atoms_;
  std::vector<Test> tests_;
  Budget& budget_;
};

}  // namespace

ValueSearch find_value(const Atoms& atoms, std::span<const Test> tests,
                       std::optional<LanguageId> domain, Budget& budget) {
  return Search(atoms, tests, domain, budget).run(tests.size());
}

}  // namespace cordon::prove
