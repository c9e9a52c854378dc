#include <fmt/format.h>

#include "engine/explain.h"
#include "engine/explain_words.h"

namespace cordon {
namespace {

ElementExplanation explain_action(const CompiledPolicy& policy, std::size_t index,
                                  const Request& request) {
  const std::optional<ListElement>& element = policy.statements[index].action;
  const std::string action = in_ticks(request.action());
  const bool matched = policy.actions.matching(request.action_lower()).contains(index);
  if (!element) return {truth(matched), "the statement has no Action"};
  const std::string_view name = element->negated ? "NotAction" : "Action";
  std::vector<std::string> texts;
  for (const PolicyText& entry : element->entries) {
    if (action_matches(entry.value, request.action())) {
      return {truth(matched),
              fmt::format("{} is matched by {}'s {}", action, name, in_ticks(entry.value))};
    }
    texts.push_back(in_ticks(entry.value));
  }
  return {truth(matched),
          fmt::format("{} is not matched by {}'s {}", action, name, list_of(texts, "or"))};
}

std::string_view how_named(const Named& named) {
  if (named[Naming::kDirect] == Truth::kTrue) return "names the caller";
  if (named[Naming::kLimited] == Truth::kTrue) return "names the role or user behind the caller";
  if (named[Naming::kAccount] == Truth::kTrue) return "names the caller's account";
  return "may name the caller";
}

std::string_view why_naming_is_open(PrincipalPattern::Kind kind) {
  switch (kind) {
    case PrincipalPattern::Kind::kSession:
      return "the session's name is not told";
    case PrincipalPattern::Kind::kUniqueId:
      return "the caller's unique id is not told";
    case PrincipalPattern::Kind::kUser:
      return "the user who called GetFederationToken is not told";
    case PrincipalPattern::Kind::kCanonicalUser:
      return "which account has this canonical id is not known offline";
    case PrincipalPattern::Kind::kEveryone:
    case PrincipalPattern::Kind::kAccount:
    case PrincipalPattern::Kind::kRole:
    case PrincipalPattern::Kind::kFederatedUser:
    case PrincipalPattern::Kind::kService:
    case PrincipalPattern::Kind::kFederated:
    case PrincipalPattern::Kind::kNobody:
      break;
  }
  return "AWS does not document it";
}

std::string caller_text(const Caller& caller) {
  return in_ticks(caller.arn.empty() ? caller.name : caller.arn);
}

// The pattern that says most about the caller, and how it names it.
struct NamingPattern {
  const PrincipalPattern* pattern = nullptr;
  Named named;
};

NamingPattern best_pattern(const PrincipalSet& principals, const Caller& caller,
                           CallerFacts facts) {
  NamingPattern best;
  for (const PrincipalPattern& pattern : principals.patterns()) {
    const Named named = PrincipalSet(false, {pattern}).allows(caller, facts);
    if (named.any() == Truth::kFalse) continue;
    if (!best.pattern || named.any() > best.named.any()) best = {&pattern, named};
  }
  return best;
}

std::string why_named(const PrincipalSet& principals, Truth matched, const Caller& caller,
                      CallerFacts facts) {
  const std::string_view name = principals.negated() ? "NotPrincipal" : "Principal";
  const NamingPattern best = best_pattern(principals, caller, facts);
  if (!best.pattern) {
    std::vector<std::string> texts;
    for (const PrincipalPattern& pattern : principals.patterns()) {
      texts.push_back(in_ticks(pattern.text));
    }
    return fmt::format("{} is not named by {}'s {}", caller_text(caller), name,
                       list_of(texts, "or"));
  }
  std::string text =
      fmt::format("{}'s {} {}", name, in_ticks(best.pattern->text), how_named(best.named));
  if (best.named.any() == Truth::kUnknown) {
    text += fmt::format(": {}", why_naming_is_open(best.pattern->kind));
  } else if (principals.negated() && matched != Truth::kFalse) {
    text += matched == Truth::kTrue
                ? ", which spares it only together with its account and its role"
                : ", and AWS does not document whether that alone spares it";
  }
  return text;
}

std::optional<ElementExplanation> explain_principal(const CompiledStatement& statement,
                                                    const Caller& caller, CallerFacts facts) {
  if (!statement.principals.given()) return std::nullopt;
  const Truth matched = statement.effect == Effect::kAllow
                            ? statement.principals.allows(caller, facts).any()
                            : statement.principals.denies(caller, facts);
  return ElementExplanation{matched, why_named(statement.principals, matched, caller, facts)};
}

}  // namespace

StatementExplanation explain_statement(StatementPlace place, const Request& request,
                                       CallerFacts facts) {
  const CompiledStatement& compiled = place.policy->statements[place.statement];
  StatementExplanation explained{.place = place, .effect = compiled.effect};
  explained.action = explain_action(*place.policy, place.statement, request);
  explained.principal = explain_principal(compiled, request.caller(), facts);
  ResourceExplanation resource = explain_resource(compiled, request);
  explained.resource = std::move(resource.element);
  explained.notes = std::move(resource.notes);
  Truth matched = explained.action.matched & explained.resource.matched;
  if (explained.principal) matched = matched & explained.principal->matched;
  for (const CompiledCondition& condition : compiled.conditions) {
    explained.conditions.push_back(explain_condition(condition, request, compiled.effect));
    matched = matched & explained.conditions.back().result.value;
  }
  explained.matched = matched;
  return explained;
}

}  // namespace cordon
