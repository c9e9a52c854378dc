#include "engine/decided_by.h"

#include <algorithm>
#include <tuple>

namespace cordon {
namespace {

using Hits = std::vector<StatementHit>;

Hits all_hits(const Decision& decision, const Request& request,
              const ApplicablePolicies& policies) {
  if (decision.hits.truncated()) return trace(request, policies).hits;
  return {decision.hits.begin(), decision.hits.end()};
}

bool grants(const StatementHit& hit, Layer layer) {
  return hit.layer == layer && hit.effect == Effect::kAllow && hit.matched == Truth::kTrue;
}

// An identity-based policy allows: was the resource's policy needed as well (another account, a KMS
// key, a boundary that its grant makes up for)? It was when its Allow can't be missed.
bool resource_policy_was_needed(const Request& request, const ApplicablePolicies& policies,
                                const EvaluateOptions& options) {
  ApplicablePolicies without = policies;
  without.resource = nullptr;
  without.resource_told = true;
  without.foreign_resource_open = false;
  return evaluate(request, without, options).outcome != Outcome::kAllowed;
}

// The layers whose Allow carried a request that is allowed.
struct Carriers {
  bool identity = false;
  bool resource = false;
};

Carriers carriers(const Decision& decision, const Hits& hits, const Request& request,
                  const ApplicablePolicies& policies, const EvaluateOptions& options) {
  const auto any = [&](Layer layer) {
    return std::ranges::any_of(hits, [&](const StatementHit& hit) { return grants(hit, layer); });
  };
  if (decision.reason == Reason::kResourceAllow) return {.resource = true};
  if (decision.reason != Reason::kIdentityAllow) return {};
  if (!any(Layer::kResource)) return {.identity = true};
  return {.identity = true, .resource = resource_policy_was_needed(request, policies, options)};
}

bool denies(const Decision& decision, const StatementHit& hit) {
  return hit.effect == Effect::kDeny && hit.matched == Truth::kTrue &&
         decision.layer(hit.layer).deny == Truth::kTrue;
}

// A layer that allows (or denies) in any case does not hang on its open statements.
bool is_open(const Decision& decision, const StatementHit& hit) {
  const LayerTrace& layer = decision.layer(hit.layer);
  if (hit.effect == Effect::kDeny) {
    return layer.deny == Truth::kUnknown && decision.can_be(Outcome::kExplicitDeny);
  }
  // Of SCPs another level may be the open one; an endpoint's Allow can be open though it matches.
  const bool may_be_settled = hit.layer == Layer::kScp && hit.matched == Truth::kTrue;
  return layer.allow == Truth::kUnknown && !may_be_settled;
}

bool competes(const Decision& decision, const StatementHit& hit) {
  return decision.can_be(Outcome::kAllowed) &&
         (grants(hit, Layer::kIdentity) || grants(hit, Layer::kResource));
}

}  // namespace

std::vector<StatementHit> decided_by(const Decision& decision, const Request& request,
                                     const ApplicablePolicies& policies,
                                     const EvaluateOptions& options) {
  if (decision.outcome == Outcome::kImplicitDeny) return {};
  Hits hits = all_hits(decision, request, policies);
  const Carriers carried = decision.outcome == Outcome::kAllowed
                               ? carriers(decision, hits, request, policies, options)
                               : Carriers{};
  std::erase_if(hits, [&](const StatementHit& hit) {
    switch (decision.outcome) {
      case Outcome::kAllowed:
        return !((carried.identity && grants(hit, Layer::kIdentity)) ||
                 (carried.resource && grants(hit, Layer::kResource)));
      case Outcome::kExplicitDeny:
        return !denies(decision, hit);
      case Outcome::kUndecided:
        return !is_open(decision, hit) && !competes(decision, hit);
      case Outcome::kImplicitDeny:
        return true;
    }
    return true;
  });
  std::ranges::stable_sort(
      hits, {}, [](const StatementHit& hit) { return std::tuple(hit.layer, hit.level); });
  return hits;
}

}  // namespace cordon
