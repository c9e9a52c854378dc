// Line 1 is a pattern, the rest a text. Short ones are compared with the oracle; all must keep what
// holds between a pattern, its confined form and the text itself.

#include <string>
#include <vector>

#include "grammar/pattern.h"
#include "grammar/utf8.h"
#include "tests/fuzz/property.h"
#include "tests/support/slow_glob.h"

using namespace cordon;
using fuzz::property;
using Tokens = std::vector<Pattern::Token>;

namespace {

constexpr std::size_t kShort = 14;  // the oracle takes exponential time

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint next = decode_utf8(text, at);
    if (next.length == 0) return false;
    at += next.length;
  }
  return true;
}

void check_against_oracle(const Tokens& tokens, const Pattern& pattern, std::string_view text) {
  const auto slow = support::slow_tokens(tokens);
  property(pattern.matches(text) == support::slow_match(slow, support::slow_units(text)),
           "a match is what the oracle says");
}

// `+` and `!` become the wildcards that stay in a field, in any place.
Tokens mixed(std::string_view text) {
  Tokens tokens;
  append_glob(tokens, text);
  std::ranges::replace(tokens, Pattern::Token{'+'}, Pattern::kAnyRunInField);
  std::ranges::replace(tokens, Pattern::Token{'!'}, Pattern::kAnyOneInField);
  return tokens;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text = fuzz::as_text(data, size);
  const std::string_view written = fuzz::take_line(text);
  Tokens free;
  append_glob(free, written);
  Tokens in_fields = free;
  confine_wildcards_to_fields(in_fields);
  const Pattern pattern(free);
  const Pattern confined(in_fields);
  property(!confined.matches(text) || pattern.matches(text), "fields only take away");
  property(pattern.matches(written), "a glob matches its own text");
  property(pattern.is_literal() == !(written.contains('*') || written.contains('?')), "literal");
  property(!pattern.matches(text) || text.starts_with(pattern.literal_prefix()), "prefix");
  Tokens own;
  append_literal(own, text);
  property(Pattern(own).matches(text) && Pattern(own).is_literal(), "a text matches itself");
  if (written.size() > kShort || text.size() > kShort) return 0;
  if (!is_utf8(written) || !is_utf8(text)) return 0;
  check_against_oracle(free, pattern, text);
  check_against_oracle(in_fields, confined, text);
  const Tokens any = mixed(written);
  check_against_oracle(any, Pattern(any), text);
  return 0;
}
