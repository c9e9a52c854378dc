#include "engine/prove/claim.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "engine/combination.h"
#include "engine/evaluate.h"
#include "engine/prove/smt_lib.h"
#include "engine/prove/symbolic_reader.h"
#include "engine/prove/witness.h"

namespace cordon::prove {
namespace {

// One situation, and the expressions that are made in it.
class Case {
 public:
  Case(Situation situation, const Limits& limits)
      : situation_(std::move(situation)), limits_(limits), reader_(situation_, pool_, atoms_) {}

  Symbolic allowed(const ApplicablePolicies& policies) {
    Combination<SymbolicReader> combination(reader_, policies, situation_.options);
    const Facts<Symbolic> facts = combination.facts();
    // Made here so that their numbers do not depend on the order in which a compiler evaluates the
    // operands in combine.h: the same request breaks a claim in every build.
    const auto grant = [&](Naming by) { return facts.grant[static_cast<std::size_t>(by)]; };
    const Symbolic named = grant(Naming::kDirect) | grant(Naming::kLimited);
    const std::array made{facts.lifts_implicit & named,
                          facts.lifts_implicit & grant(Naming::kDirect)};
    (void)made;
    Symbolic blocked(Truth::kFalse);
    for_each_obstacle(facts, [&](Reason /*reason*/, std::size_t /*level*/, const Symbolic& blocks) {
      blocked = blocked | blocks;
    });
    return !blocked;
  }

  Symbolic denied(const ApplicablePolicies& policies, Layer layer) {
    Combination<SymbolicReader> combination(reader_, policies, situation_.options);
    (void)combination.facts();
    return reader_.denied(layer);
  }

  // The claim is broken by any request of the situation for which `breach` is true. `replay` gives
  // the witness, or what is wrong with it.
  Proof refute(const Symbolic& breach, const auto& replay) {
    const Symbolic asked = reader_.asked_about() & breach;
    Proof proof;
    Satisfaction found = satisfy(pool_, atoms_, asked.may(), limits_);
    proof.rounds = found.rounds;
    if (found.kind == Satisfaction::Kind::kNone) {
      proof.verdict = Verdict::kHolds;
      return proof;
    }
    if (!asked.is_certain()) {
      note_open_points(found, proof);
      found = satisfy(pool_, atoms_, asked.must(), limits_);
      proof.rounds += found.rounds;
    }
    if (found.kind == Satisfaction::Kind::kModel) {
      proof.causes.clear();
      show(found, replay, proof);
    } else {
      for (const std::string& cause : found.causes) add(proof.causes, cause);
    }
    return proof;
  }

  [[nodiscard]] std::expected<std::string, std::string> as_smt_lib(const Symbolic& breach) {
    return to_smt_lib(pool_, atoms_, (reader_.asked_about() & breach).may());
  }

  void take_unknowns_as_fixed() { reader_.take_unknowns_as_fixed(); }

  [[nodiscard]] bool is_impossible(const Symbolic& breach) {
    const Symbolic asked = reader_.asked_about() & breach;
    return satisfy(pool_, atoms_, asked.may(), limits_).kind == Satisfaction::Kind::kNone;
  }

 private:
  static void add(std::vector<std::string>& causes, const std::string& cause) {
    if (std::ranges::find(causes, cause) == causes.end()) causes.push_back(cause);
  }

  void note_open_points(const Satisfaction& found, Proof& proof) const {
    for (const std::string& cause : found.causes) add(proof.causes, cause);
    for (const Literal& literal : found.literals) {
      const Atom& atom = atoms_.atom(literal.atom);
      if (atom.kind == Atom::Kind::kOpen) add(proof.causes, atom.cause);
    }
    if (proof.causes.empty()) {
      proof.causes.emplace_back(kNotKnown);
    }
  }

  void show(const Satisfaction& found, const auto& replay, Proof& proof) const {
    std::string mismatch;
    for (const Resources resources : {Resources::kFamiliar, Resources::kAsFound}) {
      mismatch = replay(make_request(situation_, atoms_, found, resources), proof.witness);
      if (mismatch.empty()) break;
    }
    if (mismatch.empty()) {
      proof.verdict = Verdict::kRefuted;
      return;
    }
    proof.witness.reset();
    proof.causes.push_back(mismatch);
    proof.mismatch = std::move(mismatch);
  }

  Situation situation_;
  Limits limits_;
  ExpressionPool pool_;
  Atoms atoms_;
  SymbolicReader reader_;
};

// Everything needed to see what went wrong: this should never be read.
std::string describe(const Request& request, std::string_view wanted, const Decision& decision) {
  std::string text =
      fmt::format("a request was found that should be {}, but is {}: {} on {}", wanted,
                  to_string(decision.outcome), request.action(), request.resource());
  for (const ContextEntry& entry : request.context.entries()) {
    text += fmt::format(", `{}` {}", entry.key.name,
                        entry.state == ContextEntry::State::kAbsent
                            ? "absent"
                            : fmt::format("[{}]", fmt::join(entry.values, ", ")));
  }
  for (std::size_t layer = 0; layer < kLayers; ++layer) {
    const LayerTrace& trace = decision.layers[layer];
    if (trace.applies) {
      text += fmt::format(", {} allows {} denies {}", kLayerNames[layer],
                          static_cast<int>(trace.allow), static_cast<int>(trace.deny));
    }
  }
  return text;
}

// All cases: the first that breaks the claim decides, else any that is undecided.
Proof over_all(Situations situations, const Limits& limits, const auto& prove_one) {
  Proof result{.verdict = Verdict::kHolds, .witness = {}, .causes = {}, .mismatch = {}};
  for (const Situation& situation : situations) {
    Case each(situation, limits);
    Proof proof = prove_one(each, situation);
    proof.rounds += result.rounds;
    if (proof.verdict == Verdict::kRefuted || !proof.mismatch.empty()) return proof;
    if (proof.verdict == Verdict::kUndecided && result.verdict == Verdict::kHolds) {
      result = std::move(proof);
    } else {
      result.rounds = proof.rounds;
    }
  }
  return result;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 3> kNames{"holds", "refuted", "undecided"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Proof prove_none_allowed(Situations situations, const ApplicablePolicies& policies,
                         const Limits& limits) {
  return over_all(situations, limits, [&](Case& each, const Situation& situation) {
    const auto replay = [&](const Request& request, std::optional<Witness>& witness) {
      const Decision decision = evaluate(request, policies, situation.options);
      if (decision.outcome != Outcome::kAllowed) return describe(request, "allowed", decision);
      witness = Witness{request, decision, std::nullopt};
      return std::string();
    };
    return each.refute(each.allowed(policies), replay);
  });
}

Proof prove_denied(Situations situations, const ApplicablePolicies& policies, Layer layer,
                   const Limits& limits) {
  return over_all(situations, limits, [&](Case& each, const Situation& situation) {
    const auto replay = [&](const Request& request, std::optional<Witness>& witness) {
      const Decision decision = evaluate(request, policies, situation.options);
      if (decision.layer(layer).deny != Truth::kFalse) {
        return describe(request, "left alone by the Deny", decision);
      }
      witness = Witness{request, decision, std::nullopt};
      return std::string();
    };
    return each.refute(!each.denied(policies, layer), replay);
  });
}

std::expected<std::string, std::string> no_new_access_as_smt_lib(const Situation& situation,
                                                                 const ApplicablePolicies& before,
                                                                 const ApplicablePolicies& after) {
  Case only(situation, {});
  const Symbolic now = only.allowed(after);
  return only.as_smt_lib(now & !only.allowed(before));
}

Proof prove_no_new_access(Situations situations, const ApplicablePolicies& before,
                          const ApplicablePolicies& after, const Limits& limits) {
  return over_all(situations, limits, [&](Case& each, const Situation& situation) {
    const auto replay = [&](const Request& request, std::optional<Witness>& witness) {
      const Decision now = evaluate(request, after, situation.options);
      const Decision then = evaluate(request, before, situation.options);
      if (now.outcome != Outcome::kAllowed) return describe(request, "allowed now", now);
      if (then.can_be(Outcome::kAllowed)) return describe(request, "denied before", then);
      witness = Witness{request, now, then};
      return std::string();
    };
    const auto is_new = [&](Case& one) {
      const Symbolic now = one.allowed(after);
      return now & !one.allowed(before);
    };
    Proof proof = each.refute(is_new(each), replay);
    if (proof.verdict != Verdict::kUndecided || !proof.mismatch.empty()) return proof;
    // What is unknown of both is often the same in both.
    Case again(situation, limits);
    again.take_unknowns_as_fixed();
    if (again.is_impossible(is_new(again))) {
      proof.verdict = Verdict::kHolds;
      proof.causes.clear();
    }
    return proof;
  });
}

}  // namespace cordon::prove
