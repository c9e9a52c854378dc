#include "engine/prove/theory.h"

#include <algorithm>
#include <utility>

#include "engine/prove/link_search.h"
#include "engine/prove/value_search.h"

namespace cordon::prove {
namespace {

using Kind = Atom::Kind;

constexpr std::size_t kMostChoices = 64;

// The literals about one variable, by what they say.
struct OfVariable {
  std::vector<Test> tests;        // of the one value
  std::vector<Literal> literals;  // where those come from, in the same order
  std::vector<Literal> wanted;    // kSomeElement that holds
  std::vector<Literal> barred;    // kSomeElement that does not
  std::optional<Literal> present;
  std::optional<Literal> list;
};

class Check {
 public:
  Check(const Atoms& atoms, std::span<const Literal> literals, Budget& budget)
      : atoms_(atoms), literals_(literals), budget_(budget), by_variable_(atoms.variables()) {}

  TheoryAnswer run() {
    for (const Literal& literal : literals_) {
      if (atoms_.atom(literal.atom).kind == Kind::kOpen && !literal.holds)
        return conflict({literal});
      sort(literal);
    }
    if (auto failed = solve_times()) return std::move(*failed);
    for (VariableId id = 0; id < by_variable_.size(); ++id) {
      if (auto failed = solve(id)) return std::move(*failed);
    }
    std::erase_if(links_, [&](const Literal& literal) {
      const Atom& atom = atoms_.atom(literal.atom);
      return is_absent(atom.variable) ||
             std::ranges::any_of(atom.link.holes, [&](VariableId id) { return is_absent(id); });
    });
    if (!links_.empty()) {
      if (auto failed = solve_links()) return std::move(*failed);
    }
    return {
        .kind = TheoryAnswer::Kind::kModel, .model = std::move(model_), .core = {}, .cause = {}};
  }

 private:
  using Failed = std::optional<TheoryAnswer>;

  void sort(const Literal& literal) {
    const Atom& atom = atoms_.atom(literal.atom);
    if (atom.kind == Kind::kOpen || atom.kind == Kind::kUnknown) return;
    OfVariable& own = by_variable_[atom.variable];
    switch (atom.kind) {
      case Kind::kPresent:
        own.present = literal;
        if (literal.holds) model_.keys[atom.variable].present = true;
        break;
      case Kind::kEmptyList:
        if (literal.holds)
          model_.keys[atom.variable] = {.present = true, .list = true, .values = {}};
        break;
      case Kind::kList:
        own.list = literal;
        break;
      case Kind::kNoResource:
        model_.no_resource = literal.holds;
        break;
      case Kind::kValue:
        own.tests.push_back({atom.language, literal.holds});
        own.literals.push_back(literal);
        break;
      case Kind::kSomeElement:
        (literal.holds ? own.wanted : own.barred).push_back(literal);
        break;
      case Kind::kLink:
        links_.push_back(literal);
        break;
      case Kind::kOpen:
      case Kind::kUnknown:
        break;
    }
  }

  static TheoryAnswer conflict(std::vector<Literal> core) {
    return {
        .kind = TheoryAnswer::Kind::kConflict, .model = {}, .core = std::move(core), .cause = {}};
  }
  TheoryAnswer open(std::string cause) const {
    return {.kind = TheoryAnswer::Kind::kOpen,
            .model = {},
            .core = {literals_.begin(), literals_.end()},
            .cause = std::move(cause)};
  }
  TheoryAnswer given_up(VariableId id) const {
    return open("the search for a value of " + name_of(atoms_.variable_at(id)) +
                " was given up: it is beyond the budget, or mixes kinds of values");
  }

  static std::vector<Literal> chosen(const std::vector<Literal>& literals,
                                     const std::vector<std::size_t>& which) {
    std::vector<Literal> core;
    for (const std::size_t i : which) core.push_back(literals[i]);
    return core;
  }

  Failed solve(VariableId id) {
    const Variable& variable = atoms_.variable_at(id);
    const bool time = variable.kind == Variable::Kind::kRequestTime ||
                      variable.kind == Variable::Kind::kIssueTime;
    if (time) return std::nullopt;
    OfVariable& own = by_variable_[id];
    if (is_absent(id)) return std::nullopt;
    const bool listed = own.list && own.list->holds;
    const bool always_list =
        variable.kind == Variable::Kind::kKey && variable.arity == Arity::kList;
    if (listed || always_list || !own.wanted.empty()) return solve_list(id, own);
    const bool needed = !own.tests.empty() || (own.present && own.present->holds) ||
                        (variable.kind != Variable::Kind::kKey && variable.domain);
    return needed ? solve_one(id, own) : std::nullopt;
  }

  // Then whatever else is said of its value speaks of nothing.
  [[nodiscard]] bool is_absent(VariableId id) const {
    const auto& present = by_variable_[id].present;
    return present && !present->holds;
  }

  Failed solve_one(VariableId id, const OfVariable& own) {
    ValueSearch result = find_value(atoms_, own.tests, atoms_.variable_at(id).domain, budget_);
    if (result.found == Found::kOpen) return given_up(id);
    if (result.found == Found::kNo) return conflict(chosen(own.literals, result.needed));
    assign(id, {std::move(result.text)}, false);
    return std::nullopt;
  }

  void assign(VariableId id, std::vector<std::string> values, bool list) {
    switch (atoms_.variable_at(id).kind) {
      case Variable::Kind::kAction:
        model_.action = std::move(values.front());
        break;
      case Variable::Kind::kResource:
        model_.resource = std::move(values.front());
        break;
      case Variable::Kind::kPrincipal:
        model_.principal = std::move(values.front());
        break;
      case Variable::Kind::kKey:
        model_.keys[id] = {.present = true, .list = list, .values = std::move(values)};
        break;
      case Variable::Kind::kRequestTime:
      case Variable::Kind::kIssueTime:
        break;
    }
  }

  // --- Lists ------------------------------------------------------------------------------------

  // An element for each wanted one; every element has to fail a test of each barred one.
  Failed solve_list(VariableId id, const OfVariable& own) {
    std::vector<std::string> values;
    std::vector<Literal> wanted = own.wanted;
    const bool there = own.present && own.present->holds;
    if (wanted.empty() && !there) return std::nullopt;
    if (wanted.empty()) wanted.push_back(*own.present);  // any element will do
    for (const Literal& each : wanted) {
      auto element = find_element(id, each, own.barred);
      if (const auto* failed = std::get_if<TheoryAnswer>(&element)) return *failed;
      values.push_back(std::get<std::string>(std::move(element)));
    }
    std::ranges::sort(values);
    const auto repeated = std::ranges::unique(values);
    values.erase(repeated.begin(), repeated.end());
    assign(id, std::move(values), true);
    return std::nullopt;
  }

  std::variant<std::string, TheoryAnswer> find_element(VariableId id, const Literal& wanted,
                                                       const std::vector<Literal>& barred) {
    std::size_t choices = 1;
    for (const Literal& each : barred) {
      choices *= atoms_.atom(each.atom).tests.size();
      if (choices > kMostChoices) return given_up(id);
    }
    std::vector<bool> to_blame(barred.size());
    for (std::size_t choice = 0; choice < choices; ++choice) {
      std::vector<Test> tests;
      const Atom& atom = atoms_.atom(wanted.atom);
      if (atom.kind == Kind::kSomeElement) tests = atom.tests;
      const std::size_t own = tests.size();
      std::size_t rest = choice;
      for (const Literal& each : barred) {
        const std::vector<Test>& theirs = atoms_.atom(each.atom).tests;
        tests.push_back(theirs[rest % theirs.size()]);
        tests.back().inside = !tests.back().inside;
        rest /= theirs.size();
      }
      ValueSearch result = find_value(atoms_, tests, atoms_.variable_at(id).domain, budget_);
      if (result.found == Found::kYes) return std::move(result.text);
      if (result.found == Found::kOpen) return given_up(id);
      for (const std::size_t i : result.needed) {
        if (i >= own) to_blame[i - own] = true;
      }
    }
    std::vector<Literal> core{wanted};
    for (std::size_t i = 0; i < barred.size(); ++i) {
      if (to_blame[i]) core.push_back(barred[i]);
    }
    return conflict(std::move(core));
  }

  // --- Times ------------------------------------------------------------------------------------

  [[nodiscard]] bool passes(const OfVariable& own, const Variable& variable, Instant value) const {
    const auto in = [&](LanguageId id) {
      return std::get<Ranges<Instant>>(atoms_.language_at(id)).contains(value);
    };
    if (variable.domain && !in(*variable.domain)) return false;
    return std::ranges::all_of(own.tests,
                               [&](const Test& test) { return in(test.language) == test.inside; });
  }

  void append_ends(const OfVariable& own, const Variable& variable,
                   std::vector<Instant>& ends) const {
    const auto add = [&](LanguageId id) {
      std::get<Ranges<Instant>>(atoms_.language_at(id)).append_ends(ends);
    };
    if (variable.domain) add(*variable.domain);
    for (const Test& test : own.tests) add(test.language);
  }

  // The request is made when the session has been issued, and before it would have ended at the
  // latest. Both times are tried at every end of an interval, and at those a session's length away.
  Failed solve_times() {
    std::optional<VariableId> at;
    std::optional<VariableId> issued;
    for (VariableId id = 0; id < by_variable_.size(); ++id) {
      if (atoms_.variable_at(id).kind == Variable::Kind::kRequestTime) at = id;
      if (atoms_.variable_at(id).kind == Variable::Kind::kIssueTime) issued = id;
    }
    if (!at && !issued) return std::nullopt;
    std::vector<Instant> ends;
    for (const auto& id : {at, issued}) {
      if (id) append_ends(by_variable_[*id], atoms_.variable_at(*id), ends);
    }
    const std::size_t own = ends.size();
    for (std::size_t i = 0; i < own && at && issued; ++i) {
      ends.push_back({ends[i].ms - kLongestSessionMs});
      ends.push_back({ends[i].ms + kLongestSessionMs});
    }
    const std::vector<Instant> values = candidates(std::move(ends));
    return pick_times(at, issued, values);
  }

  Failed pick_times(std::optional<VariableId> at, std::optional<VariableId> issued,
                    const std::vector<Instant>& values) {
    const auto passing = [&](const std::optional<VariableId>& id) {
      std::vector<Instant> chosen;
      if (!id) return chosen;
      std::ranges::copy_if(values, std::back_inserter(chosen), [&](Instant value) {
        return passes(by_variable_[*id], atoms_.variable_at(*id), value);
      });
      std::ranges::sort(chosen);
      return chosen;
    };
    const std::vector<Instant> ats = passing(at);
    const std::vector<Instant> issues = passing(issued);
    budget_.spend(values.size() * 4);
    if (at && ats.empty()) return conflict(by_variable_[*at].literals);
    if (issued && issues.empty()) return conflict(by_variable_[*issued].literals);
    if (!issued) model_.at = ats.front();
    if (!at) model_.issued = issues.front();
    if (!at || !issued) return std::nullopt;
    for (const Instant issue : issues) {
      const auto request = std::ranges::lower_bound(ats, issue);
      if (request == ats.end() || request->ms - issue.ms > kLongestSessionMs) continue;
      model_.at = *request;
      model_.issued = issue;
      return std::nullopt;
    }
    std::vector<Literal> core = by_variable_[*at].literals;
    core.insert(core.end(), by_variable_[*issued].literals.begin(),
                by_variable_[*issued].literals.end());
    return conflict(std::move(core));
  }

  // --- Links ------------------------------------------------------------------------------------

  Failed solve_links() {
    LinkProblem problem{.links = {}, .variables = {}};
    for (const Literal& literal : links_) {
      problem.links.push_back({&atoms_.atom(literal.atom), literal.holds});
    }
    for (const OfVariable& own : by_variable_) problem.variables.push_back(own.tests);
    const LinkAnswer answer = prove::solve_links(atoms_, problem, budget_);
    switch (answer.found) {
      case Found::kYes:
        for (const auto& [variable, text] : answer.values) assign(variable, {text}, false);
        return std::nullopt;
      case Found::kOpen:
        return open("variables that are filled in from free keys: " + answer.cause);
      case Found::kNo:
        break;
    }
    std::vector<Literal> core;
    for (const std::size_t i : answer.links) core.push_back(links_[i]);
    for (const VariableId id : answer.variables) {
      const std::vector<Literal>& own = by_variable_[id].literals;
      core.insert(core.end(), own.begin(), own.end());
    }
    return conflict(std::move(core));
  }

  const Atoms& atoms_;
  std::span<const Literal> literals_;
  Budget& budget_;
  std::vector<OfVariable> by_variable_;
  std::vector<Literal> links_;
  Model model_;
};

}  // namespace

std::string name_of(const Variable& variable) {
  switch (variable.kind) {
    case Variable::Kind::kAction:
      return "the action";
    case Variable::Kind::kResource:
      return "the resource";
    case Variable::Kind::kPrincipal:
      return "the caller's ARN";
    case Variable::Kind::kRequestTime:
      return "the time of the request";
    case Variable::Kind::kIssueTime:
      return "the time of issue";
    case Variable::Kind::kKey:
      return "`" + variable.key->name + "`";
  }
  return "";
}

TheoryAnswer check(const Atoms& atoms, std::span<const Literal> literals, Budget& budget) {
  return Check(atoms, literals, budget).run();
}

}  // namespace cordon::prove
