#include "engine/prove/question.h"

#include <algorithm>
#include <utility>

#include "engine/prove/witness.h"

namespace cordon::prove {
namespace {

void add(std::vector<std::string>& causes, const std::string& cause) {
  if (std::ranges::find(causes, cause) == causes.end()) causes.push_back(cause);
}

}  // namespace

Question::Question(Situation situation, const Limits& limits)
    : situation_(std::move(situation)), limits_(limits), reader_(situation_, pool_, atoms_) {}

Proof Question::refute(const Symbolic& breach, const Replay& replay) {
  const Symbolic asked = reader_.asked_about() & breach;
  Proof proof;
  Satisfaction found = search(asked.may(), proof);
  if (found.kind == Satisfaction::Kind::kNone) {
    proof.verdict = Verdict::kHolds;
    return proof;
  }
  if (!asked.is_certain()) {
    note_open_points(found, proof);
    found = search(asked.must(), proof);
  }
  if (found.kind == Satisfaction::Kind::kModel) {
    proof.causes.clear();
    show(found, replay, proof);
  } else {
    for (const std::string& cause : found.causes) add(proof.causes, cause);
  }
  return proof;
}

Satisfaction Question::search(Expression expression, Proof& proof) const {
  Satisfaction found = satisfy(pool_, atoms_, expression, limits_);
  proof.rounds += found.rounds;
  proof.steps += found.steps;
  proof.out_of_budget = proof.out_of_budget || found.out_of_budget;
  return found;
}

bool Question::is_impossible(const Symbolic& breach) {
  const Symbolic asked = reader_.asked_about() & breach;
  return satisfy(pool_, atoms_, asked.may(), limits_).kind == Satisfaction::Kind::kNone;
}

void Question::note_open_points(const Satisfaction& found, Proof& proof) const {
  for (const std::string& cause : found.causes) add(proof.causes, cause);
  for (const Literal& literal : found.literals) {
    const Atom& atom = atoms_.atom(literal.atom);
    if (atom.kind == Atom::Kind::kOpen) add(proof.causes, atom.cause);
  }
  if (proof.causes.empty()) {
    proof.causes.emplace_back(kNotKnown);
  }
}

void Question::show(const Satisfaction& found, const Replay& replay, Proof& proof) const {
  std::string mismatch;
  for (const Resources resources : {Resources::kFamiliar, Resources::kAsFound}) {
    mismatch = replay(make_request(situation_, atoms_, found, resources), proof);
    if (mismatch.empty()) break;
  }
  if (mismatch.empty()) {
    proof.verdict = Verdict::kRefuted;
    proof.out_of_budget = false;
    return;
  }
  proof.witness.reset();
  proof.causes.push_back(mismatch);
  proof.mismatch = std::move(mismatch);
}

}  // namespace cordon::prove
