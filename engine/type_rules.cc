#include "engine/type_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_set>

#include "engine/rcp_reach.h"
#include "grammar/text.h"

namespace cordon {
namespace {

using Verdicts = std::array<TypeVerdict, kPolicyTypeNames.size()>;
using Places = std::vector<Span>;

// --- The table ----------------------------------------------------------------------------------

// One letter a policy type, in the order of the enumerators: refused, doubted, accepted.
consteval Verdicts on(std::string_view marks) {
  Verdicts verdicts{};
  for (std::size_t i = 0; i < verdicts.size(); ++i) {
    verdicts[i] = marks[i] == 'x'   ? TypeVerdict::kRefused
                  : marks[i] == '?' ? TypeVerdict::kDoubted
                                    : TypeVerdict::kAccepted;
  }
  return verdicts;
}

constexpr std::string_view kDrop = "drop the element, or name the right policy type";
constexpr std::string_view kAssumeRoleHelp =
    "write sts:AssumeRole, sts:AssumeRoleWithSAML, sts:AssumeRoleWithWebIdentity, sts:TagSession, "
    "sts:SetSourceIdentity or sts:SetContext";

constexpr std::array kRules = std::to_array<TypeRuleInfo>({
    //                                     i r t b s s r e
    //                                     d e r o e c c n
    //                                     e s u u s p p d
    //                                     n o s n s     p
    {TypeRule::kId, "id", "", "`Id`", "drop it: only policies of resources have an `Id`",
     on("x..xxxx.")},
    {TypeRule::kVersion, "version", "", "a `Version` other than `2012-10-17`, or none,",
     R"(write "Version": "2012-10-17")", on(".....xx.")},
    {TypeRule::kSidCharacters, "sid-characters", "UNSUPPORTED_SID",
     "a `Sid` with characters other than A-Z, a-z and 0-9", "rename the statement", on("x.xxx...")},
    {TypeRule::kSidRepeated, "sid-repeated", "UNIQUE_SIDS_REQUIRED", "the same `Sid` twice",
     "rename one of the statements", on("x.xxx...")},
    {TypeRule::kAllow, "allow", "RCP_SYNTAX_ERROR_ALLOW", "`Allow`",
     "write `Deny`: RCPFullAWSAccess, which AWS attaches, is the only one that allows",
     on("......x.")},
    {TypeRule::kPrincipal, "principal", "UNSUPPORTED_PRINCIPAL", "Principal", kDrop,
     on("x..xxx..")},
    {TypeRule::kNotPrincipal, "not-principal", "ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
     "NotPrincipal",
     "name principals with Principal, or spare them by a condition on "
     "`aws:PrincipalArn`",
     on("x.xxxxx?")},
    {TypeRule::kNoPrincipal, "no-principal", "MISSING_PRINCIPAL", "a statement without Principal",
     R"(add "Principal", or name the right policy type)", on(".xx...xx")},
    {TypeRule::kPrincipalNotEveryone, "principal-not-everyone", "RCP_SYNTAX_ERROR_PRINCIPAL",
     "a Principal other than `*`",
     R"(write "Principal": "*" and a condition on `aws:PrincipalArn`)", on("......x.")},
    {TypeRule::kPrincipalEveryone, "principal-everyone",
     "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", "everyone as Principal",
     "name who may assume the role; here everyone may", on("..?.....")},
    {TypeRule::kPrincipalFederated, "principal-federated", "FEDERATED_PRINCIPAL_NOT_SUPPORTED",
     "a `Federated` principal", "name the role that its sessions are of", on(".x.....x")},
    {TypeRule::kNotAction, "not-action", "RCP_SYNTAX_ERROR_NOTACTION", "NotAction",
     "list the actions under Action", on("......x.")},
    {TypeRule::kActionEverything, "action-everything", "RCP_SYNTAX_ERROR_ACTION", "the action `*`",
     "name the service: `s3:*`, `sts:AssumeRole`", on("..x...x.")},
    {TypeRule::kActionWithoutService, "action-without-service", "INVALID_ACTION",
     "an action that is neither `*` nor `service:name`",
     "write the service's prefix: it never "
     "matches",
     on("x?xxxxx?")},
    {TypeRule::kActionWildcardService, "action-wildcard-service", "",
     "a wildcard in the service of an action", "name the service", on("??x???x?")},
    {TypeRule::kActionOutOfReach, "action-out-of-reach", "RCP_SYNTAX_ERROR_ACTION",
     "an action of a service that RCPs were not known to reach", "", on("......?.")},
    {TypeRule::kActionNotAssumeRole, "action-not-assume-role", "",
     "an action that opens no session of a role", kAssumeRoleHelp, on("..x.....")},
    {TypeRule::kActionAssumeRoleByGlob, "action-assume-role-by-glob", "",
     "a wildcard in an action of `sts`", kAssumeRoleHelp, on("..?.....")},
    {TypeRule::kResource, "resource", "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", "Resource",
     "drop it: the role itself is the resource", on("..x.....")},
    {TypeRule::kNotResource, "not-resource", "ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
     "NotResource", "drop it: the role itself is the resource", on("..x.....")},
    {TypeRule::kNoResource, "no-resource", "MISSING_RESOURCE",
     "a statement without Resource and NotResource", R"(add "Resource": "*")", on("x?.xxxx?")},
});

consteval bool in_order_of_enumerators() {
  for (std::size_t i = 0; i < kRules.size(); ++i) {
    if (static_cast<std::size_t>(kRules[i].rule) != i) return false;
  }
  return true;
}
static_assert(in_order_of_enumerators());

// --- Pieces of actions --------------------------------------------------------------------------

constexpr std::array<std::string_view, 6> kAssumeRoleActions{
    "assumerole", "assumerolewithsaml", "assumerolewithwebidentity",
    "tagsession", "setsourceidentity",  "setcontext"};

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

bool is_everything(std::string_view action) {
  return !action.empty() && action.find_first_not_of('*') == std::string_view::npos;
}

struct ActionParts {
  std::string_view service;
  std::string_view name;
};

// No value for `*` and for what has no colon.
std::optional<ActionParts> split_action(std::string_view action) {
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  return ActionParts{.service = action.substr(0, colon), .name = action.substr(colon + 1)};
}

bool without_service(std::string_view action) {
  return !is_everything(action) && !split_action(action);
}

bool wildcard_service(std::string_view action) {
  const auto parts = split_action(action);
  return parts && has_wildcard(parts->service);
}

bool out_of_reach(std::string_view action) {
  const auto parts = split_action(action);
  return parts && !has_wildcard(parts->service) &&
         !rcps_known_to_reach(ascii_lower(parts->service));
}

bool assume_role_by_glob(std::string_view action) {
  const auto parts = split_action(action);
  return parts && equals_ignoring_ascii_case(parts->service, "sts") && has_wildcard(parts->name);
}

bool not_assume_role(std::string_view action) {
  const auto parts = split_action(action);
  if (!parts || has_wildcard(parts->service) || assume_role_by_glob(action)) return false;
  return !equals_ignoring_ascii_case(parts->service, "sts") ||
         std::ranges::find(kAssumeRoleActions, ascii_lower(parts->name)) ==
             kAssumeRoleActions.end();
}

// --- Where a rule is broken ---------------------------------------------------------------------

/// The places of the statements' actions for which `holds`.
template <class Holds>
Places actions(const PolicyDocument& document, Holds holds, bool in_not_action) {
  Places places;
  for (const Statement& statement : document.statements) {
    if (!statement.action || (statement.action->negated && !in_not_action)) continue;
    for (const PolicyText& entry : statement.action->entries) {
      if (holds(entry.value)) places.push_back(entry.node.span());
    }
  }
  return places;
}

template <class Holds>
Places principals(const PolicyDocument& document, Holds holds) {
  Places places;
  for (const Statement& statement : document.statements) {
    if (!statement.principal || statement.principal->negated) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (holds(entry)) places.push_back(entry.value.node.span());
    }
  }
  return places;
}

/// The names of the elements `member` of the statements: Action or NotAction, by `negated`.
template <class Element>
Places elements(const PolicyDocument& document, std::optional<Element> Statement::* member,
                bool negated) {
  Places places;
  for (const Statement& statement : document.statements) {
    const std::optional<Element>& element = statement.*member;
    if (element && element->negated == negated) places.push_back(element->span);
  }
  return places;
}

template <class Element>
Places statements_without(const PolicyDocument& document,
                          std::optional<Element> Statement::* member) {
  Places places;
  for (const Statement& statement : document.statements) {
    if (!(statement.*member)) places.push_back(statement.node.span());
  }
  return places;
}

Places old_version(const PolicyDocument& document) {
  const bool empty = document.statements.empty();  // the reader has said so
  if (empty || document.version == PolicyVersion::k2012) return {};
  const Span start{.begin = document.span.begin, .end = document.span.begin + 1};
  return {document.version_text ? document.version_text->node.span() : start};
}

Places odd_sids(const PolicyDocument& document) {
  constexpr auto kOdd = [](char c) {
    return (c < '0' || c > '9') && (ascii_lower(c) < 'a' || ascii_lower(c) > 'z');
  };
  Places places;
  for (const Statement& statement : document.statements) {
    if (statement.sid && std::ranges::any_of(statement.sid->value, kOdd)) {
      places.push_back(statement.sid->node.span());
    }
  }
  return places;
}

// An empty Sid is none.
Places repeated_sids(const PolicyDocument& document) {
  Places places;
  if (document.statements.size() < 2) return places;
  std::unordered_set<std::string_view> seen;
  for (const Statement& statement : document.statements) {
    if (!statement.sid || statement.sid->value.empty()) continue;
    if (!seen.insert(statement.sid->value).second) places.push_back(statement.sid->node.span());
  }
  return places;
}

Places allows(const PolicyDocument& document) {
  Places places;
  for (const Statement& statement : document.statements) {
    if (statement.effect && statement.effect->value == Effect::kAllow) {
      places.push_back(statement.effect->span);
    }
  }
  return places;
}

bool everyone(const PrincipalEntry& entry) {
  return entry.value.value == "*" && (entry.type == "*" || entry.type == "AWS");
}

Places places_of(TypeRule rule, const PolicyDocument& document) {
  switch (rule) {
    case TypeRule::kId:
      return document.id ? Places{document.id->node.span()} : Places{};
    case TypeRule::kVersion:
      return old_version(document);
    case TypeRule::kSidCharacters:
      return odd_sids(document);
    case TypeRule::kSidRepeated:
      return repeated_sids(document);
    case TypeRule::kAllow:
      return allows(document);
    case TypeRule::kPrincipal:
      return elements(document, &Statement::principal, false);
    case TypeRule::kNotPrincipal:
      return elements(document, &Statement::principal, true);
    case TypeRule::kNoPrincipal:
      return statements_without(document, &Statement::principal);
    case TypeRule::kPrincipalNotEveryone:
      return principals(document, [](const PrincipalEntry& entry) { return !everyone(entry); });
    case TypeRule::kPrincipalEveryone:
      return principals(document, everyone);
    case TypeRule::kPrincipalFederated:
      return principals(document,
                        [](const PrincipalEntry& entry) { return entry.type == "Federated"; });
    case TypeRule::kNotAction:
      return elements(document, &Statement::action, true);
    case TypeRule::kActionEverything:
      return actions(document, is_everything, false);
    case TypeRule::kActionWithoutService:
      return actions(document, without_service, true);
    case TypeRule::kActionWildcardService:
      return actions(document, wildcard_service, true);
    case TypeRule::kActionOutOfReach:
      return actions(document, out_of_reach, false);
    case TypeRule::kActionNotAssumeRole:
      return actions(document, not_assume_role, false);
    case TypeRule::kActionAssumeRoleByGlob:
      return actions(document, assume_role_by_glob, false);
    case TypeRule::kResource:
      return elements(document, &Statement::resource, false);
    case TypeRule::kNotResource:
      return elements(document, &Statement::resource, true);
    case TypeRule::kNoResource:
      return statements_without(document, &Statement::resource);
  }
  return {};
}

// --- RCPFullAWSAccess ---------------------------------------------------------------------------

bool only_everything(const std::optional<ListElement>& element) {
  return element && !element->negated && element->entries.size() == 1 &&
         element->entries[0].value == "*";
}

bool is_rcp_full_access(const PolicyDocument& document) {
  if (document.statements.size() != 1) return false;
  const Statement& only = document.statements[0];
  const bool for_everyone = only.principal && !only.principal->negated &&
                            only.principal->entries.size() == 1 &&
                            everyone(only.principal->entries[0]);
  return only.effect && only.effect->value == Effect::kAllow && for_everyone &&
         only_everything(only.action) && only_everything(only.resource) && only.conditions.empty();
}

std::string message_of(const TypeRuleInfo& info, PolicyType type) {
  const bool refused = info.verdict(type) == TypeVerdict::kRefused;
  return fmt::format("AWS {} {} in a policy of type `{}`", refused ? "refuses" : "may refuse",
                     info.says, to_string(type));
}

}  // namespace

std::span<const TypeRuleInfo> type_rules() { return kRules; }

const TypeRuleInfo& type_rule(TypeRule rule) { return kRules[static_cast<std::size_t>(rule)]; }

std::vector<TypeProblem> type_problems(const PolicyDocument& document, PolicyType type) {
  std::vector<TypeProblem> problems;
  for (const TypeRuleInfo& info : kRules) {
    std::ranges::move(type_problems(document, type, info.rule), std::back_inserter(problems));
  }
  return problems;
}

std::vector<TypeProblem> type_problems(const PolicyDocument& document, PolicyType type,
                                       TypeRule rule) {
  const TypeRuleInfo& info = type_rule(rule);
  const TypeVerdict verdict = info.verdict(type);
  if (verdict == TypeVerdict::kAccepted) return {};
  if (type == PolicyType::kRcp && is_rcp_full_access(document)) return {};
  std::vector<TypeProblem> problems;
  for (const Span place : places_of(rule, document)) {
    problems.push_back(
        {.rule = rule,
         .severity = verdict == TypeVerdict::kRefused ? Severity::kError : Severity::kWarning,
         .span = place,
         .message = message_of(info, type),
         .help = std::string(info.help)});
  }
  return problems;
}

}  // namespace cordon
