// Ways that are the same for many who could go them: the keys and passwords of users, the sessions
// of roles, and the instances that run under roles. There are many, and most credentials are asked
// about each of them, so each is made once; those that only the names of their targets tell apart
// stand together, since most policies do not tell them apart at all.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/incident/reach/targets.h"
#include "engine/incident/reach/way.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// Ways by the same call, to targets of one account; what policies and trust policies say of them
/// differs by the target's name at most. Never empty.
struct WayGroup {
  struct Member {
    const History::Name* target;  // null: the ways of somebody, and of nobody else
    const Way* way;
  };
  std::vector<Member> ways;
  const CompiledPolicy* trust = nullptr;  // of roles that are assumed
  /// It lives as long as what keeps it: whoever has gone its ways need not go them again.
  bool is_kept = false;

  [[nodiscard]] const Way& first() const { return *ways.front().way; }
};
using WayGroups = std::vector<WayGroup>;

class KeptWays {
 public:
  /// They have to outlive it, and what it gives out lives as long as it does.
  KeptWays(const History& history, const Targets& targets) : history_(history), targets_(targets) {}

  /// Keys and passwords of the users of an account, as it is in a world.
  [[nodiscard]] const WayGroups& users(std::size_t world, const std::string& account,
                                       const WantedTargets& wanted);
  /// Instances that could run under roles of an account. In a second group those in other regions,
  /// or where only some instances or images are allowed: which, is not asked.
  [[nodiscard]] const WayGroups& instances(std::size_t world, const std::string& account,
                                           const WantedTargets& wanted);

  /// Who assumes a role, as far as it makes a difference to the session.
  struct Assuming {
    bool chained = false;  // a role session itself
    std::optional<std::string> source_identity;

    auto operator<=>(const Assuming&) const = default;
  };
  /// Sessions of the roles of all accounts; those that trust alike stand together.
  [[nodiscard]] const WayGroups& sessions(std::size_t world, const Assuming& who,
                                          const WantedTargets& wanted);

 private:
  /// In all worlds with the same the ways are the same.
  struct Place {
    std::size_t changes;               // of targets, up to there
    const Surroundings* surroundings;  // for the trust policies
    std::string account;               // empty: all

    auto operator<=>(const Place&) const = default;
  };

  [[nodiscard]] Place place_of(std::size_t world, const std::string& account) const;
  const Way* keep(Way way);
  void add_users(std::size_t world, const std::string& account, WayGroups& groups);
  void add_instances(std::size_t world, const std::string& account, WayGroups& groups);
  void add_sessions(std::size_t world, const Assuming& who, WayGroups& groups);
  [[nodiscard]] const WayGroups& narrowed(const WayGroups& all, const WantedTargets& wanted,
                                          const std::set<History::Name> WantedTargets::* names);

  const History& history_;
  const Targets& targets_;
  std::deque<Way> ways_;
  std::map<std::pair<std::size_t, std::string>, WayGroups> users_;
  std::map<Place, WayGroups> instances_;
  std::map<std::pair<Place, Assuming>, WayGroups> sessions_;
  std::map<std::pair<const WayGroups*, const WantedTargets*>, WayGroups> narrowed_;
};

}  // namespace cordon::incident
