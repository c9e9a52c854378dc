#include "rules/esc/grants.h"

#include <algorithm>
#include <string>

#include "engine/pattern_sets.h"
#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/esc/guards.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kPassRole = "iam:passrole";

/// Actions that are no escalation when they work on the caller alone.
bool needs_other_user(std::string_view action_lower) {
  return action_lower == "iam:createaccesskey" || action_lower == "iam:createloginprofile" ||
         action_lower == "iam:updateloginprofile";
}

/// Actions that a guard on the boundary or on the policy can keep within limits.
bool sets_policies(std::string_view action_lower) {
  return action_lower.starts_with("iam:attach") || action_lower.starts_with("iam:put");
}

bool may_be(std::string_view field, std::string_view wanted) {
  return intersects(Pattern::glob(field), Pattern::glob(wanted)) != Truth::kFalse;
}

Target target_of(std::string_view action_lower) {
  if (action_lower == kPassRole) return Target::kRole;
  return needs_other_user(action_lower) ? Target::kOtherUser : Target::kAnything;
}

bool everything(const Statement& statement) {
  return std::ranges::any_of(listed_resources(statement),
                             [](const PolicyText& entry) { return entry.value == "*"; });
}

bool reaches(const Statement& statement, Target target) {
  if (target == Target::kAnything || !statement.resource || statement.resource->negated) {
    return true;
  }
  return std::ranges::any_of(statement.resource->entries,
                             [&](const PolicyText& entry) { return can_be(entry.value, target); });
}

bool has_open_target(const Statement& statement) {
  if (!statement.resource || statement.resource->negated) return true;
  return std::ranges::any_of(statement.resource->entries, [](const PolicyText& entry) {
    return has_wildcard(entry.value) || entry.value.contains("${");
  });
}

/// The statement's guards leave the action open.
bool is_open(const Subject& subject, const Statement& statement, std::string_view action_lower,
             std::string_view passed_to) {
  if (sets_policies(action_lower) && limits_policies(statement)) return false;
  if (action_lower != kPassRole || passed_to.empty()) return true;
  return may_pass_to(statement, passed_to, subject.document.version);
}

bool has_effect(const Statement& statement, Effect effect) {
  return statement.effect && statement.effect->value == effect;
}

}  // namespace

Span Grant::span() const {
  return coverage.entry != nullptr ? coverage.entry->node.span() : statement->action->span;
}

bool can_be(std::string_view resource, Target target) {
  if (target == Target::kAnything || resource == "*") return true;
  if (target == Target::kOtherUser && resource.contains("${aws:username}")) return false;
  // A variable may be any text.
  std::string pattern;
  for (std::size_t at = 0; at < resource.size(); ++at) {
    const std::size_t end =
        resource.substr(at).starts_with("${") ? resource.find('}', at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      pattern += resource[at];
    } else {
      pattern += '*';
      at = end;
    }
  }
  const auto arn = split_arn(pattern);
  if (!arn) return true;  // its last wildcard may stand for any further fields
  return may_be(arn->service, "iam") &&
         may_be(arn->resource, target == Target::kRole ? "role/*" : "user/*");
}

bool is_administrator(const Principal& principal) {
  return std::ranges::any_of(principal.documents, [](const Subject* subject) {
    return std::ranges::any_of(subject->statements(), [](const Statement& statement) {
      const auto& actions = listed_actions(statement);
      return has_effect(statement, Effect::kAllow) && statement.conditions.empty() &&
             everything(statement) && std::ranges::any_of(actions, [](const PolicyText& entry) {
               return entry.value == "*";
             });
    });
  });
}

Grants::Grants(const Principal& principal) : principal_(principal) {}

bool Grants::denied(std::string_view action_lower) const {
  return std::ranges::any_of(principal_.documents, [&](const Subject* subject) {
    if (subject->compiled == nullptr) return false;
    bool denied = false;
    subject->compiled->actions.matching(action_lower).for_each([&](std::size_t number) {
      const Statement& statement = subject->statements()[number];
      denied = denied || (has_effect(statement, Effect::kDeny) && statement.conditions.empty() &&
                          everything(statement));
    });
    return denied;
  });
}

const std::vector<Grant>& Grants::all_of(std::string_view action) {
  const auto [known, is_new] = known_.try_emplace(action);
  if (!is_new) return known->second;
  const std::string lower = ascii_lower(action);
  const Target target = target_of(lower);
  for (const Subject* subject : principal_.documents) {
    if (subject->compiled == nullptr) continue;
    subject->compiled->actions.matching(lower).for_each([&](std::size_t number) {
      const Statement& statement = subject->statements()[number];
      if (!has_effect(statement, Effect::kAllow) || !reaches(statement, target)) return;
      known->second.push_back({.subject = subject,
                               .statement = &statement,
                               .coverage = coverage(statement, action),
                               .any_target = has_open_target(statement)});
    });
  }
  if (!known->second.empty() && denied(lower)) known->second.clear();
  return known->second;
}

std::optional<Grant> Grants::find(std::string_view action, std::string_view passed_to) {
  std::optional<Grant> best;
  const std::vector<Grant>& all = all_of(action);
  const std::string lower = all.empty() ? "" : ascii_lower(action);
  for (const Grant& grant : all) {
    if (best && !grant.exact()) continue;
    if (!is_open(*grant.subject, *grant.statement, lower, passed_to)) continue;
    best = grant;
    if (grant.exact()) break;
  }
  return best;
}

}  // namespace cordon::rules
