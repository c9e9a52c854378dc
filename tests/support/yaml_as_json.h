// A file that users write, YAML or JSON, as the JSON text that a validator of schemas takes.
#pragma once

#include <string>
#include <string_view>

namespace cordon::support {

// The text has to be readable.
std::string as_json(std::string_view yaml);

}  // namespace cordon::support
