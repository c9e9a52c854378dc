#include "rules/rule.h"

namespace cordon::rules {

extern const Rule kSuppressionWithoutReason{
    .id = "STY015",
    .name = "suppression-without-reason",
    .level = Level::kWarning,
    .summary = "suppression without a reason, or past its expiry",
    .doc =
        R"(A suppression is a decision that somebody has to be able to review: it needs a `reason`,
and may have an `expires` after which it has to be taken again. An entry without a reason or past its
expiry has no effect, and what it was written for is reported again.
)",
};

}  // namespace cordon::rules
