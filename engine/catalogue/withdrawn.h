// Names that AWS had and no longer has in its reference, or that it uses without having them there:
// services, actions, and services that live on in ARNs only. A policy that holds one is stale or
// ahead of the reference, not misspelt.
//
// Source: end-of-support notices in the guides of the services, and AWS's managed policies of
// 2026-03 held against the Service Authorization Reference of 2026-09. Partial; a date that was not
// found in a notice is left empty.
#pragma once

#include <span>
#include <string_view>

namespace cordon::catalogue {

struct WithdrawnService {
  std::string_view prefix;  // `deeplens`
  std::string_view name;    // `AWS DeepLens`
  std::string_view ended;   // `2024-07-31`, the end of support; empty: not known
  std::string_view now;     // the prefix that took its place; empty: none
};

/// Sorted by prefix. Some are still in the reference: what has ended may stay there for years.
[[nodiscard]] std::span<const WithdrawnService> withdrawn_services();
[[nodiscard]] const WithdrawnService* find_withdrawn_service(std::string_view prefix);

/// Actions that AWS's own managed policies name and its reference does not, sorted.
[[nodiscard]] std::span<const std::string_view> unlisted_actions();
[[nodiscard]] bool is_unlisted_action(std::string_view full_name);

/// A service field that ARNs have and actions don't: `catalog` of Service Catalog.
[[nodiscard]] bool is_arn_only_service(std::string_view service);

/// Resources of the type may belong to AWS, and their ARNs then have no account: public SSM
/// documents and parameters. AWS's list is not public: this has the cases that were seen.
[[nodiscard]] bool may_lack_account(std::string_view service, std::string_view resource_type);

}  // namespace cordon::catalogue
