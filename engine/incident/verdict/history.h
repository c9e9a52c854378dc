// What an incident's events did: for every user and role, and for what surrounds requests, from
// which event on it is as it is. The worlds themselves pass by and are not
// kept. What changed is found by comparing, not by what events say of themselves, so that no change
// is missed. Nothing is judged here.
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
#include "engine/incident/verdict/sensitivity.h"
#include "engine/incident/verdict/surroundings.h"

namespace cordon::incident {

/// Whether what was found out once is used again.
enum class Reuse : std::uint8_t {
  kWhatHolds,  // what no event and no date can have touched
  kNothing,    // slow, and simple: what tests hold the former against
};

/// A user or role from one world on until its next version; none: there is nobody of that name.
template <class EntityType>
struct Version {
  std::size_t since = 0;
  std::optional<EntityType> entity;
  PrincipalPolicies policies;
  Sensitivity sensitivity;  // of the policies
};

/// All versions of a name; the first is that of the snapshot.
template <class EntityType>
class Versions {
 public:
  void add(Version<EntityType> next) { all_.push_back(std::move(next)); }

  [[nodiscard]] const Version<EntityType>& in(std::size_t world) const {
    std::size_t found = all_.size() - 1;
    while (all_[found].since > world) --found;
    return all_[found];
  }
  [[nodiscard]] const std::vector<Version<EntityType>>& all() const { return all_; }
  /// Whether there is somebody in some world.
  [[nodiscard]] bool ever() const;

 private:
  std::vector<Version<EntityType>> all_;
};

/// World 0 is the snapshot, world i what event i-1 left.
class History {
 public:
  explicit History(const Incident& incident, Reuse reuse = Reuse::kWhatHolds);

  [[nodiscard]] const Incident& incident() const { return *incident_; }
  [[nodiscard]] Reuse reuse() const { return reuse_; }
  [[nodiscard]] std::size_t worlds() const { return surroundings_.size(); }
  /// The world at an instant: events at that very instant have happened.
  [[nodiscard]] std::size_t world_at(Instant at) const;
  [[nodiscard]] const HeldCredential* find(std::string_view id) const;
  /// With a federation token, or a console session of one: what asked for it. Null: not told.
  [[nodiscard]] const HeldCredential* federator_of(const HeldCredential& credential) const;
  /// What applying event `index` did.
  [[nodiscard]] const std::string& why(std::size_t index) const { return whys_[index]; }
  [[nodiscard]] bool state_changed(std::size_t index) const { return changed_[index]; }
  /// AWS refuses it as things stand, but it was applied.
  [[nodiscard]] bool is_doubtful(std::size_t index) const { return doubtful_[index]; }
  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }
  /// Up to then the incident's credentials are all that were made.
  [[nodiscard]] Instant known_until() const { return known_until_; }
  /// The first instant that the incident speaks of; a minute before the first event at the latest.
  [[nodiscard]] Instant beginning() const { return beginning_; }

  /// A credential that reach found: `find` knows it from now on. It has to outlive the history.
  void add(const HeldCredential& reached) { by_id_.emplace(reached.id, &reached); }

  using Name = std::pair<std::string, std::string>;  // account, name
  [[nodiscard]] const std::map<Name, Versions<User>>& users() const { return users_; }
  [[nodiscard]] const std::map<Name, Versions<Role>>& roles() const { return roles_; }
  /// The roles that instance profiles hand out in a world.
  [[nodiscard]] const std::set<Name>& roles_in_profiles(std::size_t world) const {
    return *in_profiles_[world];
  }

  /// By the name that a user has, or had before it was renamed.
  [[nodiscard]] const Versions<User>& users(const std::string& account,
                                            const std::string& name) const;
  [[nodiscard]] const Versions<Role>& roles(const std::string& account,
                                            const std::string& name) const;
  /// Those of a world; worlds that do not differ in them share them.
  [[nodiscard]] const Surroundings& surroundings(std::size_t world) const {
    return *surroundings_[world];
  }
  /// Of all documents of all worlds, under Reuse::kNothing.
  [[nodiscard]] const Sensitivity& everything() const { return everything_; }

  /// When a self-renewing credential gets its last fresh token: the event after which its role is
  /// gone, or in no instance profile any more, and does not come back. No value: it goes on.
  [[nodiscard]] std::optional<Instant> renewal_end(const HeldCredential& credential) const;
  /// How many console passwords the user of that name has had one after the other up to a world;
  /// one that the snapshot does not deny counts.
  [[nodiscard]] std::size_t passwords(const std::string& account, const std::string& user,
                                      std::size_t world) const;

 private:
  struct Renewal {
    bool was_attached = false;
    std::optional<Instant> end;
  };

  void expect_principals();
  void expect_principals(const World& world);
  void apply_events();
  void note(const World& world);
  void note_renamed(const World& world);
  void note_renewals(const World& world);
  [[nodiscard]] const User* user_in(const World& world, const Name& name) const;

  const Incident* incident_;
  Reuse reuse_;
  std::vector<std::string> whys_;
  std::vector<bool> changed_;
  std::vector<bool> doubtful_;
  Diagnostics diagnostics_;
  Instant beginning_;
  Instant known_until_;
  std::unordered_map<std::string_view, const HeldCredential*> by_id_;
  std::set<std::string, std::less<>> renamed_;  // names that users had
  std::map<Name, Versions<User>> users_;
  std::map<Name, Versions<Role>> roles_;
  std::vector<std::shared_ptr<const Surroundings>> surroundings_;   // by world
  std::vector<std::shared_ptr<const std::set<Name>>> in_profiles_;  // by world
  std::map<Name, Renewal> renewals_;
  Sensitivity everything_;
};

}  // namespace cordon::incident
