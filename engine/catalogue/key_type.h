// What a condition key holds. Whether a key holds one value or several is told beside it, not here.
#pragma once

#include <cstdint>

namespace cordon::catalogue {

/// The data types of the service authorization reference; `ArrayOfX` is X, several values.
enum class KeyType : std::uint8_t { kString, kNumeric, kDate, kBool, kBinary, kIp, kArn };

}  // namespace cordon::catalogue
