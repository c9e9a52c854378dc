// What AWS's ValidatePolicy answers: one response a policy, one after the other, in the order in
// which the policies were found. Only what AWS has a code for, and with AWS's own rating. A run on
// one policy gives exactly the API's response; of several, each begins with the policy's name.

#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "cli/lint/formats.h"
#include "cli/lint/path_json.h"
#include "cli/lint/places.h"
#include "rules/findings/aws_codes.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;
using rules::JudgedFinding;
using rules::LintedPolicy;

/// The text that AWS would be given: the document alone when it stands in a larger file.
Span text_of(const LintedPolicy& policy) {
  const bool alone = !policy.root || policy.root->index() == 0;
  return alone ? Span{} : policy.root->span();
}

/// Lines from 1, columns and offsets from 0, in characters, as the API counts them (API reference,
/// Position).
JsonOut position_json(const Source& source, std::uint32_t offset, Span text) {
  const Position first = source.position(text.begin);
  const Position position = source.position(offset);
  const std::uint32_t indent = position.line == first.line ? first.column - 1 : 0;
  return {{"line", position.line - first.line + 1},
          {"column", position.column - 1 - indent},
          {"offset", source.code_points({.begin = text.begin, .end = offset})}};
}

JsonOut location_json(const Source& source, const rules::JsonPlace& place, Span text) {
  return {{"path", path_json<JsonOut>(place)},
          {"span",
           {{"start", position_json(source, place.span.begin, text)},
            {"end", position_json(source, place.span.end, text)}}}};
}

JsonOut locations_json(const rules::Finding& finding, const LintedPolicy& policy,
                       PolicyPlaces& places) {
  const Span text = text_of(policy);
  JsonOut list = JsonOut::array();
  list.push_back(location_json(*finding.source, places.in_document(&policy, finding.span), text));
  for (const rules::RelatedPlace& related : finding.related) {
    // Of another document there is no place in this one.
    if (places.policy_at(*related.source, related.span) != &policy) continue;
    list.push_back(location_json(*related.source, places.in_document(&policy, related.span), text));
  }
  return list;
}

JsonOut finding_json(const rules::Finding& finding, const rules::AwsCode& code,
                     const LintedPolicy& policy, PolicyPlaces& places) {
  return {{"findingDetails",
           finding.help.empty() ? finding.message : finding.message + "; " + finding.help},
          {"findingType", to_string(code.type)},
          {"issueCode", code.code},
          {"learnMoreLink", learn_more_link(code)},
          {"locations", locations_json(finding, policy, places)}};
}

}  // namespace

std::string lint_access_analyzer(const rules::LintResult& result, const Painter& /*paint*/) {
  PolicyPlaces places(result);
  std::map<const LintedPolicy*, JsonOut> findings;
  for (const JudgedFinding& judged : result.findings) {
    const rules::Finding& finding = judged.finding;
    const rules::AwsCode* code = rules::find_aws_code(finding.aws_code);
    const LintedPolicy* policy = places.policy_at(*finding.source, finding.span);
    const bool active = judged.state == JudgedFinding::State::kActive;
    if (!active || code == nullptr || policy == nullptr) continue;
    findings[policy].push_back(finding_json(finding, *code, *policy, places));
  }
  std::string text;
  for (const LintedPolicy& policy : result.policies) {
    JsonOut response = JsonOut::object();
    if (result.policies.size() > 1) response["policy"] = policy.name;
    const auto found = findings.find(&policy);
    response["findings"] = found == findings.end() ? JsonOut::array() : std::move(found->second);
    text += response.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
  }
  return text;
}

}  // namespace cordon
