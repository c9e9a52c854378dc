// What people write for an action and what they mean: names of API operations that are no actions,
// and prefixes of SDKs and consoles that are no prefixes of actions. For did-you-mean only, where
// the name was not found; mere misspellings are left to a comparison of letters.
//
// Source: "Required permissions for Amazon S3 API operations", the API references of the services,
// and the Service Authorization Reference, as of 2026-09.
#pragma once

#include <span>
#include <string_view>

namespace cordon::catalogue {

struct ActionHint {
  std::string_view written;  // `s3:ListObjectsV2`; no action of that name exists
  std::string_view meant;    // `s3:ListBucket`
};

/// Sorted by what is written, whatever its case.
[[nodiscard]] std::span<const ActionHint> action_hints();
/// The action that is meant; empty: no hint.
[[nodiscard]] std::string_view meant_action(std::string_view written);

/// Sorted by what is written. Here both are prefixes: `cloudwatchlogs`, `logs`.
[[nodiscard]] std::span<const ActionHint> service_hints();
[[nodiscard]] std::string_view meant_service(std::string_view written);

}  // namespace cordon::catalogue
