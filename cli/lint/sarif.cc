// SARIF 2.1.0 (OASIS): for code scanning and whatever else reads it. Rules with their pages,
// results with fingerprints, related places and fixes; what was suppressed stays in, marked.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "cli/lint/formats.h"
#include "cli/lint/places.h"
#include "cli/lint/rating.h"
#include "cli/sarif_parts.h"
#include "rules/findings/aws_codes.h"
#include "rules/page.h"
#include "rules/registry.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;
using rules::JudgedFinding;

std::string_view level(rules::Level level) {
  switch (rating(level)) {
    case Rating::kError:
      return "error";
    case Rating::kWarning:
      return "warning";
    case Rating::kNote:
      return "note";
  }
  return "";
}

// --- Rules --------------------------------------------------------------------------------------

JsonOut tags_json(const rules::Rule& rule) {
  JsonOut tags = JsonOut::array({rule.id.substr(0, 3), to_string(rule.profile)});
  if (is_about_security(rule)) tags.push_back("security");
  for (const std::string_view code : rule.aws_codes) {
    if (!code.empty()) tags.push_back(fmt::format("aws:{}", code));
  }
  return tags;
}

JsonOut properties_json(const rules::Rule& rule) {
  JsonOut properties{{"tags", tags_json(rule)}};
  if (is_about_security(rule)) properties["security-severity"] = security_severity(rule);
  return properties;
}

JsonOut rule_json(const rules::Rule& rule) {
  JsonOut json{{"id", rule.id},
               {"name", rule.name},
               {"shortDescription", {{"text", rule.summary}}},
               {"help", {{"text", rule.doc}, {"markdown", rules::page_markdown(rule)}}},
               {"defaultConfiguration", {{"level", level(rule.level)}}},
               {"properties", properties_json(rule)}};
  if (const auto* code = rules::find_aws_code(rule.aws_codes.front())) {
    json["helpUri"] = learn_more_link(*code);
  }
  return json;
}

// --- Places -------------------------------------------------------------------------------------

// `Statement[0].Action[2]`
std::string path_text(const rules::JsonPlace& place) {
  std::string text;
  for (const rules::PathElement& element : place.path) {
    switch (element.kind) {
      case rules::PathElement::Kind::kValue:
      case rules::PathElement::Kind::kKey:
        text += fmt::format("{}{}", text.empty() ? "" : ".", element.name);
        break;
      case rules::PathElement::Kind::kIndex:
        text += fmt::format("[{}]", element.number);
        break;
      case rules::PathElement::Kind::kSubstring:
        break;
    }
  }
  return text;
}

// --- Results ------------------------------------------------------------------------------------

class Writer {
 public:
  explicit Writer(const rules::LintResult& result)
      : result_(result),
        places_(result),
        has_baseline_(result.count(JudgedFinding::State::kBaselined) > 0) {}

  std::string write() && {
    number_rules();
    JsonOut results = JsonOut::array();
    for (const JudgedFinding& judged : result_.findings) results.push_back(result_json(judged));
    const JsonOut run{{"tool", {{"driver", driver_json()}}},
                      {"invocations", JsonOut::array({invocation_json()})},
                      {"columnKind", "unicodeCodePoints"},
                      {"results", std::move(results)}};
    return sarif_text(run);
  }

 private:
  // Those with a result, in the registry's order.
  void number_rules() {
    for (const JudgedFinding& judged : result_.findings) numbers_[judged.finding.rule] = 0;
    for (const rules::Rule* rule : rules::all_rules()) {
      const auto found = numbers_.find(rule);
      if (found == numbers_.end()) continue;
      found->second = rules_.size();
      rules_.push_back(rule);
    }
  }

  JsonOut driver_json() const {
    JsonOut rules = JsonOut::array();
    for (const rules::Rule* rule : rules_) rules.push_back(rule_json(*rule));
    return {{"name", "cordon"},
            {"version", CORDON_VERSION},
            {"rules", std::move(rules)},
            {"properties", {{"awsDataDate", result_.data_date}}}};
  }

  JsonOut invocation_json() const {
    JsonOut invocation{{"executionSuccessful", result_.errors.empty()}};
    for (const std::string& error : result_.errors) {
      invocation["toolExecutionNotifications"].push_back(
          {{"level", "error"}, {"message", {{"text", error}}}});
    }
    return invocation;
  }

  JsonOut result_json(const JudgedFinding& judged) {
    const rules::Finding& finding = judged.finding;
    const std::string text =
        finding.help.empty() ? finding.message : finding.message + "; " + finding.help;
    JsonOut json{{"ruleId", finding.rule->id},
                 {"ruleIndex", numbers_.at(finding.rule)},
                 {"level", level(finding.level)},
                 {"message", {{"text", text}}},
                 {"locations", JsonOut::array({location_json(finding)})}};
    if (!judged.fingerprint.empty()) {
      json["partialFingerprints"] = {{"cordon/v1", judged.fingerprint}};
    }
    if (!finding.related.empty()) json["relatedLocations"] = related_json(finding);
    if (has_fix(finding)) json["fixes"] = JsonOut::array({fix_json(finding)});
    put_state(judged, json);
    return json;
  }

  JsonOut location_json(const rules::Finding& finding) {
    JsonOut json{
        {"physicalLocation", sarif_place<JsonOut>(file_place(*finding.source, finding.span))}};
    if (const auto* policy = places_.policy_at(*finding.source, finding.span)) {
      const std::string path = path_text(places_.in_document(policy, finding.span));
      json["logicalLocations"] = JsonOut::array(
          {{{"fullyQualifiedName",
             path.empty() ? policy->name : fmt::format("{}#{}", policy->name, path)}}});
    }
    return json;
  }

  static JsonOut related_json(const rules::Finding& finding) {
    JsonOut list = JsonOut::array();
    for (const rules::RelatedPlace& related : finding.related) {
      list.push_back(
          {{"id", list.size() + 1},
           {"message", {{"text", related.message}}},
           {"physicalLocation", sarif_place<JsonOut>(file_place(*related.source, related.span))}});
    }
    return list;
  }

  // Edits of a document that is embedded in another file as a string are not edits of that file.
  static bool has_fix(const rules::Finding& finding) {
    return finding.fix && !finding.source->embedded_in();
  }

  static JsonOut fix_json(const rules::Finding& finding) {
    JsonOut replacements = JsonOut::array();
    for (const rules::Edit& edit : finding.fix->edits) {
      replacements.push_back({{"deletedRegion", sarif_region<JsonOut>(*finding.source, edit.span)},
                              {"insertedContent", {{"text", edit.text}}}});
    }
    return {{"description", {{"text", finding.fix->title}}},
            {"artifactChanges",
             JsonOut::array({{{"artifactLocation", sarif_artifact<JsonOut>(*finding.source)},
                              {"replacements", std::move(replacements)}}})}};
  }

  // A run without a baseline says nothing about new and old.
  void put_state(const JudgedFinding& judged, JsonOut& json) const {
    if (judged.state == JudgedFinding::State::kSuppressed) {
      json["suppressions"] = JsonOut::array(
          {{{"kind", "external"}, {"status", "accepted"}, {"justification", judged.reason}}});
    }
    if (!has_baseline_) return;
    json["baselineState"] = judged.state == JudgedFinding::State::kBaselined ? "unchanged" : "new";
  }

  const rules::LintResult& result_;
  PolicyPlaces places_;
  bool has_baseline_;
  std::map<const rules::Rule*, std::size_t> numbers_;
  std::vector<const rules::Rule*> rules_;
};

}  // namespace

std::string lint_sarif(const rules::LintResult& result, const Painter& /*paint*/) {
  return Writer(result).write();
}

}  // namespace cordon
