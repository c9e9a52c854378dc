#include "grammar/arn.h"

#include <algorithm>

namespace cordon {
namespace {

constexpr std::size_t kArnColons = 5;

// The text up to the next colon; `rest` becomes what stands behind it.
std::string_view take_field(std::string_view& rest) {
  const std::size_t colon = rest.find(':');
  const std::string_view field = rest.substr(0, colon);
  rest.remove_prefix(colon == std::string_view::npos ? rest.size() : colon + 1);
  return field;
}

}  // namespace

std::optional<Arn> split_arn(std::string_view text) {
  if (!text.starts_with("arn:") || count_arn_fields(text) <= kArnColons) return std::nullopt;
  take_field(text);
  Arn arn;
  arn.partition = take_field(text);
  arn.service = take_field(text);
  arn.region = take_field(text);
  arn.account = take_field(text);
  arn.resource = text;
  return arn;
}

std::size_t count_arn_fields(std::string_view text) {
  const auto colons = static_cast<std::size_t>(std::ranges::count(text, ':'));
  return 1 + std::min(colons, kArnColons);
}

bool is_account_id(std::string_view text) {
  constexpr std::size_t kDigits = 12;
  return text.size() == kDigits &&
         std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view last_path_part(std::string_view resource) {
  const std::size_t slash = resource.rfind('/');
  return slash == std::string_view::npos ? resource : resource.substr(slash + 1);
}

}  // namespace cordon
