#include "rules/principals/meant_principals.h"

#include <fmt/format.h>

#include <algorithm>

#include "grammar/arn.h"
#include "rules/actions/actions.h"
#include "rules/containment/containment.h"

namespace cordon::rules {
namespace {

// Where an ARN leaves the account open.

// Of the ARNs that the file, the Principal element and the condition name, the first of a kind.
std::optional<std::string> named_arn(const Subject& subject, const Statement& statement,
                                     std::string_view kind) {
  for (const std::string& arn : subject.found.principals) {
    if (names(arn, kind)) return arn;
  }
  if (statement.principal && !statement.principal->negated) {
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (names(entry.value.value, kind)) return std::string(entry.value.value);
    }
  }
  for (const ConditionUse& test : tests_of(statement, "aws:PrincipalArn")) {
    if (!test.positive()) continue;
    for (const PolicyText& value : test.entry.values) {
      if (names(value.value, kind)) return example_arn(value.value);
    }
  }
  return std::nullopt;
}

bool names_role_ids(const Statement& statement) {
  for (const ConditionUse& test : tests_of(statement, "aws:userid")) {
    if (!test.positive()) continue;
    for (const PolicyText& value : test.entry.values) {
      if (value.value.starts_with("AROA")) return true;
    }
  }
  return false;
}

}  // namespace

bool names(std::string_view arn, std::string_view resource_prefix) {
  const auto parts = split_arn(arn);
  return parts && parts->resource.starts_with(resource_prefix);
}

std::string without_wildcards(std::string_view text) {
  std::string plain(text);
  std::ranges::replace_if(plain, [](char c) { return c == '*' || c == '?'; }, 'x');
  return plain;
}

std::string example_arn(std::string_view pattern) {
  const auto arn = split_arn(pattern);
  if (!arn) return without_wildcards(pattern);
  return fmt::format("arn:{}:{}:{}:{}:{}", arn->partition == "*" ? "aws" : arn->partition,
                     arn->service, without_wildcards(arn->region),
                     has_wildcard(arn->account) ? kExampleAccount : arn->account,
                     without_wildcards(arn->resource));
}

std::optional<std::string> named_user(const Subject& subject, const Statement& statement) {
  if (auto arn = named_arn(subject, statement, "user/")) return arn;
  for (const ConditionUse& test : tests_of(statement, "aws:username")) {
    if (!test.positive() || test.entry.values.empty()) continue;
    return fmt::format("arn:aws:iam::{}:user/{}", kExampleAccount,
                       without_wildcards(test.entry.values.front().value));
  }
  return std::nullopt;
}

// `arn:aws:sts::1:assumed-role/app/nightly` speaks of the role `app`.
std::optional<std::string> named_role(const Subject& subject, const Statement& statement) {
  if (auto arn = named_arn(subject, statement, "role/")) return arn;
  const auto session = named_arn(subject, statement, "assumed-role/");
  if (!session) return std::nullopt;
  const Arn arn = *split_arn(*session);
  std::string_view name = arn.resource.substr(arn.resource.find('/') + 1);
  name = name.substr(0, name.find('/'));
  return fmt::format("arn:{}:iam::{}:role/{}", arn.partition, arn.account, name);
}

// Roles are said by the file; by the name of the policy that the console writes when it revokes a
// role's sessions; or by the statement.
bool is_of_role(const Subject& subject, const Statement& statement) {
  const FoundDocument& found = subject.found;
  if (subject.is(PolicyType::kIdentity) || subject.is(PolicyType::kBoundary)) {
    if (found.home == FoundDocument::Home::kRole) return true;
    if (!found.principals.empty()) return names(found.principals.front(), "role/");
    if (found.name.find("AWSRevokeOlderSessions") != std::string_view::npos) return true;
  }
  return !named_arn(subject, statement, "user/") &&
         (named_role(subject, statement) || names_role_ids(statement));
}

}  // namespace cordon::rules
