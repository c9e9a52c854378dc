// The policies that an incident's events put in force, and the incident with one of them weakened:
// what a responder wrote or attached, not what was there before. A test of the incident is any good
// when its verdict, a probe or a claim notices.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/incident/incident.h"
#include "engine/testing/mutants.h"

namespace cordon::testing {

/// A policy that events of an incident apply, and where it is held.
struct AppliedPolicy {
  PolicyPtr policy;
  enum class Home : std::uint8_t {
    kParameter,     // written in an event
    kManaged,       // a managed policy of the snapshot that an event attaches
    kOrganization,  // an SCP or RCP of the organization file that an event attaches
  };
  Home home = Home::kParameter;
  std::size_t event = 0;    // index in Incident::events
  std::uint32_t value = 0;  // of kParameter: the node of the document
  std::string account;      // of kManaged: whose snapshot it is in
  std::string id;           // ARN or policy id
};

/// In the order of the events; one that several events apply is there once. Policies that can't be
/// read are left out.
[[nodiscard]] std::vector<AppliedPolicy> applied_policies(const incident::Incident& incident);

/// No value when AWS would refuse the weakened policy.
[[nodiscard]] std::optional<incident::Incident> with_mutant(const incident::Incident& incident,
                                                            const AppliedPolicy& applied,
                                                            const Mutant& mutant);

}  // namespace cordon::testing
