// One-line texts of accounts, organizations and worlds, for the tables of tests: what is as one
// would expect (a path of `/`, an ARN that follows from the name, nothing told) is left out.
#pragma once

#include <string>
#include <vector>

#include "engine/incident/world/world.h"

namespace cordon::test {

/// `Allow s3:Get* arn:aws:s3:::b/*; Deny * *`, `empty` or `unreadable`; principals as
/// `Allow[AWS 111122223333] …`.
[[nodiscard]] std::string dump(const CompiledPolicy& policy);

/// One line for each user, group, role, managed policy and instance profile:
/// `user alice AIDA1 inline(p: Deny * *)`. Stored and created revisions other than 0 as `@2`.
[[nodiscard]] std::vector<std::string> dump(const incident::Account& account);

/// One line for each policy and each target.
[[nodiscard]] std::vector<std::string> dump(const incident::Organization& organization);

/// `arn policy @2`.
[[nodiscard]] std::string dump(const incident::ResourcePolicy& resource);

/// All of these, accounts first; with more than one account each line begins with its id.
[[nodiscard]] std::vector<std::string> dump(const incident::World& world);

/// What one dump has that the other has not: `- ` and the first two words of what is gone, `+ ` and
/// the line of what is new or different, joined by ` | `.
[[nodiscard]] std::string difference(const std::vector<std::string>& before,
                                     const std::vector<std::string>& after);

/// A text in YAML (JSON is YAML), which must be readable.
[[nodiscard]] JsonPtr tree_of(std::string_view text);
[[nodiscard]] inline JsonValue root_of(const JsonPtr& tree) { return {*tree, 0}; }

[[nodiscard]] std::string joined(const std::vector<std::string>& lines);

}  // namespace cordon::test
