#include "rules/conditions/loose_values.h"

#include <fmt/format.h>

namespace cordon::rules {
namespace {

constexpr std::size_t kFewestOwn = 6;

// `AROA…:session`: the id is AWS's and the rest its owner's, so that one side may be open.
std::optional<std::string> too_loose_for_userid(std::string_view value, OpenPart first) {
  std::size_t colon = value.find(':');
  if (colon != std::string_view::npos && first.begin < colon && colon < first.end) {
    colon = value.find(':', first.end);  // that one was a variable's
  }
  if (colon == std::string_view::npos) return "leaves open whose id it is";
  if (first.begin > colon) return std::nullopt;
  const bool alone = first.begin == 0 && first.end == colon;
  const bool named = colon + 1 < value.size() && value[colon + 1] != '*' && value[colon + 1] != '$';
  if (alone && named) return std::nullopt;
  return "leaves open a part of the id before the colon";
}

}  // namespace

std::optional<std::string> too_loose(std::string_view key, std::string_view value, OpenPart first) {
  const catalogue::GlobalKey* global = catalogue::find_global_key(key);
  if (global != nullptr && global->sensitive) return "leaves open an id that can be written out";
  if (global != nullptr && global->form == catalogue::ValueForm::kUserId) {
    return too_loose_for_userid(value, first);
  }
  const bool whole = first.begin == 0 && first.end == value.size();
  const bool pins = catalogue::pins_of(key) != catalogue::Pins::kNothing;
  if (!pins || whole || first.begin >= kFewestOwn) return std::nullopt;
  return fmt::format("has fewer than {} characters of its own in front", kFewestOwn);
}

}  // namespace cordon::rules
