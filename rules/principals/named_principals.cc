#include "rules/principals/named_principals.h"

#include <algorithm>
#include <array>

#include "engine/catalogue/service_principals.h"
#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/containment/containment.h"
#include "rules/principals/public_access.h"

namespace cordon::rules {
namespace {

bool is_source(const ConditionUse& use) {
  const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
  return key != nullptr && key->pins == catalogue::Pins::kSource && !key->deprecated;
}

// Keys of old examples.
bool is_weak_source(const ConditionUse& use) {
  constexpr std::string_view kContext = "kms:EncryptionContext:";
  const bool context = use.key().size() > kContext.size() &&
                       equals_ignoring_ascii_case(use.key().substr(0, kContext.size()), kContext);
  return context || is_global(use, "aws:SourceOwner") || is_global(use, "aws:referer");
}

// Every request of a service for somebody else meets it.
bool denies_other_sources(const Statement& statement) {
  if (!is_deny(statement) || everyone_in(statement) == nullptr) return false;
  const auto uses = conditions_of(statement);
  const auto names_source = [](const ConditionUse& use) { return use.negated() && is_source(use); };
  return std::ranges::any_of(uses, names_source) &&
         std::ranges::all_of(uses, [&](const ConditionUse& use) {
           return names_source(use) || is_global(use, "aws:PrincipalIsAWSService") ||
                  (asks_for_presence(use) && is_source(use));
         });
}

}  // namespace

std::vector<NamedPrincipal> named_principals(const Statement& statement) {
  std::vector<NamedPrincipal> found;
  if (!statement.principal) return found;
  for (const PrincipalEntry& entry : statement.principal->entries) {
    found.push_back({.entry = &entry, .pattern = compile_principal(entry.type, entry.value.value)});
  }
  return found;
}

bool is_third_party(const Settings& settings, std::string_view account) {
  const auto lists = [account](const std::vector<std::string>& accounts) {
    return std::ranges::find(accounts, account) != accounts.end();
  };
  return is_account_id(account) && !settings.known_accounts.empty() &&
         !lists(settings.known_accounts) && !lists(settings.allowed_external);
}

ServiceScopes::ServiceScopes(const Subject& subject)
    : denies_(DenyList::of(subject, denies_other_sources)) {}

ScopeFound ServiceScopes::scope_of(const Statement& statement) const {
  ScopeFound found;
  for (const ConditionUse& use : conditions_of(statement)) {
    if (use.op.base == nullptr) return {.scope = ServiceScope::kScoped};
    if (limits_callers(use) && is_source(use)) return {.scope = ServiceScope::kScoped};
    if (found.weak == nullptr && is_weak_source(use)) {
      found = {.scope = ServiceScope::kWeak, .weak = &use.entry};
    }
  }
  return denies_.covers(statement) ? ScopeFound{.scope = ServiceScope::kScoped} : found;
}

bool tells_source(const NamedPrincipal& principal) {
  if (principal.pattern.kind != PrincipalPattern::Kind::kService) return false;
  const auto service = catalogue::find_service_principal(principal.pattern.text);
  return service && service->sets_source;
}

}  // namespace cordon::rules
