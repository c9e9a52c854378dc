// What a change gives or takes away, in groups that a person can read: one request for each service
// and access level of which some request is affected. Found by asking again without the groups that
// were found, until the claim holds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "engine/prove/policy_claims.h"

namespace cordon::prove {

/// Actions of one service with one access level, as AWS lists them; of an action that it does not
/// list there is no level.
struct AccessGroup {
  std::string service;
  std::optional<catalogue::AccessLevel> level;
  PolicyProof example;  // refuted
};

struct AccessChange {
  std::vector<AccessGroup> groups;  // by service, then level
  bool complete = true;             // there are no other groups
  std::vector<std::string> causes;  // when not complete: why
  std::string mismatch;             // as in Proof
};

/// The groups that break `claim`; at most `most`, and then not complete unless these are all.
[[nodiscard]] AccessChange access_groups(std::vector<Setting> settings, const SettingClaim& claim,
                                         std::size_t most);

/// What `after` allows and `before` does not, two policies of one type.
[[nodiscard]] AccessChange access_gained(const PolicyPtr& before, const PolicyPtr& after,
                                         const Asking& asking, std::size_t most);

/// The same of a principal, with all of its policies. Resources are of its account, and leave it to
/// that account who may use them.
[[nodiscard]] AccessChange access_gained(const Caller& principal, const ApplicablePolicies& before,
                                         const ApplicablePolicies& after, const Asking& asking,
                                         std::size_t most);

}  // namespace cordon::prove
