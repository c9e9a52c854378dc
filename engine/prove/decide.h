// Whether an expression over atoms can be true of some request: the boolean search proposes, the
// theory checks, what can't be is excluded, until an assignment stands or none is left.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/prove/atoms.h"
#include "engine/prove/expression.h"
#include "engine/prove/theory.h"

namespace cordon::prove {

/// What one question may cost; a question that costs more is undecided, and says so.
struct Limits {
  std::uint64_t steps = 20'000'000;  // of the searches for values, in looks at a pattern's place
  std::uint32_t rounds = 100'000;    // of proposing and checking
};

struct Satisfaction {
  enum class Kind : std::uint8_t {
    kModel,  // some request makes it true
    kNone,   // no request does
    kOpen,   // not found out
  };
  Kind kind = Kind::kNone;
  Model model;                      // kModel
  std::vector<Literal> literals;    // kModel: what the model makes so
  std::vector<std::string> causes;  // kOpen
  std::uint32_t rounds = 0;
  std::uint64_t steps = 0;
  bool out_of_budget = false;  // kOpen: more might have decided it
};

[[nodiscard]] Satisfaction satisfy(const ExpressionPool& pool, const Atoms& atoms,
                                   Expression expression, const Limits& limits);

}  // namespace cordon::prove
