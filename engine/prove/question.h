// One question about all requests of one situation: is there a request for which this is true? What
// claims have in common, whatever they are about: the expressions are made with the reader at hand,
// and the answer is a proof, or a request that was tried, or why neither was found.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engine/prove/atoms.h"
#include "engine/prove/claim.h"
#include "engine/prove/expression.h"
#include "engine/prove/symbolic_reader.h"

namespace cordon::prove {

class Question {
 public:
  Question(Situation situation, const Limits& limits);
  Question(const Question&) = delete;
  Question& operator=(const Question&) = delete;
  ~Question() = default;

  [[nodiscard]] SymbolicReader& reader() { return reader_; }
  [[nodiscard]] const Situation& situation() const { return situation_; }
  [[nodiscard]] const ExpressionPool& pool() const { return pool_; }
  [[nodiscard]] const Atoms& atoms() const { return atoms_; }

  /// Whether a request breaks the claim, and what is wrong with it as a witness; empty: nothing. It
  /// may complete the proof.
  using Replay = std::function<std::string(const Request& request, Proof& proof)>;

  /// The claim is broken by any request of the situation for which `breach` is true.
  [[nodiscard]] Proof refute(const Symbolic& breach, const Replay& replay);
  /// No request breaks it, whatever is not known.
  [[nodiscard]] bool is_impossible(const Symbolic& breach);

 private:
  void note_open_points(const Satisfaction& found, Proof& proof) const;
  void show(const Satisfaction& found, const Replay& replay, Proof& proof) const;
  [[nodiscard]] Satisfaction search(Expression expression, Proof& proof) const;

  Situation situation_;
  Limits limits_;
  ExpressionPool pool_;
  Atoms atoms_;
  SymbolicReader reader_;
};

}  // namespace cordon::prove
