// What a step takes from those who have done nothing: which credentials that the incident does not
// name were open just before it and are closed right after. Asked of examples, for each user and
// role that the step touches: its other keys, its password, a session from before the step and one
// from after it. A step that leaves some request of them open costs nothing here.
#pragma once

#include <cstddef>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/incident/reach/targets.h"
#include "engine/incident/report.h"
#include "engine/incident/verdict/history.h"
#include "engine/incident/verdict/verdicts.h"

namespace cordon::incident {

class Costs {
 public:
  /// Users and roles that are asked about, for each step; what is beyond is told by `cut_short`.
  static constexpr std::size_t kMostAsked = 100;

  /// Both have to outlive it.
  Costs(const History& history, Verdicts& verdicts);

  [[nodiscard]] std::vector<StepCost> of(std::size_t event);
  [[nodiscard]] bool cut_short() const { return cut_short_; }

 private:
  class Step;

  const History& history_;
  Verdicts& verdicts_;
  Targets targets_;
  std::set<std::string> named_;  // key ids of the incident's credentials, and ARNs of its passwords
  std::vector<std::unique_ptr<HeldCredential>> examples_;  // the verdicts know them by address
  bool cut_short_ = false;
};

}  // namespace cordon::incident
