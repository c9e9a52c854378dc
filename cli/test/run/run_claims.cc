#include "cli/test/run/run_claims.h"

#include <fmt/format.h>

#include <utility>

#include "cli/prove/proof_text.h"
#include "cli/quote.h"
#include "engine/decided_by.h"
#include "engine/incident/verdict/authority.h"

namespace cordon {
namespace {

std::vector<std::string> names(const TestClaim& claim) {
  const auto* question = std::get_if<PolicyQuestion>(&claim.question);
  if (question == nullptr) return {};
  std::vector<std::string> names;
  for (const PolicyPtr& policy : question->policies) names.push_back(policy->name);
  return names;
}

std::vector<incident::DecidingStatement> deciding(const prove::PolicyProof& proved) {
  if (!proved.proof.witness) return {};
  const prove::Witness& witness = *proved.proof.witness;
  std::vector<StatementHit> hits = decided_by(witness.decision, witness.request, proved.policies);
  std::erase_if(hits, [](const StatementHit& hit) { return prove::is_assumed(*hit.policy); });
  return incident::describe(hits);
}

}  // namespace

Answered prove_claim(const TestClaim& claim) {
  return std::visit([](const auto& question) { return answer(question); }, claim.question);
}

TestResult run_claim(const TestClaim& claim, const Source& source) {
  const Answered answered = prove_claim(claim);
  const prove::Proof& proof = answered.proved.proof;
  const ProvedClaim proved{.claim = claim.claim,
                           .policies = names(claim),
                           .proved = answered.proved,
                           .relies_on = answered.relies_on,
                           .other_way = answered.other_way};
  TestResult result{.kind = TestKind::kClaim,
                    .name = claim.name,
                    .place = full_place(source, claim.span.begin),
                    .passed = proof.verdict == claim.expect && proof.mismatch.empty(),
                    .expected = std::string(to_string(claim.expect)),
                    .actual = std::string(to_string(proof.verdict)),
                    .why = in_words(proved),
                    .decided_by = deciding(answered.proved),
                    .detail = {}};
  if (!proof.mismatch.empty()) {
    result.why = fmt::format("this is a bug in cordon: {}", proof.mismatch);
  }
  if (result.passed) return result;
  result.detail = render_detail([&](const Painter& paint) { return proof_human(proved, paint); });
  return result;
}

}  // namespace cordon
