// The names that services call with, `lambda.amazonaws.com`: which are known, how they are written,
// and what their requests lack. Not the prefixes of actions: a service may have many principals,
// and their names need not be its prefix.
//
// Source: AWS's managed policies, the pages on service-linked roles and on trusted access with AWS
// Organizations, and public lists, as of 2026-10. AWS publishes no list of its own; a well-formed
// name that is not here is unknown, not wrong.
#pragma once

#include <optional>
#include <string_view>

#include "engine/catalogue/records.h"

namespace cordon::catalogue {

struct ServicePrincipal {
  std::string_view name;  // `delivery.logs.amazonaws.com`
  /// Its pages on the confused deputy say that its calls carry aws:SourceArn or aws:SourceAccount.
  /// False: they do not say so, which does not mean that the keys are absent.
  bool sets_source = false;

  static ServicePrincipal read(std::string_view record);
};

/// Sorted by name.
[[nodiscard]] Sequence<ServicePrincipal> service_principals();

/// A service principal taken apart: `logs.eu-west-1.amazonaws.com` is the service `logs` in a
/// region.
struct ServiceName {
  std::string_view service;  // `delivery.logs`; one label or more
  std::string_view region;   // empty: the name is the same in all regions
  std::string_view suffix;   // `amazonaws.com`
};

/// Nothing: the text is no service principal. Lower-case labels of letters, digits and `-`, then
/// the suffix of a partition (or `amazon.com`); a region before the suffix or in front of all.
[[nodiscard]] std::optional<ServiceName> parse_service_principal(std::string_view text);

/// The principal of that name, whatever its region and partition.
[[nodiscard]] std::optional<ServicePrincipal> find_service_principal(std::string_view text);

/// Requests of this service principal never carry the key, which tells of a user, a role or a
/// session
/// (`aws:PrincipalOrgID`). AWS's own table by service is not public: this follows the availability
/// of each global key. False for what is no global key.
[[nodiscard]] bool never_carried_by(std::string_view service_principal, std::string_view key);

}  // namespace cordon::catalogue
