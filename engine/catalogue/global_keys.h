// The condition keys that every service shares: the `aws:` keys, and the keys with a service prefix
// that other services carry, too (`lambda:SourceFunctionArn`). For each: what it holds, when a
// request carries it, who chooses its value. Not the keys of one service: they are in the catalogue
// proper, and service_key_forms.h says what some of them hold.
//
// Source: "AWS global condition context keys" of the IAM User Guide, as of 2026-09; the keys that
// are no longer in it say so by `deprecated`. AWS adds keys: an `aws:` key that is not here may be
// new.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "engine/catalogue/key_type.h"
#include "engine/catalogue/value_form.h"

namespace cordon::catalogue {

/// The group of the User Guide that the key is in.
enum class KeyGroup : std::uint8_t { kPrincipal, kSession, kNetwork, kResource, kRequest };

/// When a request carries the key.
enum class Presence : std::uint8_t {
  kAlways,
  kSigned,              // in every signed request; not for anonymous callers
  kPrincipal,           // for some principals: with that tag, in an organization, a user
  kTemporary,           // with temporary credentials; never with a long-term key
  kSession,             // in some kinds of sessions; never with a long-term key
  kOutsideVpcEndpoint,  // unless the request came through a VPC endpoint
  kThroughVpcEndpoint,  // only if it did
  kResource,            // if the service tells it of the resource
  kForwarded,           // when a service calls with the rights of a principal
  kServicePrincipal,    // when a service principal calls
  kRequest,             // if the parameters or headers of the call hold it
  kUndocumented,
};

/// What a fixed value of the key, under an operator that is not negated, leaves of a principal `*`.
enum class Pins : std::uint8_t {
  kNothing,
  kCaller,   // one principal, account or organization
  kSource,   // calls of a service for one resource, account or organization
  kNetwork,  // one network that its owner controls
};

struct GlobalKey {
  std::string_view name;  // canonical spelling; ends in `/` where the name of a tag follows
  KeyGroup group = KeyGroup::kRequest;
  KeyType type = KeyType::kString;
  std::optional<KeyType> also;  // a second type that AWS documents for it
  bool multivalued = false;
  Presence presence = Presence::kAlways;
  ValueForm form = ValueForm::kFree;
  Pins pins = Pins::kNothing;
  bool sensitive = false;      // AWS sees no use for a wildcard or variable in its value
  bool caller_chosen = false;  // a header that the caller writes as it likes
  bool deprecated = false;
  std::string_view use_instead;  // of a deprecated key
};

/// Sorted by name without regard to case.
[[nodiscard]] std::span<const GlobalKey> global_keys();

/// The key of that name, whatever its case. `aws:PrincipalTag`, `aws:PrincipalTag/` and
/// `aws:PrincipalTag/team` are one key; tag_name() tells them apart.
[[nodiscard]] const GlobalKey* find_global_key(std::string_view name);

/// What follows the first `/` of the name of a tag key: `team`; empty if it is missing.
[[nodiscard]] std::string_view tag_name(std::string_view name);

[[nodiscard]] constexpr bool takes_tag_name(const GlobalKey& key) {
  return key.name.ends_with('/');
}

/// Requests that are signed with the long-term key of a user or of root never carry it.
[[nodiscard]] constexpr bool absent_for_long_term_keys(const GlobalKey& key) {
  return key.presence == Presence::kTemporary || key.presence == Presence::kSession;
}

/// What the key pins, be it global or one of the few keys of services that do: those that "The
/// meaning of public" of Amazon S3 and Access Analyzer count.
[[nodiscard]] Pins pins_of(std::string_view key);

/// S3 takes an aws:SourceIp range for public when its prefix is shorter than this.
inline constexpr int kBroadestIpv4Prefix = 8;
inline constexpr int kBroadestIpv6Prefix = 32;

/// Keys that AWS calls weak without one of others in the same statement
/// (MISSING_PAIRED_CONDITION_KEYS); empty for every other key. AWS does not publish its list: this
/// has the pairs that the descriptions of the keys ask for.
[[nodiscard]] std::span<const std::string_view> keys_to_pair_with(std::string_view name);

}  // namespace cordon::catalogue
