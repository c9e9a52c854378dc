#include "rules/containment/met_conditions.h"

#include <string>

#include "grammar/arn.h"
#include "rules/principals/meant_principals.h"

namespace cordon::rules {
namespace {

// Whether a credential of this kind can have such a value for a key of its principal.
bool can_have(Holds holds, DerivedKey key, std::string_view value) {
  const bool user = holds == Holds::kLongTermKey || holds == Holds::kSessionToken ||
                    holds == Holds::kSessionTokenWithMfa;
  const bool role = holds == Holds::kRoleSession;
  switch (key) {
    case DerivedKey::kUsername:
      return user;
    case DerivedKey::kSourceIdentity:
      return role;
    case DerivedKey::kPrincipalArn:
      return names(value, user ? "user/" : role ? "role/" : "federated-user/");
    case DerivedKey::kUserid:
      if (user) return value.starts_with("AIDA") && value.find(':') == std::string_view::npos;
      if (role)
        return value.find(':') != std::string_view::npos &&
               !is_account_id(value.substr(0, value.find(':')));
      return is_account_id(value.substr(0, value.find(':')));
    default:
      return true;
  }
}

// No principal has a wildcard in its name: a text that is compared as it is does not match then.
std::string possible_value(const ConditionUse& test, DerivedKey key) {
  std::string value = example_value(test);
  if (key == DerivedKey::kPrincipalArn) return example_arn(value);
  const bool name = key == DerivedKey::kUserid || key == DerivedKey::kUsername;
  return name ? without_wildcards(value) : value;
}

}  // namespace

void put(Request& request, std::string_view key, std::string_view value) {
  request.context.set({.key = ContextKey(key),
                       .state = ContextEntry::State::kValues,
                       .multivalued = false,
                       .values = {std::string(value)}});
}

void drop(Request& request, std::string_view key) {
  request.context.set({.key = ContextKey(key),
                       .state = ContextEntry::State::kAbsent,
                       .multivalued = false,
                       .values = {}});
}

bool is_given(const ContextKey& key) {
  switch (key.derived) {
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
    case DerivedKey::kTokenIssueTime:
    case DerivedKey::kMultiFactorAuthPresent:
    case DerivedKey::kMultiFactorAuthAge:
    case DerivedKey::kPrincipalAccount:
    case DerivedKey::kPrincipalType:
    case DerivedKey::kSecureTransport:
    case DerivedKey::kAssumedRoot:
      return true;
    case DerivedKey::kNone:
    case DerivedKey::kPrincipalArn:
    case DerivedKey::kPrincipalTag:
    case DerivedKey::kUserid:
    case DerivedKey::kUsername:
    case DerivedKey::kSourceIdentity:
      return false;
  }
  return false;
}

void meet(Request& request, const ConditionUse& test, const ContextKey& key, Holds holds) {
  if (test.is(ValueType::kNull)) {
    const bool absent = test.entry.values.front().value == "true";
    if (key.derived == DerivedKey::kNone && !absent) put(request, key.name, "x");
    return;
  }
  if (!test.positive()) return;  // meets a negated test by being somebody else
  const std::string value = possible_value(test, key.derived);
  if (!can_have(holds, key.derived, value)) return;
  const bool many = test.op.qualifier != SetQualifier::kNone;
  request.context.set({.key = key,
                       .state = ContextEntry::State::kValues,
                       .multivalued = many && key.derived == DerivedKey::kNone,
                       .values = {value}});
}

}  // namespace cordon::rules
