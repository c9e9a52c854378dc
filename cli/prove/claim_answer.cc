#include "cli/prove/claim_answer.h"

#include <utility>

namespace cordon {
namespace {

using prove::PolicyProof;
using prove::Verdict;

Answered answer_equivalent(const PolicyQuestion& question) {
  const PolicyPtr& first = question.policies.front();
  const PolicyPtr& second = question.policies.back();
  const std::vector<std::string> relies_on =
      prove::axioms_by_itself(first->type, question.asking.use_catalogue);
  PolicyProof wider = prove::prove_not_wider(first, second, question.asking);
  if (wider.proof.verdict == Verdict::kRefuted || !wider.proof.mismatch.empty()) {
    return {std::move(wider), relies_on};
  }
  PolicyProof narrower = prove::prove_not_wider(second, first, question.asking);
  if (narrower.proof.verdict == Verdict::kHolds) return {std::move(wider), relies_on};
  return {std::move(narrower), relies_on, true};
}

}  // namespace

Answered answer(const HolderQuestion& question) {
  const bool told = question.policies.resource_told;
  Answered answered{.proved = {}, .relies_on = prove::axioms(question.situation.use_catalogue)};
  if (!told) {
    answered.relies_on.emplace_back(
        "a resource of the same account whose policy was not given grants nothing");
  }
  answered.proved.policies = question.policies;
  answered.proved.proof =
      prove::prove_none_allowed({&question.situation, 1}, question.policies, question.limits);
  prove::Proof& proof = answered.proved.proof;
  if (proof.verdict == Verdict::kUndecided && !told) {
    proof.causes.emplace_back(
        "policies that were not given, of KMS keys, of roles and of resources in other accounts, "
        "may allow: --action, --resource and --except leave such requests out");
  }
  return answered;
}

Answered answer(const PolicyQuestion& question) {
  const PolicyPtr& policy = question.policies.front();
  const prove::Asking& asking = question.asking;
  std::vector<std::string> relies_on = prove::axioms_by_itself(policy->type, asking.use_catalogue);
  switch (question.claim) {
    case ClaimKind::kDenies:
      return {prove_sessions_denied(policy, question.issued, asking),
              prove::axioms(asking.use_catalogue)};
    case ClaimKind::kNotGranted:
      return {prove_not_granted(policy, asking), std::move(relies_on)};
    case ClaimKind::kNotPublic:
      return {prove_not_public(policy, asking), std::move(relies_on)};
    case ClaimKind::kEquivalent:
    case ClaimKind::kNone:
      break;
  }
  return answer_equivalent(question);
}

prove::Situation situation_of(const Request& request) {
  return {.caller = request.caller(),
          .other_than = {},
          .credential = request.credential(),
          .issued = {},
          .at = {},
          .context = request.context.entries(),
          .resource_account = request.told_resource_account,
          .actions = {},
          .resources = {},
          .tolerated = {},
          .options = {}};
}

bool has_strangers(PolicyType type) {
  return type == PolicyType::kResource || type == PolicyType::kTrust;
}

}  // namespace cordon
