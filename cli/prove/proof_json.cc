#include <nlohmann/json.hpp>

#include "cli/decision_text.h"
#include "cli/prove/proof_text.h"
#include "cli/request_json.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

JsonOut witness_json(const ProvedClaim& proved) {
  const auto& witness = proved.proved.proof.witness;
  if (!witness) return nullptr;
  const Explanation explanation = explain(witness->request, proved.proved.policies);
  const std::string decision = decision_json({.request = witness->request,
                                              .policies = proved.proved.policies,
                                              .decision = witness->decision,
                                              .explanation = explanation,
                                              .expected = {}});
  JsonOut json{{"request", JsonOut::parse(request_json(witness->request))},
               {"decision", JsonOut::parse(decision)}};
  if (witness->before) json["decisionBefore"] = to_string(witness->before->outcome);
  return json;
}

}  // namespace

std::string proof_json(const ProvedClaim& proved) {
  const prove::Proof& proof = proved.proved.proof;
  JsonOut json{{"schema", "cordon.proof.v1"}, {"claim", to_string(proved.claim)},
               {"policies", proved.policies}, {"verdict", to_string(proof.verdict)},
               {"meaning", in_words(proved)}, {"witness", witness_json(proved)},
               {"undecidedBy", proof.causes}, {"reliesOn", proved.relies_on}};
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

}  // namespace cordon
