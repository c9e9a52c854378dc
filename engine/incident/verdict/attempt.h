// Tries concrete requests of a credential: each as it is, then with the keys that the caller
// chooses set so as to get through. That none gets through proves nothing (proof.h).
#pragma once

#include <optional>
#include <vector>

#include "engine/incident/report.h"
#include "engine/incident/verdict/authority.h"
#include "engine/incident/verdict/candidates.h"
#include "engine/incident/verdict/decider.h"

namespace cordon::incident {

struct Tried {
  std::optional<Witness> witness;  // it gets through
  bool denied = false;             // it does not, whatever else it says
};

class Attempt {
 public:
  /// The question has to outlive it.
  explicit Attempt(const Question& question)
      : question_(question),
        decider_(question.standing, question.surroundings, question.incident.assumptions) {}

  [[nodiscard]] Tried run(const Candidate& candidate);

 private:
  bool choose(Request& request, const Decision& decision, std::vector<ContextEntry>& chosen);
  static std::optional<ContextEntry> value_for(const ContextKey& key, const Decision& decision);
  [[nodiscard]] Witness witness(const Request& request, std::vector<ContextEntry> context,
                                const Decision& decision) const;

  [[nodiscard]] Request& request_for(const Candidate& candidate);

  const Question& question_;
  Decider decider_;
  std::optional<Request> request_;  // the last one
  bool has_chosen_ = false;         // of its context, more than every request has
};

}  // namespace cordon::incident
