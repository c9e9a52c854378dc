// SHA-256, by which a report says what it was made from.
#pragma once

#include <string>
#include <string_view>

namespace cordon {

/// Lower-case hexadecimal.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace cordon
