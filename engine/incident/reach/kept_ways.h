// Ways that are the same for all who could go them: the keys and passwords of users, and the
// instances that run under roles. There are many, and most credentials are asked about each of
// them, so each is made once.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/incident/reach/way.h"
#include "engine/incident/verdict/history.h"

namespace cordon::incident {

/// The history has to outlive it, and what it gives out lives as long as it does.
class KeptWays {
 public:
  explicit KeptWays(const History& history) : history_(history) {}

  struct OfUser {
    Way key;
    Way first_password;  // for who has none
    Way next_password;
  };
  /// The user is one of the history's.
  [[nodiscard]] const OfUser& of(const User& user);

  struct OfRole {
    const History::Name* role;
    Way here;
    /// In another region, or where only some instances or images are allowed: which, is not asked.
    Way elsewhere;
  };
  /// Instances that could run in a world under roles of an account.
  [[nodiscard]] const std::vector<OfRole>& instances(std::size_t world, const std::string& account);

 private:
  const History& history_;
  std::unordered_map<const User*, OfUser> of_users_;
  std::map<std::pair<std::size_t, std::string>, std::vector<OfRole>> instances_;
};

}  // namespace cordon::incident
