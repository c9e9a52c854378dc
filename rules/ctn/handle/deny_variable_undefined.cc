#include <fmt/format.h>

#include <optional>
#include <vector>

#include "engine/key_template.h"
#include "rules/containment/intruder.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

struct Use {
  const PolicyText* text = nullptr;
  const ConditionEntry* condition = nullptr;  // that it stands in; null: in Resource
  VariableUse variable;
};

void add_uses(const PolicyDocument& document, const PolicyText& text,
              const ConditionEntry* condition, std::vector<Use>& uses) {
  const KeyTemplate parsed(text.value, document.version, KeyTemplate::Wildcards::kGlob);
  for (const VariableUse& variable : parsed.variables()) {
    if (!variable.fallback) {
      uses.push_back({.text = &text, .condition = condition, .variable = variable});
    }
  }
}

// Those whose value decides whether the Deny applies, in Resource and in positive tests.
std::vector<Use> uses_in(const PolicyDocument& document, const Statement& statement) {
  std::vector<Use> uses;
  if (statement.resource && !statement.resource->negated) {
    for (const PolicyText& entry : statement.resource->entries)
      add_uses(document, entry, nullptr, uses);
  }
  for (const ConditionUse& test : conditions_of(statement)) {
    if (!test.positive() || !test.op.base->variables) continue;
    for (const PolicyText& value : test.entry.values) add_uses(document, value, &test.entry, uses);
  }
  return uses;
}

// Somebody whose requests lack the key, and who gets through for that reason alone.
std::optional<Request> without(const Intruder& intruder, const Use& use) {
  const auto on_entry = use.condition == nullptr ? intruder.call_on(use.text->value) : std::nullopt;
  const Call& call = on_entry ? *on_entry : intruder.call();
  std::vector<Holds> kinds{Holds::kRoleSession};
  if (!intruder.is_role())
    kinds = {Holds::kLongTermKey, Holds::kFederationToken, Holds::kRoleSession};
  const auto spared_by_it = [&](const Request& request) {
    return request.attribute(use.variable.key).presence == Attribute::Presence::kAbsent &&
           intruder.bites_but_for(request, use.condition) && !intruder.bites(request) &&
           intruder.gets_through(request);
  };
  for (const Holds holds : kinds) {
    if (auto request = intruder.find_request(holds, call, spared_by_it)) return request;
  }
  return std::nullopt;
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const Use& use : uses_in(subject.document, *step.statement)) {
      if (!found.may_try(subject)) return;
      const auto through = without(Intruder(subject, step.index), use);
      if (!through) continue;
      found.add(
          subject, use.text->node.span(),
          fmt::format("`${{{}}}` has no value for everybody: {} gets through where it has none",
                      use.variable.key.name, describe(*through)),
          "write the value itself");
      break;
    }
  }
}

}  // namespace

extern const Rule kDenyVariableUndefined{
    .id = "CTN039",
    .name = "deny-variable-undefined",
    .level = Level::kSecurity,
    .summary = "variable in a Deny that has no value for some principals",
    .doc =
        R"(A policy variable without a value and without a default matches nothing: the resource or the condition
that it stands in does not match, and the Deny does not apply. `${aws:username}` has no value for roles
and federation tokens, a tag none for whoever lacks the tag.
)",
    .check = check,
};

}  // namespace cordon::rules
