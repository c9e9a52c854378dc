#include "engine/prove/decide.h"

#include <algorithm>
#include <utility>

#include "engine/prove/boolean_search.h"

namespace cordon::prove {

Satisfaction satisfy(const ExpressionPool& pool, const Atoms& atoms, Expression expression,
                     const Limits& limits) {
  Satisfaction result;
  if (expression.is_false()) return result;
  BooleanSearch search(pool, expression);
  Budget budget(limits.steps);
  const auto note = [&](std::string cause) {
    if (std::ranges::find(result.causes, cause) == result.causes.end()) {
      result.causes.push_back(std::move(cause));
    }
  };
  while (search.find()) {
    std::vector<Literal> literals = search.enough();
    TheoryAnswer answer = check(atoms, literals, budget);
    result.steps = limits.steps - budget.left();
    if (answer.kind == TheoryAnswer::Kind::kModel) {
      result.kind = Satisfaction::Kind::kModel;
      result.model = std::move(answer.model);
      result.literals = std::move(literals);
      return result;
    }
    if (answer.kind == TheoryAnswer::Kind::kOpen) note(std::move(answer.cause));
    if (++result.rounds > limits.rounds || budget.empty()) {
      note("the question is beyond the budget");
      result.out_of_budget = true;
      break;
    }
    search.exclude(answer.core);
  }
  if (!result.causes.empty()) result.kind = Satisfaction::Kind::kOpen;
  return result;
}

}  // namespace cordon::prove
