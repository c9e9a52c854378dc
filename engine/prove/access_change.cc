#include "engine/prove/access_change.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "engine/prove/holders.h"

namespace cordon::prove {
namespace {

AccessGroup group_of(PolicyProof example) {
  const Request& request = example.proof.witness->request;
  AccessGroup group{.service = std::string(request.service()), .level = {}, .example = {}};
  if (const auto action = catalogue::find_action(request.action())) group.level = action->level;
  group.example = std::move(example);
  return group;
}

// From now on not asked about: the actions of the group. What AWS does not list is left out as a
// whole, since there is no end of names.
void leave_out(const AccessGroup& group, std::vector<Setting>& settings) {
  std::vector<std::string> names;
  if (group.level) {
    for (const auto action : catalogue::actions_of(group.service)) {
      if (action.level == *group.level) names.emplace_back(action.full_name);
    }
  }
  for (Setting& setting : settings) {
    for (Situation& situation : setting.situations) {
      if (!group.level) situation.listed_only.push_back(group.service);
      situation.tolerated.insert(situation.tolerated.end(), names.begin(), names.end());
    }
  }
}

void sort(std::vector<AccessGroup>& groups) {
  std::ranges::sort(groups, [](const AccessGroup& a, const AccessGroup& b) {
    return std::tuple(std::string_view(a.service), !a.level, a.level) <
           std::tuple(std::string_view(b.service), !b.level, b.level);
  });
}

// All policies of a principal, to see what they ask for.
std::vector<PolicyPtr> all_of(const ApplicablePolicies& before, const ApplicablePolicies& after) {
  std::vector<PolicyPtr> all;
  for (const ApplicablePolicies* policies : {&before, &after}) {
    for (const auto* list : {&policies->identity, &policies->boundary}) {
      all.insert(all.end(), list->begin(), list->end());
    }
  }
  return all;
}

// The ways in which the principal can sign.
std::vector<Situation> situations_of(const Caller& principal, const AskedOfCaller& asked) {
  std::vector<Situation> all = principal.kind == CallerKind::kUser
                                   ? user_situations(principal.arn, asked)
                                   : std::vector{situation_of(principal.arn, std::nullopt, asked)};
  for (Situation& each : all) {
    each.caller = principal;
    each.any_caller = false;
  }
  return all;
}

}  // namespace

AccessChange access_groups(std::vector<Setting> settings, const SettingClaim& claim,
                           std::size_t most) {
  AccessChange change;
  for (;;) {
    PolicyProof proof = over_settings(settings, claim);
    change.mismatch = proof.proof.mismatch;
    if (!change.mismatch.empty() || proof.proof.verdict == Verdict::kUndecided) {
      change.complete = false;
      change.causes = std::move(proof.proof.causes);
      break;
    }
    if (proof.proof.verdict == Verdict::kHolds) break;
    if (change.groups.size() == most) {
      change.complete = false;
      change.causes.push_back(fmt::format("there are more than {} groups", most));
      break;
    }
    change.groups.push_back(group_of(std::move(proof)));
    leave_out(change.groups.back(), settings);
  }
  sort(change.groups);
  return change;
}

AccessChange access_gained(const PolicyPtr& before, const PolicyPtr& after, const Asking& asking,
                           std::size_t most) {
  const std::array both{before, after};
  auto settings = narrowed(settings_for(after->type, both, asking.account), asking);
  return access_groups(std::move(settings), not_wider(before, after, asking.limits), most);
}

AccessChange access_gained(const Caller& principal, const ApplicablePolicies& before,
                           const ApplicablePolicies& after, const Asking& asking,
                           std::size_t most) {
  const std::array account{principal.account};
  const PolicyPtr leaves = left_to_accounts(account);
  const auto with_resource = [&](ApplicablePolicies policies) {
    policies.resource = leaves;
    return policies;
  };
  const ApplicablePolicies then = with_resource(before);
  const ApplicablePolicies now = with_resource(after);
  const auto claim = [&](const Setting& setting) {
    return PolicyProof{prove_no_new_access(setting.situations, then, now, asking.limits), now};
  };
  const AskedOfCaller asked = asked_of_caller(all_of(before, after));
  std::vector<Setting> settings{{.situations = situations_of(principal, asked), .around = {}}};
  return access_groups(narrowed(std::move(settings), asking), claim, most);
}

}  // namespace cordon::prove
