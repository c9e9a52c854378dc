#include "rules/principals/federation.h"

#include <algorithm>

#include "grammar/text.h"
#include "rules/actions/actions.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kSamlProvider = ":saml-provider/";

// Hosts of providers that AWS knows itself are principals without an ARN.
bool is_oidc(std::string_view principal) {
  return principal.contains(":oidc-provider/") ||
         catalogue::find_shared_issuer(principal) != nullptr;
}

void add_providers(const Statement& statement, std::vector<Provider>& found) {
  for (const PrincipalEntry& entry : statement.principal->entries) {
    const std::string_view text = entry.value.value;
    if (entry.type != "Federated") continue;
    if (text.contains(kSamlProvider)) {
      found.push_back({.statement = statement, .principal = entry.value, .issuer = {}});
    } else if (is_oidc(text)) {
      found.push_back({.statement = statement,
                       .principal = entry.value,
                       .issuer = catalogue::issuer_of(text),
                       .shared = catalogue::find_shared_issuer(text)});
    }
  }
}

// The first part of a subject or audience says what follows: `project_path:`, `organization/`.
bool begins_with_name(std::string_view value) {
  const std::size_t wild = value.find_first_of("*?");
  if (wild == std::string_view::npos) return true;
  const std::size_t mark = value.find_first_of(":/");
  return mark != std::string_view::npos && mark + 1 < wild;
}

}  // namespace

bool Provider::is_github() const {
  return equals_ignoring_ascii_case(issuer, "token.actions.githubusercontent.com");
}

std::vector<Provider> providers(const Subject& subject) {
  std::vector<Provider> found;
  if (!subject.is(PolicyType::kTrust)) return found;
  for (const Statement& statement : subject.statements()) {
    const bool names = statement.principal && !statement.principal->negated;
    if (names && is_allow(statement)) add_providers(statement, found);
  }
  return found;
}

bool asks_of_token(const ConditionUse& use, std::string_view issuer) {
  return asks_for_value(use) && equals_ignoring_ascii_case(key_prefix(use.key()), issuer);
}

bool asks_for_claim(const ConditionUse& use, std::string_view issuer, std::string_view claim) {
  return asks_of_token(use, issuer) &&
         equals_ignoring_ascii_case(use.key().substr(key_prefix(use.key()).size() + 1), claim);
}

bool asks_for_tenant(const ConditionUse& use, const Provider& provider) {
  if (provider.shared == nullptr || !asks_for_value(use)) return false;
  if (!catalogue::tells_tenant(*provider.shared, use.key())) return false;
  return !use.op.base->wildcards || std::ranges::all_of(use.entry.values, [](const auto& value) {
    return begins_with_name(value.value);
  });
}

SubjectWidth width_of(std::string_view sub) {
  const std::size_t wild = sub.find_first_of("*?");
  if (wild == std::string_view::npos) return SubjectWidth::kOneRef;
  constexpr std::string_view kRepository = "repo:";
  if (!sub.starts_with(kRepository)) {
    return begins_with_name(sub) ? SubjectWidth::kOneRef : SubjectWidth::kAnyRepository;
  }
  const std::size_t end = sub.find(':', kRepository.size());
  return wild < end ? SubjectWidth::kAnyRepository : SubjectWidth::kAnyRef;
}

}  // namespace cordon::rules
