#include "engine/prove/statement_claims.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "engine/combine.h"
#include "engine/prove/question.h"

namespace cordon::prove {
namespace {

// Keys that a request would get from its caller, credential and connection; not those of the clock,
// which are in every request and hang together.
constexpr std::array<std::string_view, 11> kOfCaller{
    "aws:PrincipalArn",       "aws:PrincipalAccount",
    "aws:PrincipalType",      "aws:userid",
    "aws:username",           "aws:SourceIdentity",
    "aws:TokenIssueTime",     "aws:MultiFactorAuthPresent",
    "aws:MultiFactorAuthAge", "aws:SecureTransport",
    "aws:AssumedRoot"};

// A request of which nothing is known.
Situation anybody() {
  Situation situation{.caller = *parse_principal("arn:aws:iam::111122223333:user/alice"),
                      .among = {},
                      .other_than = {},
                      .credential = {},
                      .issued = {},
                      .at = {},
                      .context = {},
                      .resource_account = {},
                      .never = {},
                      .actions = {},
                      .resources = {},
                      .other_resources = {},
                      .tolerated = {},
                      .listed_only = {},
                      .options = {}};
  for (const std::string_view key : kOfCaller) {
    situation.context.push_back(
        {.key = ContextKey(key), .state = ContextEntry::State::kNotTold, .values = {}});
  }
  return situation;
}

Symbolic all_of(Question& question, const CompiledPolicy& policy, std::size_t index) {
  const CompiledStatement& statement = policy.statements[index];
  const Symbolic action = question.reader().action(statement);
  return action & statement_matches(question.reader(), statement);
}

Symbolic not_covered(Question& question, const CompiledPolicy& policy, std::size_t inner,
                     std::span<const std::size_t> outer) {
  Symbolic left = all_of(question, policy, inner);
  for (const std::size_t each : outer) left = left & !all_of(question, policy, each);
  return left;
}

Truth holds(const CompiledStatement& statement, std::span<const std::size_t> conditions,
            const Request& request) {
  Truth all = Truth::kTrue;
  for (const std::size_t each : conditions) {
    all = all & evaluate_condition(statement.conditions[each], request, statement.effect).value;
  }
  return all;
}

std::string mismatch(const Request& request, std::string_view wanted) {
  return fmt::format("a request was found that should {}, but does not: {} on {}", wanted,
                     request.action(), request.resource());
}

}  // namespace

Truth speaks_of(const CompiledPolicy& policy, std::size_t statement, const Request& request) {
  if (!policy.actions.matching(request.action_lower()).contains(statement)) return Truth::kFalse;
  const CompiledStatement& compiled = policy.statements[statement];
  Truth all = compiled.resources.matches(request);
  for (const CompiledCondition& condition : compiled.conditions) {
    all = all & evaluate_condition(condition, request, compiled.effect).value;
  }
  return all;
}

StatementProof prove_covered(const CompiledPolicy& policy, std::size_t inner,
                             std::span<const std::size_t> outer, const Limits& limits) {
  StatementProof result;
  const auto replay = [&](const Request& request, Proof& /*proof*/) {
    bool breaks = speaks_of(policy, inner, request) == Truth::kTrue;
    for (const std::size_t each : outer) {
      breaks = breaks && speaks_of(policy, each, request) == Truth::kFalse;
    }
    if (!breaks) return mismatch(request, "be spoken of by one statement alone");
    result.witness = request;
    return std::string();
  };
  Question question(anybody(), limits);
  result.proof = question.refute(not_covered(question, policy, inner, outer), replay);
  if (result.proof.verdict != Verdict::kUndecided || result.proof.out_of_budget) return result;
  // What is unknown of both is often the same in both.
  Question again(anybody(), limits);
  again.reader().take_unknowns_as_fixed();
  if (!again.is_impossible(not_covered(again, policy, inner, outer))) return result;
  result.proof.verdict = Verdict::kHolds;
  result.proof.causes.clear();
  return result;
}

StatementProof prove_never_met(const CompiledStatement& statement,
                               std::span<const std::size_t> conditions, const Limits& limits) {
  StatementProof result;
  const auto replay = [&](const Request& request, Proof& /*proof*/) {
    if (holds(statement, conditions, request) != Truth::kTrue) {
      return mismatch(request, "meet all conditions");
    }
    result.witness = request;
    return std::string();
  };
  Question question(anybody(), limits);
  Symbolic all(Truth::kTrue);
  for (const std::size_t each : conditions) {
    all = all & question.reader().condition(statement, statement.conditions[each]);
  }
  result.proof = question.refute(all, replay);
  return result;
}

}  // namespace cordon::prove
