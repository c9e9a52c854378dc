// The boolean part of a proof: an assignment of the atoms that makes an expression true, under
// clauses learned so far. A SAT solver (CaDiCaL) behind a small interface; it knows nothing of what
// atoms mean.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "engine/prove/expression.h"
#include "engine/prove/theory.h"

namespace cordon::prove {

class BooleanSearch {
 public:
  explicit BooleanSearch(const ExpressionPool& pool);
  BooleanSearch(const BooleanSearch&) = delete;
  BooleanSearch& operator=(const BooleanSearch&) = delete;
  ~BooleanSearch();

  /// Looks for an assignment under which the expression is true; false: there is none.
  [[nodiscard]] bool find(Expression root);
  /// After find() was true: atoms that are enough for the expression to be true, whatever the
  /// others are.
  [[nodiscard]] std::vector<Literal> enough();
  /// From now on, these are not to be so all at once.
  void exclude(std::span<const Literal> literals);

 private:
  class Solver;

  const ExpressionPool& pool_;
  std::unique_ptr<Solver> solver_;
  Expression root_;
};

}  // namespace cordon::prove
