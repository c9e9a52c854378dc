// What those who turn parts of policies into expressions have in common.
#pragma once

#include <string>
#include <utility>

#include "engine/prove/atoms.h"
#include "engine/prove/expression.h"
#include "engine/prove/situation.h"
#include "engine/request.h"

namespace cordon::prove {

/// What a reading needs at hand.
struct Reading {
  const Situation& situation;
  const Request& base;  // the request as far as it is fixed
  ExpressionPool& pool;
  Atoms& atoms;

  [[nodiscard]] Symbolic fact(AtomId atom) const { return {pool, pool.atom(atom)}; }
  [[nodiscard]] Symbolic value_in(VariableId variable, Language language) const {
    return fact(atoms.value(variable, atoms.language(std::move(language))));
  }
  /// Unknown, for a cause to be named.
  [[nodiscard]] Symbolic open(std::string cause) const {
    return {pool, kNever, pool.atom(atoms.open(std::move(cause)))};
  }
};

}  // namespace cordon::prove
