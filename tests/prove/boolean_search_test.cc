// The boolean part of proofs, held against trying all assignments.

#include "engine/prove/boolean_search.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "doctest/doctest.h"
#include "engine/prove/plain_search.h"
#include "tests/support/seed.h"

namespace cordon::prove {
namespace {

constexpr AtomId kAtoms = 6;
constexpr std::uint32_t kAssignments = 1U << kAtoms;  // a bit an atom

bool is_true(const ExpressionPool& pool, Expression e, std::uint32_t assignment) {
  if (e.is_constant()) return e.is_true();
  bool value = true;
  if (pool.is_atom(e.node())) {
    value = (assignment >> pool.atom_of(e.node()) & 1U) != 0;
  } else {
    for (const Expression operand : pool.operands(e.node())) {
      value = value && is_true(pool, operand, assignment);
    }
  }
  return value != e.negated();
}

bool agrees(std::uint32_t assignment, const std::vector<Literal>& literals) {
  return std::ranges::all_of(literals, [&](const Literal& each) {
    return ((assignment >> each.atom & 1U) != 0) == each.holds;
  });
}

class RandomExpressions {
 public:
  explicit RandomExpressions(std::uint64_t seed) : random_(seed) {}

  // Of so many conjunctions of what was made before them.
  Expression make(ExpressionPool& pool, std::size_t conjunctions) {
    std::vector<Expression> all;
    for (AtomId atom = 0; atom < kAtoms; ++atom) all.push_back(pool.atom(atom));
    for (std::size_t i = 0; i < conjunctions; ++i) {
      std::vector<Expression> operands;
      for (std::size_t count = 2 + below(3); count > 0; --count) {
        const Expression operand = all[below(all.size())];
        operands.push_back(below(2) == 0 ? operand : !operand);
      }
      all.push_back(pool.all(operands));
    }
    return below(2) == 0 ? all.back() : !all.back();
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }

  std::mt19937_64 random_;
};

// What is left when assignments are taken out one after the other, each as far as it is enough.
void check_search(const ExpressionPool& pool, Expression root) {
  std::vector<bool> left(kAssignments);
  for (std::uint32_t each = 0; each < kAssignments; ++each) left[each] = is_true(pool, root, each);
  BooleanSearch search(pool, root);
  while (search.find()) {
    const std::vector<Literal> enough = search.enough();
    bool any = false;
    for (std::uint32_t each = 0; each < kAssignments; ++each) {
      if (!agrees(each, enough)) continue;
      REQUIRE(is_true(pool, root, each));
      any = any || left[each];
      left[each] = false;
    }
    REQUIRE(any);
    search.exclude(enough);
  }
  for (std::uint32_t each = 0; each < kAssignments; ++each) REQUIRE(!left[each]);
}

TEST_CASE("prove: the boolean search finds all assignments and nothing else") {
  RandomExpressions expressions(support::seed(20261151));
  for (std::size_t i = 0; i < 3'000; ++i) {
    ExpressionPool pool;
    const Expression root = expressions.make(pool, 1 + i % 20);
    check_search(pool, root);
  }
}

TEST_CASE("prove: the boolean search of a constant") {
  const ExpressionPool pool;
  CHECK_FALSE(BooleanSearch(pool, kNever).find());
  BooleanSearch always(pool, kAlways);
  REQUIRE(always.find());
  CHECK(always.enough().empty());
  always.exclude({});
  CHECK_FALSE(always.find());
}

TEST_CASE("prove: the plain search is right where it does not give up") {
  RandomExpressions expressions(support::seed(20261152));
  std::size_t found = 0;
  std::size_t none = 0;
  std::size_t given_up = 0;
  for (std::size_t i = 0; i < 3'000; ++i) {
    ExpressionPool pool;
    const Expression root = expressions.make(pool, 1 + i % 40);
    if (root.is_constant()) continue;
    std::size_t possible = 0;
    for (std::uint32_t each = 0; each < kAssignments; ++each) {
      possible += is_true(pool, root, each) ? 1 : 0;
    }
    PlainSearch search(pool, root);
    const PlainSearch::Outcome outcome = search.find();
    given_up += outcome == PlainSearch::Outcome::kGivenUp ? 1 : 0;
    if (outcome == PlainSearch::Outcome::kNone) {
      ++none;
      REQUIRE(possible == 0);
    } else if (outcome == PlainSearch::Outcome::kFound) {
      ++found;
      std::uint32_t assignment = 0;
      for (AtomId atom = 0; atom < kAtoms; ++atom) {
        if (search.is_true(pool.atom(atom))) assignment |= 1U << atom;
      }
      REQUIRE(is_true(pool, root, assignment));
    }
  }
  CHECK(found > 100);
  CHECK(none > 10);
  CHECK(given_up > 10);
}

}  // namespace
}  // namespace cordon::prove
