#include "cli/sha256.h"

#include <sha256.h>

#include <array>
#include <cstdint>

namespace cordon {

std::string sha256(std::string_view bytes) {
  std::array<char, SHA256_DIGEST_STRING_LENGTH> digest{};
  SHA256Data(
      reinterpret_cast<const std::uint8_t*>(bytes.data()),  // NOLINT(*-reinterpret-cast): C API
      bytes.size(), digest.data());
  return digest.data();
}

}  // namespace cordon
