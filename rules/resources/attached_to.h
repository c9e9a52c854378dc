// What a resource policy hangs on: what its file or the user says, else what its actions speak of.
#pragma once

#include <string_view>

#include "grammar/source.h"
#include "rules/subject.h"

namespace cordon::rules {

/// The policy hangs on a resource of that type (`AWS::KMS::Key`); where that is not told, every
/// action that it lists is of the service.
[[nodiscard]] bool hangs_on(const Subject& subject, std::string_view type,
                            std::string_view service);

/// Where a finding about something that is not in the document goes: the name of Statement.
[[nodiscard]] Span place_of_statements(const Subject& subject);

}  // namespace cordon::rules
