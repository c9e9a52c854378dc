// Reads policies for all requests of a situation at once: what combine.h wants to know becomes an
// expression over atoms. Where a statement hangs on nothing free, evaluate's own functions are
// asked; where AWS's behaviour is not documented, the value is open.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/combination.h"
#include "engine/compile.h"
#include "engine/prove/atoms.h"
#include "engine/prove/expression.h"
#include "engine/prove/reading.h"
#include "engine/prove/situation.h"
#include "engine/request.h"

namespace cordon::prove {

class SymbolicReader {
 public:
  using Value = Symbolic;

  /// All of it has to outlive the reader.
  SymbolicReader(const Situation& situation, ExpressionPool& pool, Atoms& atoms);

  // --- What Combination asks for ----------------------------------------------------------------
  [[nodiscard]] const Caller& caller() const { return base_.caller(); }
  [[nodiscard]] const std::optional<Credential>& credential() const { return base_.credential(); }
  [[nodiscard]] Symbolic expired();
  [[nodiscard]] Symbolic not_yet_issued();
  [[nodiscard]] Symbolic barred();
  [[nodiscard]] Symbolic calls(std::string_view action);
  [[nodiscard]] Symbolic resource_must_allow();
  [[nodiscard]] Symbolic cross_account();
  [[nodiscard]] Symbolic rcps_reach();

  template <class Visit>
  void each_statement(const CompiledPolicy& policy, Visit visit) {
    for (std::size_t i = 0; i < policy.statements.size(); ++i) {
      const Symbolic matches = action(policy.statements[i]);
      if (!matches.may().is_false()) visit(i, matches);
    }
  }
  [[nodiscard]] Symbolic action(const CompiledStatement& statement);
  [[nodiscard]] Symbolic resource(const CompiledStatement& statement);
  [[nodiscard]] Symbolic condition(const CompiledStatement& statement,
                                   const CompiledCondition& condition);
  void hit(PolicyPlace /*place*/, const CompiledPolicy& /*policy*/, std::size_t /*index*/,
           const Symbolic& /*matches*/) {}
  void layer(Layer which, bool /*applies*/, const Symbolic& /*allow*/, const Symbolic& deny) {
    denied_[static_cast<std::size_t>(which)] = deny;
  }

  // --- For claims -------------------------------------------------------------------------------
  /// What a layer denied explicitly, as Combination found it last.
  [[nodiscard]] const Symbolic& denied(Layer which) const {
    return denied_[static_cast<std::size_t>(which)];
  }
  /// The request is one that the situation asks about.
  [[nodiscard]] Symbolic asked_about();
  /// The action is matched by one of these entries of an Action element.
  [[nodiscard]] Symbolic actions(const std::vector<std::string>& entries);
  /// From now on, what AWS does not document of an element is not unknown but one of the two, the
  /// same for elements with the same words. Then two policies can be compared for whatever AWS
  /// does; what is found to be possible may not be.
  void take_unknowns_as_fixed() { unknowns_are_fixed_ = true; }
  /// The request with nothing free in it filled in.
  [[nodiscard]] const Request& base() const { return base_; }

 private:
  [[nodiscard]] Symbolic action_in(TextSet set);
  [[nodiscard]] Symbolic no_resource();
  [[nodiscard]] Symbolic resource_in(TextSet set);
  [[nodiscard]] Symbolic resource_entries(const std::vector<ResourceEntry>& entries, bool negated);
  [[nodiscard]] Symbolic fixed(const Symbolic& value, const auto& words);
  [[nodiscard]] Symbolic listed(std::string_view service);
  [[nodiscard]] Symbolic among_callers();
  [[nodiscard]] Symbolic linked(const ResourceEntry& entry, bool negated);
  void note_asked();
  [[nodiscard]] Symbolic time_from(Instant instant);

  const Situation& situation_;
  Request base_;
  Reading reading_;
  VariableId action_;
  VariableId resource_;
  std::vector<ResourceEntry> asked_entries_;  // the resources of the situation
  /// What alone is asked about; empty: anything, or not as patterns.
  std::vector<TextSet::Tokens> asked_resources_;
  std::vector<TextSet::Tokens> asked_actions_;
  /// Actions that are not asked about.
  TextSet tolerated_;
  std::array<Symbolic, kLayers> denied_{};
  bool unknowns_are_fixed_ = false;
};

}  // namespace cordon::prove
