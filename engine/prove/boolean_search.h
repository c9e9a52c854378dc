// The boolean part of a proof: an assignment of the atoms that makes an expression true, under
// clauses learned so far. Plain where that will do, otherwise a SAT solver (CaDiCaL), behind a
// small interface; it knows nothing of what atoms mean.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "engine/prove/expression.h"
#include "engine/prove/plain_search.h"
#include "engine/prove/theory.h"

namespace cordon::prove {

class BooleanSearch {
 public:
  /// Of assignments under which the root is true. The pool has to outlive it.
  BooleanSearch(const ExpressionPool& pool, Expression root);
  BooleanSearch(const BooleanSearch&) = delete;
  BooleanSearch& operator=(const BooleanSearch&) = delete;
  ~BooleanSearch();

  /// Looks for an assignment; false: there is none.
  [[nodiscard]] bool find();
  /// After find() was true: atoms that are enough for the root to be true, whatever the others are.
  [[nodiscard]] std::vector<Literal> enough();
  /// From now on, these are not to be so all at once.
  void exclude(std::span<const Literal> literals);

 private:
  class Solver;

  [[nodiscard]] bool is_true(Expression e);
  void use_solver();

  const ExpressionPool& pool_;
  Expression root_;
  std::optional<PlainSearch> plain_;            // at first
  std::unique_ptr<Solver> solver_;              // when that gave up, or took long
  std::vector<std::vector<Literal>> excluded_;  // while there is no solver
};

}  // namespace cordon::prove
