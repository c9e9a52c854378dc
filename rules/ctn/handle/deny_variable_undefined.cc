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
  VariableUse variable;
};

void add_uses(const PolicyDocument& document, const PolicyText& text, std::vector<Use>& uses) {
  const KeyTemplate parsed(text.value, document.version, KeyTemplate::Wildcards::kGlob);
  for (const VariableUse& variable : parsed.variables()) {
    if (!variable.fallback) uses.push_back({&text, variable});
  }
}

// Those whose value decides whether the Deny applies, in Resource and in positive tests.
std::vector<Use> uses_in(const PolicyDocument& document, const Statement& statement) {
  std::vector<Use> uses;
  if (statement.resource && !statement.resource->negated) {
    for (const PolicyText& entry : statement.resource->entries) add_uses(document, entry, uses);
  }
  for (const ConditionEntry& entry : statement.conditions) {
    const KeyTest test{&entry, parse_operator(entry.op.value)};
    if (!test.positive() || !test.op.base->variables) continue;
    for (const PolicyText& value : entry.values) add_uses(document, value, uses);
  }
  return uses;
}

// Somebody whose requests lack the key, and who gets through.
std::optional<Request> without(const Intruder& intruder, const ContextKey& key) {
  std::vector<Holds> kinds{Holds::kRoleSession};
  if (!intruder.is_role())
    kinds = {Holds::kLongTermKey, Holds::kFederationToken, Holds::kRoleSession};
  for (const Holds holds : kinds) {
    Request request = intruder.request(holds, intruder.call());
    if (request.attribute(key).presence != Attribute::Presence::kAbsent) continue;
    if (!intruder.bites(request) && intruder.gets_through(request)) return request;
  }
  return std::nullopt;
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (const Containment& step : containments(subject)) {
    for (const Use& use : uses_in(subject.document, *step.statement)) {
      const auto through = without(Intruder(subject, step.index), use.variable.key);
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
