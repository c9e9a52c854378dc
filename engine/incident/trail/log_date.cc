#include "engine/incident/trail/log_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace cordon::incident {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
// U+202F, which newer locale data puts before AM and PM, and U+00A0.
constexpr std::array<std::string_view, 2> kNoBreakSpaces{"\xE2\x80\xAF", "\xC2\xA0"};

// What a locale does with dates: words and numbers with commas, colons and blanks between them.
class Words {
 public:
  explicit Words(std::string_view text) : rest_(text) { skip(); }

  [[nodiscard]] bool done() const { return rest_.empty(); }

  std::string_view word() {
    std::size_t end = 0;
    while (end < rest_.size() && is_letter(rest_[end])) ++end;
    return take(end);
  }

  // No value unless it has one to `most` digits.
  std::optional<int> number(std::size_t most) {
    std::size_t end = 0;
    while (end < rest_.size() && rest_[end] >= '0' && rest_[end] <= '9') ++end;
    if (end == 0 || end > most) return std::nullopt;
    const std::string_view digits = take(end);
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
  }

 private:
  static bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

  std::string_view take(std::size_t size) {
    const std::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    skip();
    return taken;
  }

  void skip() {
    while (!rest_.empty()) {
      const auto space = std::ranges::find_if(
          kNoBreakSpaces, [this](std::string_view each) { return rest_.starts_with(each); });
      if (space != kNoBreakSpaces.end()) {
        rest_.remove_prefix(space->size());
      } else if (std::string_view(" ,:").contains(rest_.front())) {
        rest_.remove_prefix(1);
      } else {
        return;
      }
    }
  }

  std::string_view rest_;
};

// `Jul 30, 2024, 9:46:15 PM`, with or without the comma behind the year.
std::optional<Instant> parse_words(std::string_view text) {
  Words words(text);
  const auto month = std::ranges::find(kMonths, words.word());
  const auto day = words.number(2);
  const auto year = words.number(4);
  const auto hour = words.number(2);
  const auto minute = words.number(2);
  const auto second = words.number(2);
  const std::string_view half = words.word();
  const bool afternoon = half == "PM";
  if (month == kMonths.end() || !day || !year || !hour || !minute || !second || !words.done() ||
      (!afternoon && half != "AM") || *hour < 1 || *hour > 12) {
    return std::nullopt;
  }
  const auto time = parse_time(fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", *year,
                                           month - kMonths.begin() + 1, *day,
                                           *hour % 12 + (afternoon ? 12 : 0), *minute, *second));
  return time ? std::optional(*time) : std::nullopt;
}

}  // namespace

std::optional<Instant> parse_log_date(std::string_view text) {
  if (const auto iso = parse_time(text)) return *iso;
  if (const auto words = parse_words(text)) return words;
  if (text.size() != std::string_view("20131102T010628Z").size() || !text.ends_with('Z')) {
    return std::nullopt;
  }
  const auto basic = read_policy_date(text);
  return basic && basic->range.exact() ? std::optional(basic->range.earliest) : std::nullopt;
}

}  // namespace cordon::incident
