#include <nlohmann/json.hpp>

#include "cli/decision_text.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

std::string_view word(Truth matched) {
  switch (matched) {
    case Truth::kTrue:
      return "yes";
    case Truth::kFalse:
      return "no";
    case Truth::kUnknown:
      return "unknown";
  }
  return "";
}

std::string_view word(OpenPoint::Kind kind) {
  switch (kind) {
    case OpenPoint::Kind::kKey:
      return "contextKey";
    case OpenPoint::Kind::kRequestTime:
      return "requestTime";
    case OpenPoint::Kind::kResourcePolicy:
      return "resourcePolicy";
    case OpenPoint::Kind::kUnreadable:
      return "unreadablePolicy";
    case OpenPoint::Kind::kSessionPolicy:
      return "sessionPolicy";
    case OpenPoint::Kind::kCaller:
      return "caller";
    case OpenPoint::Kind::kUndocumented:
      return "undocumented";
  }
  return "";
}

bool has_levels(Layer layer) { return layer == Layer::kScp || layer == Layer::kRcp; }

JsonOut statement_json(const StatementPlace& place) {
  const std::string& sid = place.policy->statements[place.statement].sid;
  JsonOut json{{"policyType", to_string(place.policy->type)},
               {"policy", place.policy->name},
               {"statement", place.statement},
               {"sid", sid.empty() ? JsonOut(nullptr) : JsonOut(sid)}};
  if (has_levels(place.layer)) json["level"] = place.level;
  return json;
}

JsonOut decided_by_json(const DecidedRequest& decided) {
  JsonOut list = JsonOut::array();
  for (const StatementHit& hit : decided_by(decided.decision, decided.request, decided.policies)) {
    list.push_back(statement_json({hit.layer, hit.level, hit.statement, hit.policy}));
  }
  return list;
}

JsonOut possible_json(const Decision& decision) {
  JsonOut list = JsonOut::array();
  for (const Outcome outcome :
       {Outcome::kAllowed, Outcome::kImplicitDeny, Outcome::kExplicitDeny}) {
    if (decision.can_be(outcome)) list.push_back(to_string(outcome));
  }
  return list;
}

JsonOut layers_json(const Explanation& explanation) {
  JsonOut list = JsonOut::array();
  for (const LayerExplanation& layer : explanation.layers) {
    JsonOut json{{"policyType", kLayerNames[static_cast<std::size_t>(layer.layer)]},
                 {"part", word(layer.part)}};
    if (!layer.note.empty()) json["note"] = layer.note;
    list.push_back(std::move(json));
  }
  return list;
}

JsonOut open_json(const OpenPoint& point) {
  JsonOut json{{"kind", word(point.kind)}, {"key", nullptr}, {"why", point.why}, {"tell", nullptr}};
  if (point.key) json["key"] = point.key->name;
  if (const std::string tell = how_to_tell(point); !tell.empty()) json["tell"] = tell;
  if (point.place) {
    json.update(statement_json(*point.place));
  } else if (point.policy) {
    json["policyType"] = to_string(point.policy->type);
    json["policy"] = point.policy->name;
  }
  return json;
}

JsonOut element_json(const ElementExplanation& element) {
  return {{"matched", word(element.matched)}, {"why", element.why}};
}

JsonOut condition_json(const ConditionExplanation& explained) {
  const CompiledCondition& condition = *explained.condition;
  JsonOut values = JsonOut::array();
  for (const ConditionValue& value : condition.values) values.push_back(value.text);
  return {{"operator", condition.operator_name},
          {"key", condition.key.name},
          {"values", std::move(values)},
          {"matched", word(explained.result.value)},
          {"why", explained.why}};
}

JsonOut trace_json(const StatementExplanation& one) {
  JsonOut json = statement_json(one.place);
  json["effect"] = one.effect == Effect::kAllow ? "Allow" : "Deny";
  json["matched"] = word(one.matched);
  json["action"] = element_json(one.action);
  if (one.principal) json["principal"] = element_json(*one.principal);
  json["resource"] = element_json(one.resource);
  json["conditions"] = JsonOut::array();
  for (const ConditionExplanation& condition : one.conditions) {
    json["conditions"].push_back(condition_json(condition));
  }
  json["notes"] = one.notes;
  return json;
}

}  // namespace

std::string_view word(LayerExplanation::Part part) {
  switch (part) {
    case LayerExplanation::Part::kNotGiven:
      return "notGiven";
    case LayerExplanation::Part::kAllows:
      return "allows";
    case LayerExplanation::Part::kDenies:
      return "denies";
    case LayerExplanation::Part::kSilent:
      return "silent";
    case LayerExplanation::Part::kOpen:
      return "open";
    case LayerExplanation::Part::kExempt:
      return "exempt";
  }
  return "";
}

std::string decision_json(const DecidedRequest& decided) {
  const Decision& decision = decided.decision;
  const Explanation& explanation = decided.explanation;
  const bool undecided = decision.outcome == Outcome::kUndecided;
  JsonOut json = JsonOut::object();
  json["decision"] = to_string(decision.outcome);
  if (undecided) json["possible"] = possible_json(decision);
  json["reason"] = to_string(decision.reason);
  json["decidedBy"] = decided_by_json(decided);
  json["missingContextKeys"] = JsonOut::array();
  for (const ContextKey* key : explanation.missing) json["missingContextKeys"].push_back(key->name);
  if (decided.as_expected) json["asExpected"] = *decided.as_expected;
  json["layers"] = layers_json(explanation);
  if (undecided) {
    json["undecidedBy"] = JsonOut::array();
    for (const OpenPoint& point : explanation.open) json["undecidedBy"].push_back(open_json(point));
  }
  if (decided.with_trace) {
    json["trace"] = JsonOut::array();
    for (const StatementExplanation& one : explanation.statements) {
      json["trace"].push_back(trace_json(one));
    }
  }
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

}  // namespace cordon
