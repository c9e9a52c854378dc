// Claims about what one policy does by itself, or two of the same type: claim.h's claims, asked in
// every setting that can make a difference (settings.h).
#pragma once

#include <expected>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/prove/claim.h"
#include "engine/prove/settings.h"

namespace cordon::prove {

/// What every question about policies has in common.
struct Asking {
  std::vector<std::string> actions;    // as in Situation; empty: all
  std::vector<std::string> resources;  // likewise
  std::vector<std::string> tolerated;
  std::string account;  // owns the resources of a resource policy; empty: see settings_for()
  bool use_catalogue = true;
  Limits limits;
};

/// A proof, and the policies that its witness was decided under: what stands around the policy in
/// the setting, and the policy.
struct PolicyProof {
  Proof proof;
  ApplicablePolicies policies;
};

/// None of this access is granted by the policy. Calls that need no permission are not asked about.
[[nodiscard]] PolicyProof prove_not_granted(const PolicyPtr& policy, const Asking& asking);

/// No stranger is let in by a resource policy (settings.h, strangers_to()).
[[nodiscard]] PolicyProof prove_not_public(const PolicyPtr& policy, const Asking& asking);

/// What a claim comes to in one setting.
using SettingClaim = std::function<PolicyProof(const Setting& setting)>;

/// `after` allows nothing that `before` does not.
[[nodiscard]] SettingClaim not_wider(PolicyPtr before, PolicyPtr after, Limits limits);
[[nodiscard]] PolicyProof prove_not_wider(const PolicyPtr& before, const PolicyPtr& after,
                                          const Asking& asking);

/// The same question for another solver, one script after the other; all of them are `unsat` when
/// the claim holds. The error names what can't be written.
[[nodiscard]] std::expected<std::string, std::string> not_wider_as_smt_lib(const PolicyPtr& before,
                                                                           const PolicyPtr& after,
                                                                           const Asking& asking);

/// Every request of a session that was issued in this window is denied explicitly by the policy.
[[nodiscard]] PolicyProof prove_sessions_denied(const PolicyPtr& policy, Window issued,
                                                const Asking& asking);

/// The settings, asked about as told.
[[nodiscard]] std::vector<Setting> narrowed(std::vector<Setting> settings, const Asking& asking);

/// The claim in all settings: the first that breaks it decides, else any that is undecided.
[[nodiscard]] PolicyProof over_settings(std::span<const Setting> settings,
                                        const SettingClaim& claim);

/// What a proof takes for granted about requests, each a sentence: a request that breaks these
/// could break the claim.
[[nodiscard]] std::vector<std::string> axioms(bool use_catalogue);
/// Those, and what a claim about a policy by itself takes to stand around it.
[[nodiscard]] std::vector<std::string> axioms_by_itself(PolicyType type, bool use_catalogue);

}  // namespace cordon::prove
