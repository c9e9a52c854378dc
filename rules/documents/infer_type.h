// What kind of policy a document is when nobody said so: from its statements (`infer_type` of
// subject.h), and from the path of its file. Statements tell whether there are principals; an SCP,
// a boundary or an RCP looks like an identity or a resource policy, so that only a name can tell
// (semantics.md 1.5).
#pragma once

#include <optional>
#include <string_view>

#include "engine/policy_type.h"
#include "grammar/policy_document.h"

namespace cordon::rules {

/// Resource type of trust policies, as ValidatePolicy names it.
inline constexpr std::string_view kRoleTrust = "AWS::IAM::AssumeRolePolicyDocument";

/// The type that a path speaks for: a folder `scps`, a file `deny-regions.scp.json` or
/// `deny-regions-scp.json`, `trust-policy.json`. No value: it says nothing.
[[nodiscard]] std::optional<PolicyType> type_of_path(std::string_view path);

/// What to take it for, given both. A path can't make a resource policy out of statements without
/// principals, nor a boundary out of statements with them; an SCP with a principal is a mistake in
/// an SCP.
[[nodiscard]] PolicyType settle_type(PolicyType shape, std::optional<PolicyType> path);

/// The type of resource that a resource policy can be attached to, as far as its resources and
/// actions leave one only: `AWS::S3::Bucket`. Empty: it could be several, or is not known.
[[nodiscard]] std::string_view infer_resource_type(const PolicyDocument& document);

}  // namespace cordon::rules
