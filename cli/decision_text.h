// How the decision of one request is written: for people and as JSON. Pure functions from data to
// text; what is written here was decided and explained by engine/.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/output.h"
#include "engine/decided_by.h"
#include "engine/explain.h"

namespace cordon {

/// One decided request, with all that is said about it.
struct DecidedRequest {
  const Request& request;
  const ApplicablePolicies& policies;
  const Decision& decision;
  const Explanation& explanation;
  std::string expected;                            // the word of --expect; empty: none
  std::optional<bool> as_expected = std::nullopt;  // no value: nothing was expected
  bool with_trace = false;
  /// Policies whose statements are not quoted; null: all are.
  bool (*is_hidden)(const CompiledPolicy& policy) = nullptr;
};

/// Ends with a line end; at most 80 columns where the texts of the policies allow it.
[[nodiscard]] std::string decision_human(const DecidedRequest& decided, const Painter& paint);

/// Of a request that was found to break a claim: its fields and context, and the statements that
/// decide it, without the rest of decision_human. Ends with a line end.
[[nodiscard]] std::string witness_human(const DecidedRequest& decided, const Painter& paint);

/// Of a request that was decided otherwise than a test expects: its fields and context, the
/// statements that decide it or came near, and what it lacks. Ends with a line end.
[[nodiscard]] std::string failure_human(const DecidedRequest& decided, const Painter& paint);

/// One JSON object, indented, with a line end.
[[nodiscard]] std::string decision_json(const DecidedRequest& decided);

/// Which option would tell what an undecided request hangs on; empty when nothing would.
[[nodiscard]] std::string how_to_tell(const OpenPoint& point);

/// `notGiven`, `allows`, … as JSON has it; human output has the same words with blanks.
[[nodiscard]] std::string_view word(LayerExplanation::Part part);

}  // namespace cordon
