#include "engine/prove/claim.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/combination.h"
#include "engine/evaluate.h"
#include "engine/prove/question.h"
#include "engine/prove/smt_lib.h"
#include "engine/prove/symbolic_reader.h"

namespace cordon::prove {
namespace {

// One situation, and what policies come to in it.
class Case {
 public:
  Case(const Situation& situation, const Limits& limits) : question_(situation, limits) {}

  Symbolic allowed(const ApplicablePolicies& policies) {
    Combination<SymbolicReader> combination(question_.reader(), policies, options());
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
    Combination<SymbolicReader> combination(question_.reader(), policies, options());
    (void)combination.facts();
    return question_.reader().denied(layer);
  }

  Proof refute(const Symbolic& breach, const Question::Replay& replay) {
    return question_.refute(breach, replay);
  }

  [[nodiscard]] std::expected<std::string, std::string> as_smt_lib(const Symbolic& breach) {
    const Symbolic asked = question_.reader().asked_about() & breach;
    return to_smt_lib(question_.pool(), question_.atoms(), asked.may());
  }

  void take_unknowns_as_fixed() { question_.reader().take_unknowns_as_fixed(); }
  [[nodiscard]] bool is_impossible(const Symbolic& breach) {
    return question_.is_impossible(breach);
  }

 private:
  [[nodiscard]] const EvaluateOptions& options() const { return question_.situation().options; }

  Question question_;
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

// --- What is not known ---------------------------------------------------------------------------

bool may_name(const CompiledStatement& statement, const Caller& caller, const CallerFacts& facts) {
  const PrincipalSet& principals = statement.principals;
  const Truth names = statement.effect == Effect::kAllow ? principals.allows(caller, facts).any()
                                                         : principals.denies(caller, facts);
  return principals.given() && names == Truth::kUnknown;
}

// A statement of which it is not known whether it speaks of the caller, in words.
std::optional<std::string> unclear_principal(const Situation& situation,
                                             const ApplicablePolicies& policies) {
  std::vector<PolicyPtr> documents;
  if (policies.resource) documents.push_back(policies.resource);
  for (const auto& level : policies.rcps)
    documents.insert(documents.end(), level.begin(), level.end());
  if (policies.endpoint)
    documents.insert(documents.end(), policies.endpoint->begin(), policies.endpoint->end());
  const CallerFacts facts{.has_boundary = !policies.boundary.empty(),
                          .created_after_document = policies.caller_created_after_resource_policy};
  for (const PolicyPtr& policy : documents) {
    for (std::size_t i = 0; i < policy->statements.size(); ++i) {
      const CompiledStatement& statement = policy->statements[i];
      if (!may_name(statement, situation.caller, facts)) continue;
      return fmt::format("whether the {} of statement {} of {} means {} is not known",
                         statement.principals.negated() ? "NotPrincipal" : "Principal", i,
                         policy->name,
                         situation.caller.arn.empty() ? "this caller" : situation.caller.arn);
    }
  }
  return std::nullopt;
}

// In the place of kNotKnown, where it is not the policies that are not known.
Proof with_cause(Proof proof, const Situation& situation,
                 std::initializer_list<const ApplicablePolicies*> policies) {
  if (proof.causes.size() != 1 || proof.causes.front() != kNotKnown) return proof;
  for (const ApplicablePolicies* each : policies) {
    if (auto cause = unclear_principal(situation, *each)) proof.causes.front() = *std::move(cause);
  }
  return proof;
}

}  // namespace

std::string_view to_string(Verdict verdict) {
  constexpr std::array<std::string_view, 3> kNames{"holds", "refuted", "undecided"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Proof prove_none_allowed(Situations situations, const ApplicablePolicies& policies,
                         const Limits& limits) {
  return over_all(situations, limits, [&](Case& each, const Situation& situation) {
    const auto replay = [&](const Request& request, Proof& into) {
      const Decision decision = evaluate(request, policies, situation.options);
      if (decision.outcome != Outcome::kAllowed) return describe(request, "allowed", decision);
      into.witness = Witness{request, decision, std::nullopt};
      return std::string();
    };
    return with_cause(each.refute(each.allowed(policies), replay), situation, {&policies});
  });
}

Proof prove_denied(Situations situations, const ApplicablePolicies& policies, Layer layer,
                   const Limits& limits) {
  return over_all(situations, limits, [&](Case& each, const Situation& situation) {
    const auto replay = [&](const Request& request, Proof& into) {
      const Decision decision = evaluate(request, policies, situation.options);
      if (decision.layer(layer).deny != Truth::kFalse) {
        return describe(request, "left alone by the Deny", decision);
      }
      into.witness = Witness{request, decision, std::nullopt};
      return std::string();
    };
    return with_cause(each.refute(!each.denied(policies, layer), replay), situation, {&policies});
  });
}

std::expected<std::string, std::string> no_new_access_as_smt_lib(const Situation& situation,
                                                                 const ApplicablePolicies& before,
                                                                 const ApplicablePolicies& after) {
  Case only(situation, {});
  only.take_unknowns_as_fixed();
  const Symbolic now = only.allowed(after);
  return only.as_smt_lib(now & !only.allowed(before));
}

Proof prove_no_new_access(Situations situations, const ApplicablePolicies& before,
                          const ApplicablePolicies& after, const Limits& limits) {
  return over_all(situations, limits, [&](Case& each, const Situation& situation) {
    const auto replay = [&](const Request& request, Proof& into) {
      const Decision now = evaluate(request, after, situation.options);
      const Decision then = evaluate(request, before, situation.options);
      if (now.outcome != Outcome::kAllowed) return describe(request, "allowed now", now);
      if (then.can_be(Outcome::kAllowed)) return describe(request, "denied before", then);
      into.witness = Witness{request, now, then};
      return std::string();
    };
    const auto is_new = [&](Case& one) {
      const Symbolic now = one.allowed(after);
      return now & !one.allowed(before);
    };
    Proof proof = with_cause(each.refute(is_new(each), replay), situation, {&before, &after});
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
