// The principals that a statement names, one by one: whose they are, and for services whom they act
// for. Who is let in by them is the engine's business (engine/principal_set.h); here it is told
// whether the names are the repository's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/principal_set.h"
#include "rules/conditions/guards.h"
#include "rules/coverage/deny_list.h"
#include "rules/subject.h"

namespace cordon::rules {

struct NamedPrincipal {
  const PrincipalEntry* entry = nullptr;
  PrincipalPattern pattern;
};

/// The entries of Principal or NotPrincipal, in the order of the text.
[[nodiscard]] std::vector<NamedPrincipal> named_principals(const Statement& statement);

/// The configuration lists the known accounts, and this one is neither among them nor allowed.
/// False for what is no account id.
[[nodiscard]] bool is_third_party(const Settings& settings, std::string_view account);

// --- Services that act for others ---------------------------------------------------------------

enum class ServiceScope : std::uint8_t {
  kNone,    // any customer of the service
  kWeak,    // by a key that is not made for it
  kScoped,  // by aws:SourceArn, aws:SourceAccount, aws:SourceOrgID, aws:SourceOrgPaths
};

struct ScopeFound {
  ServiceScope scope = ServiceScope::kNone;
  const ConditionEntry* weak = nullptr;
};

/// A service of which AWS says that it tells whom it acts for.
[[nodiscard]] bool tells_source(const NamedPrincipal& principal);

/// For whom the services may act that a policy lets in. `subject` has to outlive it.
class ServiceScopes {
 public:
  explicit ServiceScopes(const Subject& subject);

  /// Of an Allow; a Deny for all other sources counts.
  [[nodiscard]] ScopeFound scope_of(const Statement& statement) const;

 private:
  DenyList denies_;
};

/// Calls `look(scope, principal)` for each such service that a resource policy lets in.
template <class Look>
void for_each_deputy(const Subject& subject, Look look) {
  if (!subject.is(PolicyType::kResource)) return;
  const ServiceScopes scopes(subject);
  for (const Statement& statement : subject.statements()) {
    if (!is_allow(statement) || !statement.principal || statement.principal->negated) continue;
    std::optional<ScopeFound> scope;
    for (const NamedPrincipal& principal : named_principals(statement)) {
      if (!tells_source(principal)) continue;
      if (!scope) scope = scopes.scope_of(statement);
      look(*scope, principal);
    }
  }
}

}  // namespace cordon::rules
