// Which texts have gone by, in memory that does not grow: a Bloom filter. It never says no to a
// text that was added; rarely it says yes to one that was not, and then files are read once more
// than they had to be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cordon::incident {

class SeenFilter {
 public:
  void add(std::string_view text) {
    const std::uint64_t hash = hash_of(text);
    set(hash);
    set(hash >> 32U);
  }
  [[nodiscard]] bool may_have(std::string_view text) const {
    const std::uint64_t hash = hash_of(text);
    return is_set(hash) && is_set(hash >> 32U);
  }

 private:
  static constexpr std::uint64_t kBits = std::uint64_t{1} << 26U;

  [[nodiscard]] static std::uint64_t hash_of(std::string_view text) {
    return std::hash<std::string_view>{}(text);
  }
  void set(std::uint64_t bit) { words_[bit % kBits / 64] |= std::uint64_t{1} << (bit % 64); }
  [[nodiscard]] bool is_set(std::uint64_t bit) const {
    return ((words_[bit % kBits / 64] >> (bit % 64)) & 1U) != 0;
  }

  std::vector<std::uint64_t> words_ = std::vector<std::uint64_t>(kBits / 64);
};

}  // namespace cordon::incident
