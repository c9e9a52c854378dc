// What a policy does by itself depends on what stands around it. A setting is what is taken to
// stand there, and who asks: an identity-based policy stands alone; a boundary or an SCP limits a
// principal who is allowed everything; a resource's policy is asked about with callers that their
// own policies allow everything, and with callers of the same account that have none. A claim about
// a policy is a claim about all of its settings.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/policy_type.h"
#include "engine/prove/situation.h"

namespace cordon::prove {

struct Setting {
  std::vector<Situation> situations;
  ApplicablePolicies around;
};

/// The settings in which policies of `type` can differ. `account` owns the resources of a resource
/// policy; empty: the one that its ARNs name, if it is one, else an example.
[[nodiscard]] std::vector<Setting> settings_for(PolicyType type,
                                                std::span<const PolicyPtr> policies,
                                                std::string_view account = {});

/// Callers whom a resource policy does not name, of an account that it does not name, and anonymous
/// ones. Values that it uses to tell its own callers, sources and networks from others are not
/// theirs ("The meaning of public", Amazon S3 User Guide: a fixed value is no public access).
[[nodiscard]] std::vector<Setting> strangers_to(const PolicyPtr& policy, std::string_view account);

/// A policy that a setting puts around, and nobody wrote.
[[nodiscard]] bool is_assumed(const CompiledPolicy& policy);

/// What key and role policies have to say so that it is left to the policies of these accounts.
[[nodiscard]] PolicyPtr left_to_accounts(std::span<const std::string> accounts);

/// `around` with `policy` at the place of its type.
[[nodiscard]] ApplicablePolicies placed(const PolicyPtr& policy, const ApplicablePolicies& around);

/// The layer that a policy of this type denies in.
[[nodiscard]] Layer layer_of(PolicyType type);

}  // namespace cordon::prove
