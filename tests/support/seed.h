// Seeds of random tests. Each test has one of its own, so that CI tries the same cases every time;
// CORDON_SEED=N moves all of them to other cases (scripts/differential.sh). Not a source of
// randomness by itself.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

namespace cordon::support {

/// `own`, or another one for each CORDON_SEED. Seeds of two tests never meet: they differ by less
/// than what a CORDON_SEED adds.
inline std::uint64_t seed(std::uint64_t own) {
  constexpr std::uint64_t kApart = 1'000'000'000;
  const char* told = std::getenv("CORDON_SEED");
  const std::string_view text = told == nullptr ? "" : told;
  if (text.empty()) return own;
  std::uint32_t moved = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), moved);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::runtime_error("CORDON_SEED is no number up to 4294967295: " + std::string(text));
  }
  return own + moved * kApart;
}

/// Whether the cases are those of CI.
inline bool is_own_seed() {
  const char* told = std::getenv("CORDON_SEED");
  return told == nullptr || std::string_view(told).empty();
}

/// What one case is made of; see Choices.
using RandomBytes = std::array<std::uint8_t, 512>;

inline RandomBytes random_bytes(std::mt19937_64& generator) {
  RandomBytes bytes{};
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(generator() >> 56U);
  return bytes;
}

}  // namespace cordon::support
