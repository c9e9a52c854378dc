// Statements that several others of the same document cover together, and those that one covers in
// a way that can't be seen entry by entry (covered_statements.h): proved for every request
// (engine/prove/statement_claims.h). Most statements are told apart from the others by an example;
// a proof is for those that are not. What a proof can't find out is not claimed; one that is beyond
// its budget is said to be (Found::give_up).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rules/rule.h"
#include "rules/subject.h"

namespace cordon::rules {

class CoveredTogether {
 public:
  /// `subject` has to be compiled; both have to outlive this.
  CoveredTogether(const Subject& subject, Found& found) : subject_(subject), found_(found) {}

  using Statements = std::vector<std::size_t>;

  /// Those of the statements marked in `candidates` that are needed to speak of all that `inner`
  /// speaks of, in their order; empty: they do not, or it was not found out. `inner` itself is no
  /// candidate.
  [[nodiscard]] Statements cover_of(std::size_t inner, const std::vector<bool>& candidates);

 private:
  [[nodiscard]] bool speaks_of_first_example(std::size_t inner, const auto& is_candidate) const;
  [[nodiscard]] Statements cover_of_each_principal(std::size_t inner, const Statements& candidates);
  [[nodiscard]] Statements cover_for(std::size_t inner, const Statements& candidates);
  [[nodiscard]] bool told_apart(std::size_t inner, const Statements& candidates) const;
  [[nodiscard]] bool told_apart_by_conditions(std::size_t inner, const Statements& others);
  [[nodiscard]] bool is_covered(std::size_t inner, const Statements& candidates);
  [[nodiscard]] Statements needed_of(std::size_t inner, Statements cover);

  const Subject& subject_;
  Found& found_;
  std::uint64_t steps_ = 0;  // of all proofs
};

}  // namespace cordon::rules
