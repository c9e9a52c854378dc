// The callers that policies with principals can tell apart: those that they name, others of the
// accounts that they name, and callers of whom they know nothing. Together they stand for every
// caller.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "engine/compile.h"
#include "engine/prove/situation.h"

namespace cordon::prove {

struct Neighbours {
  std::vector<Situation> all;
  std::vector<Situation> own;  // of these, the callers of the resource's account
};

/// `account` owns the resources; empty: the one that the policies' ARNs name, if it is one, else an
/// example that they do not name.
[[nodiscard]] Neighbours neighbours_of(std::span<const PolicyPtr> policies,
                                       std::string_view account);

/// Anonymous callers, and users, roles and root of an account that the policy does not name. The
/// fixed values of its conditions on who calls, from where and for whom are not theirs.
[[nodiscard]] std::vector<Situation> strangers(const PolicyPtr& policy, std::string_view account);

}  // namespace cordon::prove
