// Applying fixes to a text: edits by place, so that all that is not edited stays as it was written.
// Text in, text out; whether the result still says the same is same_meaning.h's question.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/finding.h"

namespace cordon::rules {

struct FixedText {
  std::string text;
  std::vector<const Finding*> applied;
};

/// Applies the fixes of `findings` (all of one source, whose text is `text`) in the order of their
/// places. A fix with an edit that touches one applied before is left for the next round.
[[nodiscard]] FixedText apply_fixes(std::string_view text,
                                    std::span<const Finding* const> findings);

}  // namespace cordon::rules
