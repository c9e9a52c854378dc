// A request as the `request` of a case document, which `cordon simulate --batch` takes.
#pragma once

#include <string>

#include "engine/request.h"

namespace cordon {

/// One JSON object in one line.
[[nodiscard]] std::string request_json(const Request& request);

}  // namespace cordon
