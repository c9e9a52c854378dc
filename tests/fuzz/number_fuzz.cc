// Numbers are in one total order, and writing one differently does not move it.

#include <string>

#include "grammar/number.h"
#include "tests/fuzz/property.h"

using namespace cordon;
using fuzz::property;

namespace {

void check_order(const Decimal& a, const Decimal& b, const Decimal& c) {
  property((a <=> b) == (0 <=> (b <=> a)), "the order is the same from both sides");
  property(!(a <= b && b <= c) || a <= c, "the order is transitive");
  property(!(a == b) || (a <=> c) == (b <=> c), "equal numbers have one place");
}

// The same number with a zero before its first digit.
std::string with_zero(std::string_view text) {
  const bool has_sign = text.starts_with('-') || text.starts_with('+');
  return std::string(text).insert(has_sign ? 1 : 0, "0");
}

// The number with the other sign.
std::string negated(std::string_view text) {
  if (text.starts_with('-')) return std::string(text.substr(1));
  return "-" + std::string(text.substr(text.starts_with('+') ? 1 : 0));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest = fuzz::as_text(data, size);
  const std::string_view first = fuzz::take_line(rest);
  const auto a = Decimal::parse(first);
  const auto b = Decimal::parse(fuzz::take_line(rest));
  const auto c = Decimal::parse(fuzz::take_line(rest));
  if (!a) return 0;
  property(Decimal::parse(with_zero(first)) == a, "a leading zero changes nothing");
  const auto opposite = Decimal::parse(negated(first));
  property(opposite.has_value(), "every number has an opposite");
  property((*a <=> Decimal{}) == (Decimal{} <=> *opposite), "the opposite is beyond zero");
  if (b && c) check_order(*a, *b, *c);
  return 0;
}
