#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "cli/prove/analyzer_text.h"
#include "engine/decided_by.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

JsonOut reason_json(const prove::Witness& witness, const StatementHit& hit) {
  const Request& request = witness.request;
  JsonOut json{{"description", fmt::format("{} on {} is allowed by the statement with index {}",
                                           request.action(), request.resource(), hit.statement)},
               {"statementIndex", hit.statement}};
  const std::string& sid = hit.policy->statements[hit.statement].sid;
  if (!sid.empty()) json["statementId"] = sid;
  return json;
}

void append_reasons(const prove::PolicyProof& example, JsonOut& reasons) {
  const prove::Witness& witness = *example.proof.witness;
  for (const StatementHit& hit : decided_by(witness.decision, witness.request, example.policies)) {
    if (!prove::is_assumed(*hit.policy)) reasons.push_back(reason_json(witness, hit));
  }
}

}  // namespace

std::string analyzer_json(const AnalyzerCheck& check) {
  JsonOut reasons = JsonOut::array();
  for (const prove::PolicyProof* example : check.examples) append_reasons(*example, reasons);
  for (const std::string& cause : check.causes) reasons.push_back({{"description", cause}});
  const JsonOut json{{"result", check.verdict == prove::Verdict::kHolds ? "PASS" : "FAIL"},
                     {"message", check.message},
                     {"reasons", std::move(reasons)}};
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

}  // namespace cordon
