#include "engine/prove/boolean_search.h"

#include <algorithm>
#include <cadical.hpp>
#include <unordered_map>

namespace cordon::prove {
namespace {

// The plain search starts anew each time, a solver goes on.
constexpr std::size_t kPlainRounds = 32;

}  // namespace

class BooleanSearch::Solver {
 public:
  Solver(const ExpressionPool& pool, Expression root) : pool_(pool), root_(root) {
    // Keys are absent and lists empty where nothing asks for more.
    sat_.set("phase", 0);
    encode();
  }

  bool solve() {
    sat_.assume(literal(root_));
    return sat_.solve() == kSatisfiable;
  }

  // After solve() was true.
  bool is_true(Expression e) {
    const bool node = sat_.val(literal(e.node(), false)) > 0;
    return node != e.negated();
  }

  void exclude(std::span<const Literal> literals) {
    for (const Literal& each : literals) {
      const std::uint32_t node = atoms_.at(each.atom);
      sat_.add(literal(node, each.holds));
    }
    sat_.add(0);
  }

 private:
  static constexpr int kSatisfiable = 10;

  // Expressions become clauses: a conjunction holds when its operands do.
  void encode() {
    std::vector<bool> encoded(pool_.size());
    std::vector<std::uint32_t> open{root_.node()};
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      if (encoded[node]) continue;
      encoded[node] = true;
      if (pool_.is_atom(node)) {
        atoms_[pool_.atom_of(node)] = node;
        continue;
      }
      const auto operands = pool_.operands(node);
      for (const Expression operand : operands) {
        clause({literal(node, true), literal(operand)});
        open.push_back(operand.node());
      }
      for (const Expression operand : operands) sat_.add(literal(!operand));
      sat_.add(literal(node, false));
      sat_.add(0);
    }
  }

  static int literal(std::uint32_t node, bool negated) {
    const auto variable = static_cast<int>(node);
    return negated ? -variable : variable;
  }
  static int literal(Expression e) { return literal(e.node(), e.negated()); }

  void clause(std::initializer_list<int> literals) {
    for (const int each : literals) sat_.add(each);
    sat_.add(0);
  }

  const ExpressionPool& pool_;
  Expression root_;
  CaDiCaL::Solver sat_;
  std::unordered_map<AtomId, std::uint32_t> atoms_;
};

BooleanSearch::BooleanSearch(const ExpressionPool& pool, Expression root)
    : pool_(pool), root_(root) {
  if (!root.is_constant()) plain_.emplace(pool, root);
}
BooleanSearch::~BooleanSearch() = default;

bool BooleanSearch::find() {
  if (root_.is_constant()) return root_.is_true();
  if (plain_) {
    const PlainSearch::Outcome outcome = plain_->find();
    if (outcome != PlainSearch::Outcome::kGivenUp) return outcome == PlainSearch::Outcome::kFound;
    use_solver();
  }
  return solver_->solve();
}

void BooleanSearch::use_solver() {
  plain_.reset();
  solver_ = std::make_unique<Solver>(pool_, root_);
  for (const std::vector<Literal>& literals : excluded_) solver_->exclude(literals);
  excluded_.clear();
}

bool BooleanSearch::is_true(Expression e) {
  return plain_ ? plain_->is_true(e) : solver_->is_true(e);
}

// Of a conjunction that holds, all operands are needed; of one that does not, one operand that does
// not: one that is needed already, or an atom, or else the first.
std::vector<Literal> BooleanSearch::enough() {
  std::vector<Literal> literals;
  if (root_.is_constant()) return literals;
  std::vector<bool> needed(pool_.size());
  std::vector<Expression> open;
  const auto need = [&](Expression e) {
    if (needed[e.node()]) return;
    needed[e.node()] = true;
    open.push_back(e);
  };
  need(root_);
  while (!open.empty()) {
    const Expression e = open.back();
    open.pop_back();
    if (pool_.is_atom(e.node())) {
      literals.push_back({pool_.atom_of(e.node()), !e.negated()});
      continue;
    }
    const auto operands = pool_.operands(e.node());
    if (!e.negated()) {
      for (const Expression operand : operands) need(operand);
      continue;
    }
    const Expression* best = nullptr;
    int best_cost = 3;
    for (const Expression& operand : operands) {
      if (is_true(operand)) continue;
      const int cost = needed[operand.node()] ? 0 : pool_.is_atom(operand.node()) ? 1 : 2;
      if (cost >= best_cost) continue;
      best = &operand;
      best_cost = cost;
    }
    need(!*best);
  }
  std::ranges::sort(literals, {}, &Literal::atom);
  return literals;
}

void BooleanSearch::exclude(std::span<const Literal> literals) {
  if (root_.is_constant()) {
    root_ = kNever;  // it has one assignment, of nothing
    return;
  }
  if (solver_) return solver_->exclude(literals);
  plain_->exclude(literals);
  excluded_.emplace_back(literals.begin(), literals.end());
  if (excluded_.size() >= kPlainRounds) use_solver();
}

}  // namespace cordon::prove
