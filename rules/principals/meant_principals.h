// Whom a statement speaks of: by the file that the document is from, by its Principal element, or
// by a condition on the principal. Names, not a decision about who matches.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "grammar/policy_document.h"
#include "rules/subject.h"

namespace cordon::rules {

/// The ARN of a user whom the statement speaks of.
[[nodiscard]] std::optional<std::string> named_user(const Subject& subject,
                                                    const Statement& statement);
/// The ARN of a role, also where a session of it is named.
[[nodiscard]] std::optional<std::string> named_role(const Subject& subject,
                                                    const Statement& statement);

/// Nobody but sessions of roles: the document is a role's, or the statement names roles alone.
[[nodiscard]] bool is_of_role(const Subject& subject, const Statement& statement);

/// The ARN is about such a resource: `user/`, `role/`, `assumed-role/`.
[[nodiscard]] bool names(std::string_view arn, std::string_view resource_prefix);

/// `x` for every wildcard.
[[nodiscard]] std::string without_wildcards(std::string_view text);

/// The text of an ARN pattern as one ARN that it matches: `x` for `*`, a full account id.
[[nodiscard]] std::string example_arn(std::string_view pattern);

// Whom an example is about when nobody is named.
inline constexpr std::string_view kExampleAccount = "111122223333";
inline constexpr std::string_view kExampleUserArn = "arn:aws:iam::111122223333:user/intruder";
inline constexpr std::string_view kExampleRoleArn = "arn:aws:iam::111122223333:role/app";

}  // namespace cordon::rules
