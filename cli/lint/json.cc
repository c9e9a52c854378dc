// Everything that is known of a lint run, as one document: cordon.lint.v1. Members may be added to
// it; none is renamed or removed under this name.

#include <nlohmann/json.hpp>

#include "cli/lint/formats.h"
#include "cli/lint/path_json.h"
#include "cli/lint/places.h"
#include "rules/rule.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;
using rules::JudgedFinding;

JsonOut or_null(std::string_view text) { return text.empty() ? JsonOut(nullptr) : JsonOut(text); }

JsonOut position_json(const Source& source, std::uint32_t offset) {
  const Position position = source.position(offset);
  return {{"line", position.line}, {"column", position.column}, {"offset", offset}};
}

JsonOut span_json(const Source& source, Span span) {
  return {{"start", position_json(source, span.begin)}, {"end", position_json(source, span.end)}};
}

/// `file` and `span`, and inside of an embedded document `documentSpan`.
void put_place(const Source& source, Span span, JsonOut& object) {
  const FilePlace place = file_place(source, span);
  object["file"] = place.file->name();
  object["span"] = span_json(*place.file, place.span);
  if (place.document != nullptr) {
    object["documentSpan"] = span_json(*place.document, place.inside);
  }
}

JsonOut related_json(const rules::Finding& finding) {
  JsonOut list = JsonOut::array();
  for (const rules::RelatedPlace& related : finding.related) {
    JsonOut json{{"message", related.message}};
    put_place(*related.source, related.span, json);
    list.push_back(std::move(json));
  }
  return list;
}

JsonOut fix_json(const rules::Finding& finding) {
  if (!finding.fix) return nullptr;
  JsonOut edits = JsonOut::array();
  for (const rules::Edit& edit : finding.fix->edits) {
    JsonOut json = JsonOut::object();
    put_place(*finding.source, edit.span, json);
    json["text"] = edit.text;
    edits.push_back(std::move(json));
  }
  return {{"title", finding.fix->title}, {"safe", finding.fix->safe}, {"edits", std::move(edits)}};
}

std::string_view word(JudgedFinding::State state) {
  switch (state) {
    case JudgedFinding::State::kActive:
      return "active";
    case JudgedFinding::State::kSuppressed:
      return "suppressed";
    case JudgedFinding::State::kBaselined:
      return "baselined";
  }
  return "";
}

JsonOut finding_json(const JudgedFinding& judged, PolicyPlaces& places) {
  const rules::Finding& finding = judged.finding;
  const rules::LintedPolicy* policy = places.policy_at(*finding.source, finding.span);
  JsonOut json{{"rule", finding.rule->id},
               {"name", finding.rule->name},
               {"level", to_string(finding.level)},
               {"awsCode", or_null(finding.aws_code)},
               {"message", finding.message},
               {"help", or_null(finding.help)},
               {"policy", policy == nullptr ? JsonOut(nullptr) : JsonOut(policy->name)}};
  put_place(*finding.source, finding.span, json);
  json["path"] = path_json<JsonOut>(places.in_document(policy, finding.span));
  json["related"] = related_json(finding);
  json["fix"] = fix_json(finding);
  json["state"] = word(judged.state);
  json["reason"] = or_null(judged.reason);
  json["fingerprint"] = or_null(judged.fingerprint);
  return json;
}

JsonOut findings_json(const rules::LintResult& result) {
  PolicyPlaces places(result);
  JsonOut list = JsonOut::array();
  for (const JudgedFinding& judged : result.findings) list.push_back(finding_json(judged, places));
  return list;
}

JsonOut policies_json(const rules::LintResult& result) {
  JsonOut list = JsonOut::array();
  for (const rules::LintedPolicy& policy : result.policies) {
    list.push_back({{"name", policy.name},
                    {"file", file_place(*policy.source, {}).file->name()},
                    {"type", to_string(policy.type)},
                    {"typeIsInferred", policy.type_is_inferred},
                    {"resourceType", or_null(policy.resource_type)}});
  }
  return list;
}

JsonOut counts_json(const rules::LintResult& result) {
  JsonOut counts{{"error", 0}, {"security", 0}, {"warning", 0}, {"info", 0}};
  for (const JudgedFinding& judged : result.findings) {
    if (judged.state != JudgedFinding::State::kActive) continue;
    JsonOut& count = counts[std::string(to_string(judged.finding.level))];
    count = count.get<std::size_t>() + 1;
  }
  counts["suppressed"] = result.count(JudgedFinding::State::kSuppressed);
  counts["baselined"] = result.count(JudgedFinding::State::kBaselined);
  counts["policies"] = result.policies.size();
  counts["files"] = result.files;
  return counts;
}

}  // namespace

std::string lint_json(const rules::LintResult& result, const Painter& /*paint*/) {
  const JsonOut json{{"schema", "cordon.lint.v1"},
                     {"dataDate", or_null(result.data_date)},
                     {"failOn", to_string(result.fail_on)},
                     {"counts", counts_json(result)},
                     {"findings", findings_json(result)},
                     {"policies", policies_json(result)},
                     {"errors", result.errors}};
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

}  // namespace cordon
