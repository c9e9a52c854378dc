// Texts of small policies, made of few parts that often meet: for property tests and fuzz targets.
// All are documents that AWS would take or nearly so; none is meant to make sense.
#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/operators.h"
#include "engine/policy_type.h"
#include "tests/support/choices.h"

namespace cordon::support {

inline constexpr std::string_view kSmallKeys[] = {"a:one",
                                                  "a:two",
                                                  "aws:TagKeys",
                                                  "aws:username",
                                                  "aws:userid",
                                                  "aws:TokenIssueTime",
                                                  "aws:PrincipalArn",
                                                  "A:One",
                                                  "aws:MultiFactorAuthPresent",
                                                  "aws:CurrentTime",
                                                  "aws:PrincipalTag/team"};

inline constexpr std::string_view kSmallValues[] = {"k",
                                                    "b",
                                                    "",
                                                    "true",
                                                    "10",
                                                    "*",
                                                    "2024-05-01T10:00:00Z",
                                                    "203.0.113.0/24",
                                                    "2024",
                                                    "YWI=",
                                                    "k*",
                                                    "${a:two}",
                                                    "${aws:username, 'k'}",
                                                    "arn:aws:iam::111122223333:role/app",
                                                    "arn:aws:iam::*:*",
                                                    "arn:aws:x"};

inline constexpr std::string_view kSmallActions[] = {
    "*", "s3:GetObject", "s3:*", "s3:Put*", "S?:Get*t", "sts:*", "iam:*", "s3:", "s*:GetObject"};

inline constexpr std::string_view kSmallTrustActions[] = {"sts:AssumeRole", "sts:Assume*",
                                                          "sts:TagSession", "sts:*"};
inline constexpr std::string_view kSmallRcpActions[] = {"s3:GetObject", "s3:*",  "s3:Put*",
                                                        "sts:*",        "iam:*", "s3:"};

inline constexpr std::string_view kSmallResources[] = {"*",
                                                       "arn:aws:s3:::b/k",
                                                       "arn:aws:s3:::b/*",
                                                       "arn:aws:s3:::b",
                                                       "arn:aws:s3:::${a:one}/k",
                                                       "arn:aws:s3:::b/${aws:username}",
                                                       "arn:aws:s3",
                                                       "arn:aws:iam::111122223333:role/app",
                                                       "arn:aws:*:k"};

inline constexpr std::string_view kSmallPrincipals[] = {
    R"("*")",
    R"({"AWS":"111122223333"})",
    R"({"AWS":"444455556666"})",
    R"({"AWS":"arn:aws:iam::111122223333:user/alice"})",
    R"({"AWS":"arn:aws:iam::111122223333:role/app"})",
    R"({"AWS":"arn:aws:sts::111122223333:assumed-role/app/nightly"})",
    R"({"AWS":["111122223333","arn:aws:iam::111122223333:user/alice"]})",
    R"({"Service":"ec2.amazonaws.com"})",
    R"({"AWS":"AIDACKCEVSQ6C2EXAMPLE"})",
    R"({"AWS":"arn:aws:sts::111122223333:federated-user/carol"})"};

// One or two of `texts`, as a JSON array.
template <std::size_t N>
std::string some_of(Choices& choices, const std::string_view (&texts)[N]) {
  const std::string_view first = choices.of(texts);
  return choices.one_in(4) ? fmt::format(R"(["{}","{}"])", first, choices.of(texts))
                           : fmt::format(R"(["{}"])", first);
}

// `"Operator": {"key": […]}`
inline std::string small_condition(Choices& choices) {
  const Operator& op = operators()[choices.below(operators().size())];
  const std::string_view qualifiers[] = {"", "", "ForAllValues:", "ForAnyValue:"};
  const std::string_view qualifier = choices.of(qualifiers);
  const bool if_exists = choices.one_in(4) && op.type != ValueType::kNull;
  const std::string values = choices.below(16) == 15 ? "[]" : some_of(choices, kSmallValues);
  return fmt::format(R"("{}{}{}":{{"{}":{}}})", qualifier, op.name, if_exists ? "IfExists" : "",
                     choices.of(kSmallKeys), values);
}

// `,"Principal":…` where the type has one.
inline std::string small_principal(Choices& choices, PolicyType type) {
  if (!has_principals(type)) return "";
  if (type == PolicyType::kRcp) return R"(,"Principal":"*")";
  const bool negated = type != PolicyType::kTrust && choices.below(8) == 7;
  return fmt::format(R"(,"{}":{})", negated ? "NotPrincipal" : "Principal",
                     choices.of(kSmallPrincipals));
}

inline std::string small_action(Choices& choices, PolicyType type) {
  if (type == PolicyType::kTrust) {
    return fmt::format(R"(,"Action":{})", some_of(choices, kSmallTrustActions));
  }
  if (type == PolicyType::kRcp) {
    return fmt::format(R"(,"Action":{})", some_of(choices, kSmallRcpActions));
  }
  return fmt::format(R"(,"{}":{})", choices.below(8) == 7 ? "NotAction" : "Action",
                     some_of(choices, kSmallActions));
}

inline std::string small_resource(Choices& choices, PolicyType type) {
  if (type == PolicyType::kTrust) return "";
  return fmt::format(R"(,"{}":{})", choices.below(8) == 7 ? "NotResource" : "Resource",
                     some_of(choices, kSmallResources));
}

inline std::string small_statement(Choices& choices, PolicyType type, std::string_view effect) {
  std::string text = fmt::format(R"({{"Effect":"{}")", effect);
  text += small_principal(choices, type) + small_action(choices, type);
  text += small_resource(choices, type);
  if (choices.one_in(2)) text += fmt::format(R"(,"Condition":{{{}}})", small_condition(choices));
  return text + "}";
}

inline std::string small_policy(Choices& choices, PolicyType type) {
  const bool of_organization = type == PolicyType::kScp || type == PolicyType::kRcp;
  const bool old = !of_organization && choices.below(8) == 7;
  const std::string_view version = old ? "2008-10-17" : "2012-10-17";
  std::string statements;
  for (std::size_t left = 1 + choices.below(3); left > 0; --left) {
    const bool deny = type == PolicyType::kRcp || choices.below(3) == 2;
    const std::string_view effect = deny ? "Deny" : "Allow";
    statements += small_statement(choices, type, effect) + (left > 1 ? "," : "");
  }
  return fmt::format(R"({{"Version":"{}","Statement":[{}]}})", version, statements);
}

}  // namespace cordon::support
