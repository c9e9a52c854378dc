// The policies that a plan puts: their documents, names that are not taken, and whether they fit
// into AWS's quotas; one that does not fit inline becomes a managed policy. Nothing of what is
// there is changed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/plan/measure.h"
#include "engine/incident/world/world.h"
#include "grammar/date_time.h"

namespace cordon::incident {

/// Denies everything, under a condition when one is given (a JSON object).
[[nodiscard]] std::string deny_document(std::string_view sid, std::string_view condition = "");
/// The same for tokens that were issued before `cutoff`.
[[nodiscard]] std::string deny_older_document(Instant cutoff);

/// The calls that give a user or role a policy; none: AWS's quotas leave no room for it.
[[nodiscard]] std::vector<PlannedCall> policy_calls(const Account& account, const User& user,
                                                    std::string_view name,
                                                    const std::string& document);
[[nodiscard]] std::vector<PlannedCall> policy_calls(const Account& account, const Role& role,
                                                    std::string_view name,
                                                    const std::string& document);

/// An organization, and how many SCPs the plan attaches to the account by then.
struct ScpRoom {
  const Organization& organization;
  std::size_t planned = 0;
};

/// The calls that create an SCP and attach it to an account; none: the account is in no
/// organization that was given, or is its management account, or has no room for another one.
[[nodiscard]] std::vector<PlannedCall> scp_calls(const ScpRoom& room, std::string_view account,
                                                 std::string_view name,
                                                 const std::string& document);

}  // namespace cordon::incident
