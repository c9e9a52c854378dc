// An incident's worlds, one before the first event and one after each, and what of them changed
// when: for every user, role and the surroundings of requests, from which world on it is as it is.
// It is found by comparing worlds, not by what events say of themselves, so that no change is
// missed. Nothing is judged here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/incident/incident.h"
#include "engine/incident/surroundings.h"

namespace cordon::incident {

/// Whether what was found out once is used again.
enum class Reuse : std::uint8_t {
  kWhatHolds,  // what no event and no date can have touched
  kNothing,    // slow, and simple: what tests hold the former against
};

/// A user or role from one world on until its next version; null: there is none of that name.
template <class EntityType>
struct Version {
  std::size_t since = 0;
  const EntityType* entity = nullptr;
  PrincipalPolicies policies;
  Sensitivity sensitivity;  // of the policies
};

/// All versions of a name; the first is that of the snapshot.
template <class EntityType>
class Versions {
 public:
  explicit Versions(std::vector<Version<EntityType>> all) : all_(std::move(all)) {}

  [[nodiscard]] const Version<EntityType>& in(std::size_t world) const {
    std::size_t found = all_.size() - 1;
    while (all_[found].since > world) --found;
    return all_[found];
  }
  [[nodiscard]] const std::vector<Version<EntityType>>& all() const { return all_; }
  /// Whether there is one in some world.
  [[nodiscard]] bool ever() const;

 private:
  std::vector<Version<EntityType>> all_;
};

class History {
 public:
  explicit History(const Incident& incident, Reuse reuse = Reuse::kWhatHolds);

  [[nodiscard]] const Incident& incident() const { return *incident_; }
  [[nodiscard]] Reuse reuse() const { return reuse_; }
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
  /// The first instant that the incident speaks of; a minute before the first event at the latest.
  [[nodiscard]] Instant beginning() const { return beginning_; }

  /// By the name that it has, or had before it was renamed (find_user).
  [[nodiscard]] const Versions<User>& users(const std::string& account,
                                            const std::string& name) const;
  [[nodiscard]] const Versions<Role>& roles(const std::string& account,
                                            const std::string& name) const;
  /// Those of a world; worlds that do not differ in them share them.
  [[nodiscard]] const Surroundings& surroundings(std::size_t world) const {
    return *surroundings_[world];
  }

  /// When a self-renewing credential gets its last fresh token: the first event after which its
  /// role is gone or in no instance profile. No value: it goes on.
  [[nodiscard]] std::optional<Instant> renewal_end(const HeldCredential& credential) const;
  /// How many console passwords the user of that name has had one after the other up to a world;
  /// one that the snapshot does not deny counts.
  [[nodiscard]] std::size_t passwords(const std::string& account, const std::string& user,
                                      std::size_t world) const;

 private:
  using Name = std::pair<std::string, std::string>;  // account, name

  void apply_events();
  void note_renamed(const World& world);
  void note_surroundings();
  [[nodiscard]] const User* user_in(const World& world, const Name& name) const;
  [[nodiscard]] bool in_a_profile(std::size_t world, const Name& role) const;
  [[nodiscard]] std::optional<Instant> find_renewal_end(const Name& role) const;

  const Incident* incident_;
  Reuse reuse_;
  std::vector<World> worlds_;
  std::vector<std::string> whys_;
  std::vector<bool> changed_;
  Diagnostics diagnostics_;
  Instant beginning_;
  std::unordered_map<std::string_view, const HeldCredential*> by_id_;
  std::set<std::string, std::less<>> renamed_;                     // names that users had
  std::vector<std::shared_ptr<const Surroundings>> surroundings_;  // by world
  std::vector<std::set<Name>> in_profiles_;                        // roles, by world
  // Found when they are asked for.
  mutable std::map<Name, Versions<User>> users_;
  mutable std::map<Name, Versions<Role>> roles_;
  mutable std::map<Name, std::optional<Instant>> renewal_ends_;
};

/// Null when it was not given.
[[nodiscard]] const Account* find_account(const World& world, std::string_view id);

}  // namespace cordon::incident
