// IP addresses and CIDR blocks, read as AWS was observed to read them (semantics.md 3.5 and 12).
// Not a network library: names, zones (`%eth0`), brackets and blanks are no addresses.
//
// IPv4 is four decimal numbers of up to three digits, leading zeroes are nothing special. IPv6 is
// looser than RFC 4291, as observed: one colon at the end is ignored, one at the start means a zero
// group (`:2001:db8::1` is `0:2001:db8::1`), `:::` is `::`. A dotted tail is an address only behind
// `::ffff:`.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cordon {

/// An address of either family; IPv4 uses the first four bytes. An IPv4-mapped IPv6 address
/// (`::ffff:192.0.2.1`, `::ffff:c000:201`) in a request is the IPv4 address.
struct IpAddress {
  bool v6 = false;
  std::array<std::uint8_t, 16> bytes{};

  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

[[nodiscard]] std::optional<IpAddress> parse_ip_address(std::string_view text);

/// A block of addresses as a policy writes it. IPv4: host bits are ignored (and cleared in
/// `network`), leading zeroes and a plus sign before the prefix length are accepted, a bare address
/// is a /32. IPv6: a bare address is a /128.
/// Four numbers, or eight groups in hexadecimal with the longest row of zeroes as `::`.
[[nodiscard]] std::string to_string(const IpAddress& address);

struct CidrBlock {
  IpAddress network;
  std::uint8_t prefix_length = 0;
  /// IPv6 with host bits set, or written with a dotted tail: it never matches. Policy storage
  /// refuses such a text; session policies take it.
  bool never_matches = false;

  /// Families never match each other: a mapped IPv6 network (`::ffff:c000:200/120`) contains
  /// nothing that parse_ip_address() gives.
  [[nodiscard]] bool contains(const IpAddress& address) const;
};

/// No value when the text is no address, or its prefix length is too large for the family.
[[nodiscard]] std::optional<CidrBlock> parse_cidr(std::string_view text);

}  // namespace cordon
