// The dates that CloudTrail records hold, in every style that AWS's services write: `eventTime` is
// ISO 8601, the expiration of an STS answer `Jul 30, 2024, 9:46:15 PM`, the creation date of an IAM
// answer `Jul 30, 2024 9:53:13 PM`; some documents show `20131102T010628Z`. All are UTC.
#pragma once

#include <optional>
#include <string_view>

#include "grammar/date_time.h"

namespace cordon::incident {

/// No value when it is none of these. A no-break space before AM and PM counts as a blank.
[[nodiscard]] std::optional<Instant> parse_log_date(std::string_view text);

}  // namespace cordon::incident
