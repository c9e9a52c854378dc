#include "grammar/arn.h"

#include <algorithm>
#include <array>

namespace cordon {
namespace {

constexpr std::size_t kArnColons = 5;

}  // namespace

std::optional<Arn> split_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  std::array<std::string_view, kArnColons> fields;
  for (std::string_view& field : fields) {
    const std::size_t colon = text.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    field = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  return Arn{.partition = fields[1],
             .service = fields[2],
             .region = fields[3],
             .account = fields[4],
             .resource = text};
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
