// Policies that nobody wrote as they are: what stands around a question when only a part of it was
// told, and statements of other policies put together. They are compiled like any other.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/compile.h"
#include "engine/policy_type.h"

namespace cordon {

/// `text` is a policy in JSON; `name` stands in the place of a file.
[[nodiscard]] PolicyPtr made_policy(std::string text, PolicyType type, const std::string& name);

/// A policy without principals that allows everything.
[[nodiscard]] PolicyPtr everything_allowed(PolicyType type, const std::string& name);

/// A policy of an endpoint that lets calls on these resources pass: patterns without variables.
[[nodiscard]] PolicyPtr endpoint_for(std::span<const std::string> resources,
                                     const std::string& name);

/// These statements as one policy.
[[nodiscard]] PolicyPtr policy_of(std::vector<CompiledStatement> statements, PolicyType type,
                                  std::string name);

}  // namespace cordon
