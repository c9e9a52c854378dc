#include "engine/prove/policy_claims.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "engine/catalogue/catalogue.h"
#include "engine/prove/holders.h"

namespace cordon::prove {
namespace {

// Needs no permission, whoever asks (semantics.md 4.3).
constexpr std::array<std::string_view, 2> kPermissionFree{"sts:GetCallerIdentity",
                                                          "sts:GetSessionToken"};

void narrow(Situation& situation, const Asking& asking) {
  if (!asking.actions.empty()) situation.actions = asking.actions;
  if (!asking.resources.empty()) situation.resources = asking.resources;
  situation.tolerated.insert(situation.tolerated.end(), asking.tolerated.begin(),
                             asking.tolerated.end());
  situation.use_catalogue = asking.use_catalogue;
}

PolicyProof none_allowed(const PolicyPtr& policy, std::span<const Setting> settings,
                         const Asking& asking) {
  return over_settings(settings, [&](const Setting& setting) {
    ApplicablePolicies policies = placed(policy, setting.around);
    Proof proof = prove_none_allowed(setting.situations, policies, asking.limits);
    return PolicyProof{std::move(proof), std::move(policies)};
  });
}

}  // namespace

std::vector<Setting> narrowed(std::vector<Setting> settings, const Asking& asking) {
  for (Setting& setting : settings) {
    for (Situation& situation : setting.situations) narrow(situation, asking);
  }
  return settings;
}

PolicyProof over_settings(std::span<const Setting> settings, const SettingClaim& claim) {
  PolicyProof result;
  result.proof.verdict = Verdict::kHolds;
  for (const Setting& setting : settings) {
    PolicyProof each = claim(setting);
    each.proof.rounds += result.proof.rounds;
    const bool over = each.proof.verdict == Verdict::kRefuted || !each.proof.mismatch.empty();
    if (over) return each;
    const bool first_open =
        each.proof.verdict == Verdict::kUndecided && result.proof.verdict == Verdict::kHolds;
    const std::uint32_t rounds = each.proof.rounds;
    if (first_open) result = std::move(each);
    result.proof.rounds = rounds;
  }
  return result;
}

PolicyProof prove_not_granted(const PolicyPtr& policy, const Asking& asking) {
  Asking what = asking;
  what.tolerated.insert(what.tolerated.end(), kPermissionFree.begin(), kPermissionFree.end());
  const auto settings = narrowed(settings_for(policy->type, {&policy, 1}, asking.account), what);
  return none_allowed(policy, settings, what);
}

PolicyProof prove_not_public(const PolicyPtr& policy, const Asking& asking) {
  Asking what = asking;
  what.tolerated.insert(what.tolerated.end(), kPermissionFree.begin(), kPermissionFree.end());
  return none_allowed(policy, narrowed(strangers_to(policy, asking.account), what), what);
}

SettingClaim not_wider(PolicyPtr before, PolicyPtr after, Limits limits) {
  return [before = std::move(before), after = std::move(after), limits](const Setting& setting) {
    ApplicablePolicies policies = placed(after, setting.around);
    Proof proof =
        prove_no_new_access(setting.situations, placed(before, setting.around), policies, limits);
    return PolicyProof{std::move(proof), std::move(policies)};
  };
}

PolicyProof prove_not_wider(const PolicyPtr& before, const PolicyPtr& after, const Asking& asking) {
  const std::array both{before, after};
  const auto settings = narrowed(settings_for(after->type, both, asking.account), asking);
  return over_settings(settings, not_wider(before, after, asking.limits));
}

std::expected<std::string, std::string> not_wider_as_smt_lib(const PolicyPtr& before,
                                                             const PolicyPtr& after,
                                                             const Asking& asking) {
  const std::array both{before, after};
  std::string scripts;
  for (const Setting& setting : narrowed(settings_for(after->type, both, asking.account), asking)) {
    for (const Situation& situation : setting.situations) {
      const auto script = no_new_access_as_smt_lib(situation, placed(before, setting.around),
                                                   placed(after, setting.around));
      if (!script) return std::unexpected(script.error());
      scripts += scripts.empty() ? *script : "(reset)\n" + *script;
    }
  }
  return scripts;
}

PolicyProof prove_sessions_denied(const PolicyPtr& policy, Window issued, const Asking& asking) {
  std::vector<Situation> sessions = session_holders(asked_of_caller({&policy, 1}));
  for (Situation& session : sessions) {
    session.issued = issued;
    narrow(session, asking);
  }
  PolicyProof result;
  result.policies = placed(policy, {});
  result.proof = prove_denied(sessions, result.policies, layer_of(policy->type), asking.limits);
  return result;
}

std::vector<std::string> axioms(bool use_catalogue) {
  std::vector<std::string> all{
      "a resource is `*` or an ARN; an action is `service:name`",
      "keys that follow from the caller, its credential and the time are as AWS derives them"};
  if (use_catalogue) {
    all.push_back(
        fmt::format("which condition keys have one value and which a list is AWS's list "
                    "of {}",
                    catalogue::data_date()));
  }
  return all;
}

std::vector<std::string> axioms_by_itself(PolicyType type, bool use_catalogue) {
  std::vector<std::string> all = axioms(use_catalogue);
  switch (type) {
    case PolicyType::kIdentity:
      all.emplace_back(
          "resources are of the caller's account; keys and roles leave it to that "
          "account who may use them");
      break;
    case PolicyType::kResource:
    case PolicyType::kTrust:
      all.emplace_back(
          "the caller's own policies allow everything, or, in the same account, "
          "nothing");
      break;
    case PolicyType::kBoundary:
    case PolicyType::kSession:
    case PolicyType::kEndpoint:
      all.emplace_back("all other policies allow everything");
      break;
    case PolicyType::kScp:
      all.emplace_back(
          "all other policies allow everything; whether an SCP reaches "
          "`sts:GetSessionToken` is not documented, and not asked");
      break;
    case PolicyType::kRcp:
      all.emplace_back(
          "all other policies allow everything; only services are asked about of "
          "which AWS says that RCPs reach them");
      break;
  }
  return all;
}

}  // namespace cordon::prove
