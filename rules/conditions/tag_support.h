// Statements keyed on tags of the resource, and their actions whose requests never carry such a
// tag. An action counts as carrying it when the catalogue lists `aws:ResourceTag` or
// `aws:RequestTag` for it or for one of its resource types: what is made with tags is no hole.
#pragma once

#include <vector>

#include "rules/conditions/conditions.h"

namespace cordon::rules {

/// Tests the value of an `aws:ResourceTag/…`.
[[nodiscard]] bool tests_resource_tag(const ConditionUse& use);

/// The entries of Action of which every action that is known lacks tags; none for NotAction.
[[nodiscard]] std::vector<const PolicyText*> actions_without_tags(const Statement& statement);

}  // namespace cordon::rules
