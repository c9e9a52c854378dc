// Patterns as sets of texts: does one hold another, do two share a text. The answers are about all
// texts, not about some that were tried, and they are exact: unknown is said only when the patterns
// are so long that the search was given up. Not about whole elements of a policy: a list of
// patterns, a variable or an ARN's fields are for those who ask.
//
// Containment walks through `b` and keeps the set of places that `a` can be in (the subset
// construction). Where `b` has a wildcard, it is enough to try a unit that is in neither pattern
// and, if it may be one, a colon: every other unit lets `a` go at least as far.
#pragma once

#include "engine/truth.h"
#include "grammar/pattern.h"

namespace cordon {

/// Whether `a` matches every text that `b` matches.
[[nodiscard]] Truth contains(const Pattern& a, const Pattern& b);

/// Whether some text is matched by both.
[[nodiscard]] Truth intersects(const Pattern& a, const Pattern& b);

}  // namespace cordon
