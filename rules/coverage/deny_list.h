// A few Denies of a document that mend what another statement leaves open, so that it can be asked
// whether one of them speaks of all that the other speaks of. Real policies have one or two, with
// short lists: beyond the limits below a Deny is left out, and so mends nothing. Principals and
// conditions are not compared: who puts a Deny into the list has looked at them.
#pragma once

#include <cstddef>
#include <vector>

#include "rules/subject.h"

namespace cordon::rules {

class DenyList {
 public:
  /// `subject` has to outlive the list.
  explicit DenyList(const Subject& subject) : subject_(&subject) {}

  template <class Fits>
  static DenyList of(const Subject& subject, Fits fits) {
    DenyList list(subject);
    for (const Statement& statement : subject.statements()) {
      if (list.has_room() && fits(statement)) list.add(statement);
    }
    return list;
  }

  /// Another statement of the list has all actions and resources of this one, for sure.
  [[nodiscard]] bool covers(const Statement& statement) const;

 private:
  static constexpr std::size_t kMost = 16;
  static constexpr std::size_t kMostEntries = 64;

  [[nodiscard]] bool has_room() const { return denies_.size() < kMost; }
  void add(const Statement& statement);

  const Subject* subject_;
  std::vector<std::size_t> denies_;  // by number
};

}  // namespace cordon::rules
