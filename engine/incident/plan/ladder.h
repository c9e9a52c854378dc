// What can be done about a credential: measures in the order of how much they take from others,
// made for the world as it is when the plan begins, so that names of policies are free and AWS's
// quotas are kept. Whether a measure helps is not known here.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/incident/plan/measure.h"
#include "engine/incident/verdict/issuer.h"
#include "engine/incident/world/world.h"

namespace cordon::incident {

/// A credential that is open, and the user or role behind it.
struct OpenCredential {
  const HeldCredential* held = nullptr;
  Issuer issuer;
};

/// `111122223333/user/bob`: who has to be changed to close a credential.
[[nodiscard]] std::string entity_key(const Issuer& issuer);

class Ladder {
 public:
  /// Steps are taken at `at`; `world` is that of then.
  Ladder(const Incident& incident, World world, Instant at);

  /// The first measures for the credential that were not taken before; none: there are no others.
  /// Of an owner whose sessions are denied one by one, `open` gives all that are.
  [[nodiscard]] std::vector<Measure> next(const OpenCredential& credential,
                                          const std::vector<OpenCredential>& open,
                                          const std::set<std::string>& taken) const;

  /// What could close it that no measure does.
  [[nodiscard]] std::string needed_for(const OpenCredential& credential) const;

  /// Tokens issued before it are denied where open sessions are.
  [[nodiscard]] Instant cutoff() const { return cutoff_; }

 private:
  using Measures = std::vector<Measure>;
  using Taken = std::set<std::string>;

  [[nodiscard]] Measures for_user(const OpenCredential& credential, const Taken& taken) const;
  [[nodiscard]] Measures for_role(const OpenCredential& credential,
                                  const std::vector<OpenCredential>& open,
                                  const Taken& taken) const;
  [[nodiscard]] Measures for_root(const OpenCredential& credential, const Taken& taken) const;
  [[nodiscard]] Measures by_organization(const Account& account, const std::string& owner,
                                         const std::string& principal_arn,
                                         const Taken& taken) const;

  [[nodiscard]] const Account* account_of(const Issuer& issuer) const;

  const Incident& incident_;
  World world_;
  Instant cutoff_;
};

/// Measures of the same owner that a measure makes superfluous, by their ids.
[[nodiscard]] bool supersedes(const Measure& measure, const Measure& other);

}  // namespace cordon::incident
