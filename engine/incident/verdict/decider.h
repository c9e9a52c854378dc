// Decides requests of one standing in one world, with the policies of the resource's own side:
// its policy or trust policy, and its organization's RCPs.
#pragma once

#include <vector>

#include "engine/decision.h"
#include "engine/incident/incident.h"
#include "engine/incident/verdict/standing.h"
#include "engine/incident/verdict/surroundings.h"

namespace cordon::incident {

class Decider {
 public:
  /// `surroundings` and `assumptions` have to outlive it.
  Decider(const Standing& standing, const Surroundings& surroundings,
          const Assumptions& assumptions);

  [[nodiscard]] Decision decide(const Request& request);
  /// All policies that have a say in a request on this resource.
  [[nodiscard]] const ApplicablePolicies& policies_for(const Request& request);
  /// The statements that decided the last request (decided_by.h).
  [[nodiscard]] std::vector<StatementHit> statements(const Request& request,
                                                     const Decision& decision) const;

 private:
  [[nodiscard]] const StoredPolicy* resource_side(const Request& request) const;
  void use_rcps_of(std::string_view account);

  const Surroundings& surroundings_;
  const Assumptions& assumptions_;
  Revision caller_created_;
  ApplicablePolicies policies_;
  std::optional<std::string> rcps_of_;  // the account whose RCPs are in policies_
};

}  // namespace cordon::incident
