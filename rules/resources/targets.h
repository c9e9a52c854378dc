// Which actions can have a target among the resources of a statement. Service and last field of an
// ARN are compared apart: as one text, the placeholder of a format would run on into the next
// field. Regions and accounts are not compared. The catalogue lacks some formats, so that a "no" is
// for warnings.
#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/truth.h"
#include "rules/resources/resources.h"

namespace cordon::rules {

class TargetList {
 public:
  TargetList(const Statement& statement, PolicyVersion version);

  /// Every resource of the statement is an ARN of six fields. Otherwise anything may be a target.
  [[nodiscard]] bool known() const { return known_; }

  /// Whether something that the entry stands for can have a target here. Unknown for what the
  /// catalogue lacks, for actions without resource types, and when there is too much to compare.
  [[nodiscard]] Truth can_be_target_of(std::string_view action_entry);

  /// There was too much to compare.
  [[nodiscard]] bool gave_up() const { return work_ > kMostWork; }

  /// Every target is of that service, fits the one type and not the other.
  [[nodiscard]] bool all_are(std::string_view service, std::string_view type,
                             std::string_view not_type) const;

 private:
  struct Target {
    Pattern service;
    Pattern resource;
  };

  static constexpr std::size_t kMostWork = 500'000;  // comparisons of patterns

  [[nodiscard]] Truth can_target(const catalogue::Action& action);
  [[nodiscard]] Truth can_be(std::string_view service, std::string_view type);

  bool known_ = false;
  std::vector<Target> targets_;
  std::map<std::pair<std::string_view, std::string_view>, Truth> types_;  // asked before
  std::size_t work_ = 0;
};

/// Whether the action works on the resource with that ARN, as far as the catalogue knows its types.
[[nodiscard]] bool works_on(const catalogue::Action& action, std::string_view arn);

}  // namespace cordon::rules
