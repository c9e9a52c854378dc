#include "engine/prove/link_search.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/prove/link.h"
#include "engine/prove/theory.h"
#include "engine/prove/value_search.h"

namespace cordon::prove {
namespace {

// Values tried for each variable that fills holes, and ways to put them together.
constexpr std::size_t kValuesTried = 4;
constexpr std::size_t kMostTries = 256;

class Links {
 public:
  Links(const Atoms& atoms, const LinkProblem& problem, Budget& budget)
      // Filled texts become languages of their own, for this search only.
      : atoms_(atoms), problem_(problem), budget_(budget) {
    for (const auto& wanted : problem.links) {
      left_.insert(wanted.atom->variable);
      fillers_.insert(wanted.atom->link.holes.begin(), wanted.atom->link.holes.end());
    }
  }

  LinkAnswer run() {
    if (LinkAnswer answer = refute(); answer.found == Found::kNo) return answer;
    if (equal_ && try_equal()) return std::move(answer_);
    if (try_values()) return std::move(answer_);
    LinkAnswer open{.found = Found::kOpen, .values = {}, .links = {}, .variables = {}, .cause = {}};
    for (const VariableId id : fillers_) {
      open.cause += (open.cause.empty() ? "" : ", ") + name_of(atoms_.variable_at(id));
    }
    return open;
  }

 private:
  using Wanted = LinkProblem::Wanted;

  // `${key}` and nothing else, compared as texts are.
  static bool is_equality(const Atom& atom) {
    const bool plain =
        atom.link.type == ValueType::kString || atom.link.type == ValueType::kStringLike;
    return plain && atom.link.tokens.size() == 1 && atom.link.holes.size() == 1;
  }

  [[nodiscard]] std::vector<Test> with(const std::vector<Test>& a,
                                       const std::vector<Test>& b) const {
    std::vector<Test> both = a;
    both.insert(both.end(), b.begin(), b.end());
    return both;
  }

  [[nodiscard]] std::optional<LanguageId> domain(VariableId id) const {
    return atoms_.variable_at(id).domain;
  }

  // Positive links that no value fits, whatever fills them.
  LinkAnswer refute() {
    for (std::size_t i = 0; i < problem_.links.size(); ++i) {
      const Wanted& wanted = problem_.links[i];
      if (!wanted.holds) continue;
      const VariableId left = wanted.atom->variable;
      LinkAnswer no{
          .found = Found::kNo, .values = {}, .links = {i}, .variables = {left}, .cause = {}};
      if (is_equality(*wanted.atom)) {
        equal_ = true;
        const VariableId right = wanted.atom->link.holes.front();
        std::vector<Test> tests = with(problem_.variables[left], problem_.variables[right]);
        if (const auto own = domain(right)) tests.push_back({*own, true});
        no.variables.push_back(right);
        if (find_value(atoms_, tests, domain(left), budget_).found == Found::kNo) return no;
      } else if (const auto any = filled_with_anything(wanted.atom->link)) {
        if (!fits(left, problem_.variables[left], {{&*any, true}}).has_value() && complete_)
          return no;
      }
    }
    return {};
  }

  // A value of `id` that passes its tests and these sets. Sets `complete_` to whether no value
  // means that there is none.
  std::optional<std::string> fits(VariableId id, const std::vector<Test>& tests,
                                  const std::vector<TextLiteral>& sets) {
    complete_ = true;
    std::vector<TextLiteral> literals = sets;
    bool only_texts = true;
    const auto add = [&](const Test& test) {
      const auto* set = std::get_if<TextSet>(&atoms_.language_at(test.language));
      only_texts = only_texts && set != nullptr;
      if (set != nullptr) literals.push_back({set, test.inside});
    };
    for (const Test& test : tests) add(test);
    if (const auto own = domain(id)) add({*own, true});
    TextSearch result = find_text(literals, budget_);
    if (result.found == Found::kOpen) complete_ = false;
    if (result.found != Found::kYes) return std::nullopt;
    const bool passes =
        only_texts || std::ranges::all_of(tests, [&](const Test& test) {
          return contains(atoms_.language_at(test.language), result.text) == test.inside;
        });
    if (!passes) complete_ = false;
    return passes ? std::optional(std::move(result.text)) : std::nullopt;
  }

  // Variables that have to be equal get one value, found together.
  bool try_equal() {
    std::map<VariableId, VariableId> same;
    const auto root = [&](VariableId id) {
      while (same.contains(id) && same[id] != id) id = same[id];
      return id;
    };
    for (const Wanted& wanted : problem_.links) {
      if (!wanted.holds || !is_equality(*wanted.atom)) continue;
      same[root(wanted.atom->variable)] = root(wanted.atom->link.holes.front());
    }
    std::map<VariableId, std::vector<Test>> tests;
    std::set<VariableId> all = left_;
    all.insert(fillers_.begin(), fillers_.end());
    for (const VariableId id : all) {
      std::vector<Test>& own = tests[root(id)];
      own = with(own, problem_.variables[id]);
      if (const auto limit = domain(id)) own.push_back({*limit, true});
    }
    return try_classes(tests, all, root);
  }

  // Classes that are not to be equal get different values where they can.
  bool try_classes(const std::map<VariableId, std::vector<Test>>& tests,
                   const std::set<VariableId>& all, const auto& root) {
    std::map<VariableId, std::string> chosen;
    std::vector<TextSet> taken;
    for (const auto& [id, own] : tests) {
      std::vector<TextLiteral> others;
      for (const TextSet& other : taken) others.push_back({&other, false});
      auto text = fits(id, own, others);
      if (!text) text = fits(id, own, {});
      if (!text) return false;
      taken.push_back(TextSet::literal(*text));
      chosen[id] = std::move(*text);
    }
    for (const VariableId id : all) answer_.values[id] = chosen[root(id)];
    return holds(answer_.values);
  }

  [[nodiscard]] bool holds(const std::map<VariableId, std::string>& values) {
    for (const Wanted& wanted : problem_.links) {
      const auto set = filled(wanted.atom->link, fill(wanted.atom->link, values));
      if (!set || set->contains(values.at(wanted.atom->variable)) != wanted.holds) return false;
    }
    answer_.found = Found::kYes;
    return true;
  }

  static std::vector<std::string> fill(const Link& link,
                                       const std::map<VariableId, std::string>& values) {
    std::vector<std::string> texts;
    for (const VariableId id : link.holes) texts.push_back(values.at(id));
    return texts;
  }

  // A few values for each variable that fills holes, and in each way of putting them together a
  // value for those that are linked to them.
  bool try_values() {
    std::vector<std::pair<VariableId, std::vector<std::string>>> tried;
    for (const VariableId id : fillers_) {
      if (left_.contains(id)) return false;  // linked both ways: only as equals
      tried.emplace_back(id, some_values(id));
      if (tried.back().second.empty()) return false;
    }
    std::size_t ways = 1;
    for (const auto& each : tried) ways = std::min(ways * each.second.size(), kMostTries);
    for (std::size_t way = 0; way < ways && !budget_.empty(); ++way) {
      std::map<VariableId, std::string> values;
      std::size_t rest = way;
      for (const auto& [id, texts] : tried) {
        values[id] = texts[rest % texts.size()];
        rest /= texts.size();
      }
      if (choose_left(values) && holds(values)) {
        answer_.values = std::move(values);
        return true;
      }
    }
    return false;
  }

  std::vector<std::string> some_values(VariableId id) {
    std::vector<std::string> values;
    std::vector<TextSet> taken;
    taken.reserve(kValuesTried);
    while (values.size() < kValuesTried) {
      std::vector<TextLiteral> others;
      for (const TextSet& other : taken) others.push_back({&other, false});
      auto text = fits(id, problem_.variables[id], others);
      if (!text) break;
      taken.push_back(TextSet::literal(*text));
      values.push_back(std::move(*text));
    }
    return values;
  }

  bool choose_left(std::map<VariableId, std::string>& values) {
    for (const VariableId left : left_) {
      std::vector<TextSet> sets;
      std::vector<bool> inside;
      for (const Wanted& wanted : problem_.links) {
        if (wanted.atom->variable != left) continue;
        auto set = filled(wanted.atom->link, fill(wanted.atom->link, values));
        if (!set) return false;
        sets.push_back(std::move(*set));
        inside.push_back(wanted.holds);
      }
      std::vector<TextLiteral> literals;
      for (std::size_t i = 0; i < sets.size(); ++i) literals.push_back({&sets[i], inside[i]});
      auto text = fits(left, problem_.variables[left], literals);
      if (!text) return false;
      values[left] = std::move(*text);
    }
    return true;
  }

  const Atoms& atoms_;
  const LinkProblem& problem_;
  Budget& budget_;
  std::set<VariableId> left_;
  std::set<VariableId> fillers_;
  bool equal_ = false;
  bool complete_ = true;
  LinkAnswer answer_;
};

}  // namespace

LinkAnswer solve_links(const Atoms& atoms, const LinkProblem& problem, Budget& budget) {
  return Links(atoms, problem, budget).run();
}

}  // namespace cordon::prove
