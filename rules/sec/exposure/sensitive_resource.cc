#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "engine/pattern_sets.h"
#include "engine/resource_set.h"
#include "grammar/arn.h"
#include "rules/actions/actions.h"
#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// A configured pattern, `arn:aws:s3:::payroll/*`, as Resource would take it.
struct Jewel {
  const std::string* text = nullptr;
  ResourceEntry entry;
  Pattern service;
  Pattern resource;
};

std::vector<Jewel> jewels_of(const Settings& settings) {
  std::vector<Jewel> jewels;
  for (const std::string& text : settings.sensitive_resources) {
    const auto arn = split_arn(text);
    jewels.push_back({.text = &text,
                      .entry = compile_resource(text, PolicyType::kIdentity, PolicyVersion::k2008),
                      .service = Pattern::glob(arn ? arn->service : "*"),
                      .resource = Pattern::glob(arn ? arn->resource : "*")});
  }
  return jewels;
}

// Service and last field apart: as one text a wildcard would run on into the next field.
bool works_on(const catalogue::Action& action, const Jewel& jewel) {
  return std::ranges::any_of(action.resources, [&](const catalogue::ResourceUse& use) {
    const ArnFormat* format = format_of(action.service, use.type);
    return format != nullptr && jewel.service.matches((*format)[ArnField::kService]) &&
           fits(*format, jewel.resource);
  });
}

bool works_on(const Statement& statement, const Jewel& jewel) {
  if (!statement.action) return false;
  if (statement.action->negated || lists_everything(statement.action)) return true;
  return std::ranges::any_of(statement.action->entries, [&](const PolicyText& entry) {
    const catalogue::MatchingActions actions = catalogue::actions_matching(entry.value);
    return std::ranges::any_of(
        actions, [&](const catalogue::Action& action) { return works_on(action, jewel); });
  });
}

bool any_pair(const ResourceEntry& entry, const Jewel& jewel,
              Truth (*relation)(const Pattern&, const Pattern&)) {
  if (entry.everything) return true;
  return std::ranges::any_of(entry.patterns, [&](const Pattern& a) {
    return std::ranges::any_of(jewel.entry.patterns,
                               [&](const Pattern& b) { return relation(a, b) == Truth::kTrue; });
  });
}

// A value with a variable can be any text, so that nothing is said of it.
const PolicyText* reaching_entry(const Subject& subject, const Statement& statement,
                                 const Jewel& jewel) {
  const auto& resources = listed_resources(statement);
  const auto found = std::ranges::find_if(resources, [&](const PolicyText& entry) {
    return any_pair(compile_resource(entry.value, subject.type, subject.document.version), jewel,
                    intersects);
  });
  return found == resources.end() ? nullptr : &*found;
}

// A Deny of everything on it, whatever else the document allows.
bool is_denied(const Subject& subject, const Jewel& jewel) {
  return std::ranges::any_of(subject.statements(), [&](const Statement& statement) {
    if (!is_deny(statement) || !statement.conditions.empty()) return false;
    return lists_everything(statement.action) &&
           std::ranges::any_of(listed_resources(statement), [&](const PolicyText& entry) {
             return any_pair(compile_resource(entry.value, subject.type, subject.document.version),
                             jewel, contains);
           });
  });
}

void check(const Subject& subject, Found& found) {
  if (!subject.is(PolicyType::kIdentity) || subject.settings->sensitive_resources.empty()) return;
  for (const Jewel& jewel : jewels_of(*subject.settings)) {
    if (is_denied(subject, jewel)) continue;
    for (const Statement& statement : subject.statements()) {
      if (!is_allow(statement)) continue;
      const PolicyText* entry = reaching_entry(subject, statement, jewel);
      if (entry == nullptr || !works_on(statement, jewel)) continue;
      found.add(subject, entry->node.span(),
                fmt::format("{} reaches `{}`, which is configured as sensitive",
                            backticked(entry->value), *jewel.text),
                "name the resources that are meant, or deny this one");
    }
  }
}

}  // namespace

extern const Rule kSensitiveResource{
    .id = "SEC056",
    .name = "sensitive-resource",
    .level = Level::kSecurity,
    .parliament = "SENSITIVE_ACCESS",
    .summary = "a configured sensitive resource within reach",
    .doc =
        R"(The configuration lists patterns of resources that are not to be reached, and this Allow reaches one, by an action
that works on such resources. A Deny of all actions on it in the same document is heeded. Without such a list this
rule is silent.
)",
    .check = check,
};

}  // namespace cordon::rules
