// Choices taken from bytes: those of a fuzzer, or of a random number generator. Header-only, since
// fuzz targets link no test support.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cordon::support {

class Choices {
 public:
  explicit Choices(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  /// 0 to `count` - 1, at most 256 of them; 0 when the bytes are used up.
  std::size_t below(std::size_t count) {
    if (bytes_.empty()) return 0;
    const std::size_t byte = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return byte % count;
  }
  bool one_in(std::size_t count) { return below(count) == 1; }

  template <std::size_t N>
  std::string_view of(const std::string_view (&texts)[N]) {
    static_assert(N <= 256);
    return texts[below(N)];
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

}  // namespace cordon::support
