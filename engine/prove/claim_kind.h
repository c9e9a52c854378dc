// What can be claimed, and how each claim is called: by `cordon prove`, in test files and in
// incident files. What a claim means is said where it is asked (policy_claims.h, holders.h,
// incident.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cordon::prove {

enum class ClaimKind : std::uint8_t { kNone, kDenies, kNotGranted, kNotPublic, kEquivalent };
inline constexpr std::array<std::string_view, 5> kClaimNames{"none", "denies", "not-granted",
                                                             "not-public", "equivalent"};
[[nodiscard]] constexpr std::string_view to_string(ClaimKind kind) {
  return kClaimNames[static_cast<std::size_t>(kind)];
}

}  // namespace cordon::prove
