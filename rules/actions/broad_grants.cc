#include "rules/actions/broad_grants.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "engine/pattern_sets.h"
#include "rules/conditions/guards.h"

namespace cordon::rules {
namespace {

struct Facts {
  std::string_view action;
  std::string_view key;
  std::string_view example;
  std::string_view roles;  // what the action works on
};

constexpr Facts kPassRoleFacts{"iam:PassRole", "iam:PassedToService", "lambda.amazonaws.com",
                               "arn:aws:iam::*:role/*"};
constexpr Facts kServiceLinkedFacts{"iam:CreateServiceLinkedRole", "iam:AWSServiceName",
                                    "autoscaling.amazonaws.com",
                                    "arn:aws:iam::*:role/aws-service-role/*"};

const Facts& facts_of(DelicateAction action) {
  return action == DelicateAction::kPassRole ? kPassRoleFacts : kServiceLinkedFacts;
}

// AWS takes `*.amazonaws.com` for no service at all.
bool names_services(const ConditionUse& use, DelicateAction action) {
  return std::ranges::none_of(use.entry.values, [&](const PolicyText& value) {
    return action == DelicateAction::kPassRole ? value.value == "*" : value.value.starts_with('*');
  });
}

const PolicyText* star_of(const Statement& statement) {
  const auto& resources = listed_resources(statement);
  const auto star = std::ranges::find(resources, "*", &PolicyText::value);
  return star == resources.end() ? nullptr : &*star;
}

// NotResource of all roles leaves none.
bool leaves_roles(const Statement& statement, const Facts& facts) {
  const Pattern roles = Pattern::glob(facts.roles);
  return std::ranges::none_of(statement.resource->entries, [&](const PolicyText& entry) {
    return contains(Pattern::glob(entry.value), roles) == Truth::kTrue;
  });
}

// Where the reach is written; no value: the statement's is another.
std::optional<Span> place_of(const Statement& statement, Reach reach, const Facts& facts) {
  if (!statement.resource) return {};
  if (reach == Reach::kEverything) {
    const PolicyText* star = star_of(statement);
    return star == nullptr ? std::nullopt : std::optional(star->node.span());
  }
  const bool broad = statement.resource->negated && leaves_roles(statement, facts);
  return broad ? std::optional(statement.resource->span) : std::nullopt;
}

std::string message_of(const ActionCoverage& covered, Reach reach, const Facts& facts) {
  const std::string_view where =
      reach == Reach::kEverything ? "on every role" : "on every role but those of NotResource";
  switch (covered.how) {
    case Covered::kByPattern:
      return fmt::format("{} allows `{}` {}", backticked(covered.entry->value), facts.action,
                         where);
    case Covered::kByExclusion:
      return fmt::format("NotAction leaves `{}` allowed {}", facts.action, where);
    case Covered::kExactly:
    case Covered::kNot:
      break;
  }
  return fmt::format("`{}` is allowed {}", facts.action, where);
}

std::string help_of(const ActionCoverage& covered, const Facts& facts) {
  const std::string guard =
      fmt::format("add \"StringEquals\": {{\"{}\": \"{}\"}}", facts.key, facts.example);
  return covered.how == Covered::kExactly
             ? fmt::format("name the roles in Resource, or {}", guard)
             : fmt::format("allow `{}` in a statement of its own that names the roles",
                           facts.action);
}

}  // namespace

std::string_view guard_key(DelicateAction action) { return facts_of(action).key; }

const ConditionEntry* service_guard(const Statement& statement, DelicateAction action) {
  for (const ConditionUse& use : conditions_of(statement)) {
    const bool asks = asks_for_value(use) || asks_for_value_if_there(use);
    if (asks && is_key(use, guard_key(action)) && names_services(use, action)) return &use.entry;
  }
  return nullptr;
}

void report_broad_grants(const Subject& subject, DelicateAction action, Covered how, Reach reach,
                         Found& found) {
  if (!subject.is(PolicyType::kIdentity)) return;
  const Facts& facts = facts_of(action);
  for (const std::size_t i : statements_on(subject, facts.action)) {
    const Statement& statement = subject.statements()[i];
    if (!is_allow(statement)) continue;
    const ActionCoverage covered = coverage(statement, facts.action);
    if (covered.how != how || service_guard(statement, action) != nullptr) continue;
    const auto place = place_of(statement, reach, facts);
    if (!place) continue;
    Finding& finding =
        found.add(subject, *place, message_of(covered, reach, facts), help_of(covered, facts));
    const Span actions =
        covered.entry != nullptr ? covered.entry->node.span() : statement.action->span;
    finding.relate(subject.source(), actions, fmt::format("allows `{}`", facts.action));
  }
}

}  // namespace cordon::rules
