// The boolean search without a solver, for the many questions that need none: what follows is
// assigned, and where nothing follows, a guess. It takes no guess back. Where that would be needed
// it gives up, and a solver takes over (boolean_search.h) that costs more to set up than most
// questions cost in all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "engine/prove/expression.h"
#include "engine/prove/theory.h"

namespace cordon::prove {

class PlainSearch {
 public:
  /// The root is no constant, and the pool has to outlive it.
  PlainSearch(const ExpressionPool& pool, Expression root);

  enum class Outcome : std::uint8_t { kFound, kNone, kGivenUp };
  /// Looks for an assignment under which the root is true. The guesses: the last of the nodes
  /// first, false, or as it was in the last assignment.
  [[nodiscard]] Outcome find();
  /// After kFound; of what the root is made of.
  [[nodiscard]] bool is_true(Expression e) const { return values_[e.node()] == value_of(e); }
  /// From now on, these are not to be so all at once. They are atoms of the root.
  void exclude(std::span<const Literal> literals);

 private:
  enum class Value : std::uint8_t { kOpen, kFalse, kTrue };

  [[nodiscard]] static Value value_of(Expression e) {
    return e.negated() ? Value::kFalse : Value::kTrue;
  }
  void reach(std::uint32_t root);
  void list_parents();
  void assign(Expression e);
  void propagate();
  void propagate_node(std::uint32_t node);
  void look_at_gate(std::uint32_t gate);
  void look_at_clause(std::size_t clause);

  const ExpressionPool& pool_;
  Expression root_;
  std::vector<std::uint32_t> nodes_;  // of the root, ascending
  std::vector<Value> values_;         // by node
  std::vector<Value> guesses_;        // by node: what it was the last time

  // By node: the conjunctions that it is an operand of, from first_parent_[node] on.
  std::vector<std::uint32_t> first_parent_;
  std::vector<Expression> parents_;           // negated: as a negated operand
  std::vector<std::uint32_t> true_operands_;  // by conjunction, as far as propagated

  struct Clause {
    std::vector<Expression> literals;  // one of them is true
    std::size_t refuted = 0;           // as far as propagated
  };
  std::vector<Clause> clauses_;
  std::vector<std::vector<std::size_t>> clauses_of_;  // by node; empty: there are none
  std::unordered_map<AtomId, std::uint32_t> atoms_;   // their nodes, once there are clauses

  std::vector<std::uint32_t> trail_;  // what has a value, in that order
  std::size_t propagated_ = 0;        // of the trail
  bool conflict_ = false;
};

}  // namespace cordon::prove
