#include "grammar/cidr.h"

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "doctest/doctest.h"

namespace cordon {
namespace {

std::string dump(const IpAddress& address) {
  const auto& b = address.bytes;
  if (!address.v6) return fmt::format("{}.{}.{}.{}", b[0], b[1], b[2], b[3]);
  std::string text;
  for (const std::uint8_t byte : b) text += fmt::format("{:02x}", byte);
  return text;
}

TEST_CASE("parse_ip_address") {
  constexpr std::string_view kNone = "none";
  struct Row {
    std::string_view text, address;
  };
  const Row rows[] = {
      {"192.0.2.1", "192.0.2.1"},
      {"192.000.002.1", "192.0.2.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"255.255.255.255", "255.255.255.255"},
      {"010.0.0.1", "10.0.0.1"},  // decimal, not octal
      {"256.0.0.1", kNone},
      {"0192.0.2.1", kNone},
      {"192.0.2", kNone},
      {"192.0.513", kNone},
      {"3221225985", kNone},
      {"192.0.2.1.", kNone},
      {".192.0.2.1", kNone},
      {"192.0..1", kNone},
      {"192.0.2.+1", kNone},
      {"192.0.2.-1", kNone},
      {"192.0.2.0x1", kNone},
      {"192.0.2.1/32", kNone},
      {" 192.0.2.1", kNone},
      {"192.0.2.1 ", kNone},
      {"not-an-ip", kNone},
      {"", kNone},
      {"2001:db8::1", "20010db8000000000000000000000001"},
      {"2001:DB8:0:0:0:0:0:1", "20010db8000000000000000000000001"},
      {"::", "00000000000000000000000000000000"},
      {"::1", "00000000000000000000000000000001"},
      {"1::", "00010000000000000000000000000000"},
      {"1:2:3:4:5:6:7::", "00010002000300040005000600070000"},
      {"1:2:3:4:5:6:7:8", "00010002000300040005000600070008"},
      {"1:2:3:4::5:6:7:8", kNone},
      {"1:2:3:4:5:6:7:8:9", kNone},
      {"1:2:3:4:5:6:7", kNone},
      {"00001::", kNone},
      {"g::", kNone},
      {"fe80::1%eth0", kNone},
      {"[2001:db8::1]", kNone},
      {":", kNone},
      // As observed: `:::` is `::`, a colon at the end is ignored, one at the start is a zero
      // group.
      {":::", "00000000000000000000000000000000"},
      {"2001:db8:::1", "20010db8000000000000000000000001"},
      {"2001:db8::1:", "20010db8000000000000000000000001"},
      {"2001:db8:0:0:0:0:0:1:", "20010db8000000000000000000000001"},
      {":2001:db8::1", "000020010db800000000000000000001"},
      {"2001:db8::::1", kNone},
      {"2001::db8::1", kNone},
      {"2001::db8:::1", kNone},
      // IPv4-mapped addresses are IPv4, other dotted tails are no address.
      {"::ffff:192.0.2.1", "192.0.2.1"},
      {"::ffff:192.000.2.1", "192.0.2.1"},
      {"0:0:0:0:0:ffff:192.0.2.1", "192.0.2.1"},
      {"::FFFF:c000:201", "192.0.2.1"},
      {"::192.0.2.1", kNone},
      {"2001:db8::192.0.2.1", kNone},
      {"::ffff:::192.0.2.1", kNone},
      {"::ffff:192.0.2.1:", kNone},
      {":192.0.2.1", kNone},
      {"::fffe:c000:201", "00000000000000000000fffec0000201"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto address = parse_ip_address(row.text);
    CHECK((address ? dump(*address) : std::string(kNone)) == row.address);
  }
}

TEST_CASE("parse_cidr") {
  struct Row {
    std::string_view text, block;
  };
  const Row rows[] = {
      {"192.0.2.0/24", "192.0.2.0/24"},
      {"192.0.2.5/24", "192.0.2.0/24"},
      {"192.0.2.1", "192.0.2.1/32"},
      {"192.000.002.0/024", "192.0.2.0/24"},
      {"192.0.2.0/+24", "192.0.2.0/24"},
      {"192.0.2.0/0", "0.0.0.0/0"},
      {"192.0.2.0/33", "none"},
      {"192.0.2.0/-1", "none"},
      {"192.0.2.0/", "none"},
      {"192.0.2.0/+", "none"},
      {"192.0.2.0/++24", "none"},
      {"192.0.2.0/24/", "none"},
      {"192.0.2.0/2 4", "none"},
      {"192.0.2.0/4294967320", "none"},
      {"/24", "none"},
      {"not-an-ip", "none"},
      {"", "none"},
      {"2001:DB8::/064", "20010db8000000000000000000000000/64"},
      {"2001:db8::1", "20010db8000000000000000000000001/128"},
      {"2001:db8:::1/128", "20010db8000000000000000000000001/128"},
      {"2001:db8::1:/128", "20010db8000000000000000000000001/128"},
      {"::/0", "00000000000000000000000000000000/0"},
      {"2001:db8::/129", "none"},
      {"2001:db8::5/64", "20010db8000000000000000000000005/64 never"},
      {"2001:db8::5/127", "20010db8000000000000000000000005/127 never"},
      {"2001:db8::4/127", "20010db8000000000000000000000004/127"},
      {"2001:db8::1/0", "20010db8000000000000000000000001/0 never"},
      {"::ffff:192.0.2.0/120", "00000000000000000000ffffc0000200/120 never"},
      {"::ffff:192.0.2.1", "00000000000000000000ffffc0000201/128 never"},
      {"::192.0.2.0/120", "000000000000000000000000c0000200/120 never"},
      {"::ffff:c000:200/120", "00000000000000000000ffffc0000200/120"},
      {"2001:db8::192.0.2/120", "none"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto block = parse_cidr(row.text);
    CHECK((block ? fmt::format("{}/{}{}", dump(block->network), block->prefix_length,
                               block->never_matches ? " never" : "")
                 : "none") == row.block);
  }
}

TEST_CASE("a block contains what AWS was observed to match (semantics.md 12)") {
  struct Row {
    std::string_view block, address;
    bool contains;
  };
  const Row rows[] = {
      {"192.0.2.0/24", "192.0.2.0", true},
      {"192.0.2.0/24", "192.0.2.255", true},
      {"192.0.2.0/24", "192.0.3.1", false},
      {"192.0.2.5/24", "192.0.2.1", true},
      {"192.0.2.0/31", "192.0.2.1", true},
      {"192.0.2.0/31", "192.0.2.2", false},
      {"192.0.2.1", "192.0.2.1", true},
      {"192.0.2.1", "192.0.2.2", false},
      {"192.0.2.0/0", "203.0.113.1", true},
      {"192.0.2.0/0", "2001:db8::1", false},
      {"192.0.2.0/24", "::ffff:192.0.2.1", true},
      {"192.0.2.0/24", "::FFFF:c000:201", true},
      {"::ffff:c000:200/120", "::ffff:c000:201", false},
      {"::ffff:192.0.2.1", "::ffff:192.0.2.1", false},
      {"::/0", "::ffff:192.0.2.1", false},
      {"::/0", "192.0.2.1", false},
      {"::/0", "2001:db8::1", true},
      {"2001:db8::1", "2001:db8::2", false},
      {"2001:db8::/64", "2001:db8:0:0:ffff:ffff:ffff:ffff", true},
      {"2001:db8::/64", "2001:db8:0:1::", false},
      {"2001:db8::5/64", "2001:db8::5", false},
      {"2001:db8::4/127", "2001:db8::5", true},
      {"2001:db8::4/127", "2001:db8::6", false},
      {"2001:db8::1/0", "2001:db8::1", false},
      {"2001:db8::192.0.2.0/120", "2001:db8::c000:201", false},
      {"10.0.0.0/7", "11.255.0.1", true},
      {"10.0.0.0/7", "12.0.0.1", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.block);
    CAPTURE(row.address);
    const auto block = parse_cidr(row.block);
    const auto address = parse_ip_address(row.address);
    REQUIRE(block);
    REQUIRE(address);
    CHECK(block->contains(*address) == row.contains);
  }
}

TEST_CASE("the prefix length counts bits: every length against every first different bit") {
  for (std::uint8_t length = 0; length <= 32; ++length) {
    for (std::size_t bit = 0; bit < 32; ++bit) {
      IpAddress address;
      address.bytes.at(bit / 8) = static_cast<std::uint8_t>(0x80U >> (bit % 8));
      const CidrBlock block{.network = {}, .prefix_length = length};
      CAPTURE(length);
      CAPTURE(bit);
      CHECK(block.contains(address) == (bit >= length));
    }
  }
}

TEST_CASE("addresses are written as they are read") {
  for (const std::string_view text :
       {"0.0.0.0", "198.51.100.7", "2001:db8::7", "::", "::1", "1::", "2001:db8:0:1::1",
        "1:2:3:4:5:6:7:8", "1:0:3:4:5:6:7:8", "fe80::ffff:0:1"}) {
    CAPTURE(text);
    const auto address = parse_ip_address(text);
    REQUIRE(address);
    CHECK(to_string(*address) == text);
  }
}

}  // namespace
}  // namespace cordon
