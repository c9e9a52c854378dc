// How one credential stands at one moment: whether it can still sign (alive), as whom, and under
// which policies. Alive is not yet authorized (containment.md 4, 5).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/applicable_policies.h"
#include "engine/decision.h"
#include "engine/incident/incident.h"
#include "engine/request.h"

namespace cordon::incident {

/// The worlds of an incident: before the first event, and after each.
class History {
 public:
  explicit History(const Incident& incident);

  [[nodiscard]] const Incident& incident() const { return *incident_; }
  /// 0 is the snapshot, i the world after event i-1.
  [[nodiscard]] const World& world(std::size_t index) const { return worlds_[index]; }
  [[nodiscard]] std::size_t worlds() const { return worlds_.size(); }
  /// The world at an instant: events at that very instant have happened.
  [[nodiscard]] std::size_t world_at(Instant at) const;
  [[nodiscard]] const HeldCredential* find(std::string_view id) const;
  /// What applying event `index` did.
  [[nodiscard]] const std::string& why(std::size_t index) const { return whys_[index]; }
  [[nodiscard]] bool state_changed(std::size_t index) const { return changed_[index]; }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

  /// When a self-renewing credential gets its last fresh token: the first event after which its
  /// role is gone or in no instance profile. No value: it goes on.
  [[nodiscard]] std::optional<Instant> renewal_end(const HeldCredential& credential) const;
  /// How many console passwords the user of that name has had one after the other up to a world;
  /// one that the snapshot does not deny counts.
  [[nodiscard]] std::size_t passwords(std::string_view account, std::string_view user,
                                      std::size_t world) const;

 private:
  const Incident* incident_;
  std::vector<World> worlds_;
  std::vector<std::string> whys_;
  std::vector<bool> changed_;
  Diagnostics diagnostics_;
};

/// Longest life of a token that the instance metadata service handed out (semantics.md 5.1).
inline constexpr std::int64_t kInstanceTokenLifeMs = 6 * 3'600'000LL;

struct Standing {
  enum class Life : std::uint8_t { kAlive, kDead, kUnknown };
  Life life = Life::kUnknown;
  std::string reason;  // why it is dead or unknown; a remark when it is alive (may be empty)
  /// Why it may be dead although it is taken as alive: a request that gets through is unknown then.
  std::string doubt;
  Caller caller;
  Credential credential;
  ApplicablePolicies policies;  // but for the resource's own side
  Revision created = 0;         // of the user or role behind it
};

/// How the credential stands at `at` in world number `world`.
[[nodiscard]] Standing standing_of(const HeldCredential& credential, const History& history,
                                   std::size_t world, Instant at);

/// A request of a credential that is alive: what the attacker does not choose is fixed, what was
/// not told is open.
[[nodiscard]] Request request_of(const Standing& standing, std::string_view action,
                                 std::string resource, Instant at);

/// A decision, and what it points into.
struct Decided {
  ApplicablePolicies policies;
  Decision decision;

  /// The statements that decided (decided_by.h).
  [[nodiscard]] std::vector<StatementHit> statements(const Request& request) const;
};

/// Decides it in a world, with the resource's own policy and organization.
[[nodiscard]] Decided decide(const Request& request, const Standing& standing, const World& world,
                             const Assumptions& assumptions);

}  // namespace cordon::incident
