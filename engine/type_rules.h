// What AWS refuses in a policy because of its type (semantics.md 1.5, 1.6): one table of element or
// shape against policy type, asked by `compile_policy` for its errors and by the linter for its
// findings. What no policy of any type may contain is the reader's business
// (grammar/policy_document.h); what is accepted and unwise is not here at all.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/policy_type.h"
#include "grammar/policy_document.h"

namespace cordon {

/// An element, or the shape of one, that some policy types can't have or must have.
enum class TypeRule : std::uint8_t {
  kId,
  kVersion,  // is missing, or is not 2012-10-17
  kSidCharacters,
  kSidRepeated,
  kAllow,
  kPrincipal,
  kNotPrincipal,
  kNoPrincipal,
  kPrincipalNotEveryone,
  kPrincipalEveryone,
  kPrincipalFederated,
  kNotAction,
  kActionEverything,        // `*`
  kActionWithoutService,    // no `service:` in front
  kActionWildcardService,   // `s*:GetObject`
  kActionOutOfReach,        // of a service that RCPs are not known to reach
  kActionNotAssumeRole,     // not one of those that open a session of a role
  kActionAssumeRoleByGlob,  // a wildcard under `sts:`
  kResource,
  kNotResource,
  kNoResource,
};

/// What AWS does with a policy of some type that has it.
enum class TypeVerdict : std::uint8_t {
  kAccepted,
  kDoubted,  // AWS's pages disagree or are silent, or only some services take it: a warning
  kRefused,  // the call that stores the policy fails: an error
};

struct TypeRuleInfo {
  TypeRule rule;
  std::string_view name;   // stable, kebab-case
  std::string_view issue;  // Access Analyzer's code; empty where it has none
  std::string_view says;   // follows "a policy of type `…` "
  std::string_view help;
  std::array<TypeVerdict, kPolicyTypeNames.size()> verdicts;  // by PolicyType

  [[nodiscard]] constexpr TypeVerdict verdict(PolicyType type) const {
    return verdicts[static_cast<std::size_t>(type)];
  }
};

/// All rules, in the order of the enumerators.
[[nodiscard]] std::span<const TypeRuleInfo> type_rules();
[[nodiscard]] const TypeRuleInfo& type_rule(TypeRule rule);

struct TypeProblem {
  TypeRule rule = TypeRule::kId;
  Severity severity = Severity::kError;
  Span span;
  std::string message;
  std::string help;
};

/// What is wrong with `document` as a policy of `type`, rule by rule, places in their order. The
/// policy RCPFullAWSAccess, which AWS itself attaches, is the one RCP with an Allow: it is known by
/// what it says, since documents come without their name.
[[nodiscard]] std::vector<TypeProblem> type_problems(const PolicyDocument& document,
                                                     PolicyType type);
/// Those of one rule.
[[nodiscard]] std::vector<TypeProblem> type_problems(const PolicyDocument& document,
                                                     PolicyType type, TypeRule rule);

}  // namespace cordon
