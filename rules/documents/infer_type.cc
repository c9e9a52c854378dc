#include "rules/documents/infer_type.h"

#include <algorithm>
#include <array>
#include <string>

#include "grammar/text.h"
#include "rules/subject.h"

namespace cordon::rules {
namespace {

// --- Statements ---------------------------------------------------------------------------------

bool is_of_sts(const PolicyText& action) {
  return equals_ignoring_ascii_case(action.value.substr(0, 4), "sts:");
}

bool is_everyone(const PrincipalEntry& entry) { return entry.value.value == "*"; }

/// STS has no resources with policies, so a Resource in such a statement is a mistake in a trust
/// policy; but an endpoint policy for STS speaks to everyone.
bool is_of_trust(const Statement& statement) {
  if (!statement.action) return false;
  const auto& actions = statement.action->entries;
  if (!statement.resource) return std::ranges::any_of(actions, is_of_sts);
  return std::ranges::all_of(actions, is_of_sts) && statement.principal &&
         std::ranges::none_of(statement.principal->entries, is_everyone);
}

// --- Paths --------------------------------------------------------------------------------------

struct Word {
  std::string_view word;
  PolicyType type;
};

/// A file's name may have more before or behind them.
constexpr std::array kPhrases{
    Word{"scp", PolicyType::kScp},
    Word{"service-control-policy", PolicyType::kScp},
    Word{"rcp", PolicyType::kRcp},
    Word{"resource-control-policy", PolicyType::kRcp},
    Word{"trust-policy", PolicyType::kTrust},
    Word{"trust-relationship", PolicyType::kTrust},
    Word{"assume-role-policy", PolicyType::kTrust},
    Word{"boundary", PolicyType::kBoundary},
    Word{"session-policy", PolicyType::kSession},
    Word{"endpoint-policy", PolicyType::kEndpoint},
    Word{"resource-policy", PolicyType::kResource},
    Word{"resource-based-policy", PolicyType::kResource},
    Word{"bucket-policy", PolicyType::kResource},
    Word{"key-policy", PolicyType::kResource},
    Word{"queue-policy", PolicyType::kResource},
    Word{"topic-policy", PolicyType::kResource},
    Word{"repository-policy", PolicyType::kResource},
};

std::string singular(std::string word) {
  if (word.ends_with("ies")) return word.replace(word.size() - 3, 3, "y");
  if (word.ends_with("scps") || word.ends_with("rcps")) word.pop_back();
  return word;
}

/// `Permission_Boundaries` as `permission-boundary`.
std::string plain(std::string_view name) {
  std::string word = ascii_lower(name);
  std::ranges::replace(word, '_', '-');
  std::ranges::replace(word, ' ', '-');
  return singular(std::move(word));
}

/// The name of a folder, or what stands between the dots of a file's name: the whole of it.
std::optional<PolicyType> type_of_name(const std::string& name) {
  if (const auto type = policy_type_from(name)) return type;
  for (const Word& phrase : kPhrases) {
    if (name == phrase.word) return phrase.type;
  }
  if (name == "permissions-boundary" || name == "permission-boundary") return PolicyType::kBoundary;
  return std::nullopt;
}

bool begins_or_ends_with(std::string_view name, std::string_view phrase) {
  if (name.size() <= phrase.size()) return name == phrase;
  return (name.starts_with(phrase) && name[phrase.size()] == '-') ||
         (name.ends_with(phrase) && name[name.size() - phrase.size() - 1] == '-');
}

std::optional<PolicyType> type_of_file(std::string_view file) {
  const std::size_t ending = file.rfind('.');
  std::string_view rest = file.substr(0, ending);
  std::string part;
  // The last part says most: `a.trust.json`.
  while (!rest.empty()) {
    const std::size_t dot = rest.rfind('.');
    part = plain(dot == std::string_view::npos ? rest : rest.substr(dot + 1));
    if (const auto type = type_of_name(part)) return type;
    rest = rest.substr(0, dot == std::string_view::npos ? 0 : dot);
  }
  for (const Word& phrase : kPhrases) {
    if (begins_or_ends_with(part, phrase.word)) return phrase.type;
  }
  return std::nullopt;
}

}  // namespace

PolicyType infer_type(const PolicyDocument& document) {
  const auto& statements = document.statements;
  const bool principals = std::ranges::any_of(
      statements, [](const Statement& statement) { return statement.principal.has_value(); });
  if (!principals) return PolicyType::kIdentity;
  return std::ranges::all_of(statements, is_of_trust) ? PolicyType::kTrust : PolicyType::kResource;
}

std::optional<PolicyType> type_of_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  std::string_view folders = slash == std::string_view::npos ? "" : path.substr(0, slash);
  const std::string_view file = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
  if (const auto type = type_of_file(file)) return type;
  // The nearest folder says most.
  while (!folders.empty()) {
    const std::size_t at = folders.rfind('/');
    const std::string_view name = at == std::string_view::npos ? folders : folders.substr(at + 1);
    if (const auto type = type_of_name(plain(name))) return type;
    folders = folders.substr(0, at == std::string_view::npos ? 0 : at);
  }
  return std::nullopt;
}

PolicyType settle_type(PolicyType shape, std::optional<PolicyType> path) {
  if (!path) return shape;
  const bool principals = shape != PolicyType::kIdentity;
  switch (*path) {
    case PolicyType::kScp:
    case PolicyType::kRcp:
    case PolicyType::kTrust:
      return *path;
    case PolicyType::kIdentity:
    case PolicyType::kBoundary:
    case PolicyType::kSession:
      return principals ? shape : *path;
    case PolicyType::kResource:
    case PolicyType::kEndpoint:
      return principals ? *path : shape;
  }
  return shape;
}

}  // namespace cordon::rules
