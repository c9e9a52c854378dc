// Global condition keys that only some services or actions carry. Not the keys of tags: which
// action carries `aws:ResourceTag/…` is in the catalogue proper (catalogue.h, carries()).
//
// Source: "AWS global condition context keys", the lists under aws:SourceVpcArn, aws:VpceAccount,
// aws:VpceOrgID, aws:VpceOrgPaths and aws:ResourceAccount, as of 2026-09. AWS adds services to
// them.
#pragma once

#include <string_view>

namespace cordon::catalogue {

/// One of the keys on a VPC endpoint and its owner that a list of services carries.
[[nodiscard]] bool is_limited_to_services(std::string_view key);

/// Whether requests for the action carry such a key when they come through a VPC endpoint. True for
/// keys that no list limits.
[[nodiscard]] bool service_carries(std::string_view action, std::string_view key);

/// aws:ResourceAccount, aws:ResourceOrgID and aws:ResourceOrgPaths are absent from requests for the
/// action: it names a resource of somebody else, or AWS just says so.
[[nodiscard]] bool lacks_resource_owner(std::string_view action);

}  // namespace cordon::catalogue
