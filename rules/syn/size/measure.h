// How long a policy is as AWS counts it, and how long it may be. The quotas themselves are in
// engine/catalogue/.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/catalogue/quotas.h"
#include "rules/rule.h"

namespace cordon::rules {

/// Whose quota it is, for messages: "an inline policy of a user".
struct SizeLimit {
  catalogue::Quota quota;
  std::string_view whose;
};

/// The quota that applies to the subject, as far as it is known what it is attached to. Of an
/// identity policy of unknown home: where Access Analyzer draws the line.
[[nodiscard]] std::optional<SizeLimit> size_limit(const Subject& subject);

/// The length of the document as the quota counts. Where AWS does not say whether white space
/// counts it is left out: what is too long then is too long for sure. What blanks inside of
/// strings count for is not documented; they are left out with the others.
[[nodiscard]] std::uint64_t size_of(const Subject& subject, const catalogue::Quota& quota);

/// The document without white space between its tokens; none when its text is not JSON.
[[nodiscard]] std::optional<std::string> minified(const Subject& subject);

/// Reports a document that is over its quota; null when it is not.
Finding* report_size(const Subject& subject, const SizeLimit& limit, Found& found);

/// For policies of organizations, which are stored as they were sent: the fix minifies, where that
/// is enough.
void report_stored_size(const Subject& subject, Found& found);

}  // namespace cordon::rules
