// Changes that outlast the credential that makes them: of IAM itself, of who may use a resource,
// and of what runs under another role. A credential that is closed some day is only contained when
// it could make none of them before (docs/containment.md). What such a change opens is not
// followed: it is taken for the end of containment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/proof.h"

namespace cordon::incident {

/// Patterns of actions. Of IAM, AWS Organizations and other services whose resources have no
/// policies that could allow them.
[[nodiscard]] const std::vector<std::string>& lasting_account_changes();
/// Patterns of actions on resources that may have policies of their own.
[[nodiscard]] const std::vector<std::string>& lasting_resource_changes();

/// Whether the credential may make a lasting change, and which.
[[nodiscard]] Permission may_change_for_good(const Question& question);

}  // namespace cordon::incident
