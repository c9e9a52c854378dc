#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "engine/catalogue/catalogue.h"
#include "grammar/text.h"
#include "rules/documents/texts.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

struct Complaint {
  std::string_view what;
  std::string help;
};

bool is_name_character(char c) {
  const char lower = ascii_lower(c);
  return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
         c == '.' || c == '*' || c == '?';
}

/// `service:Name`, as nearly all are.
bool is_plain_name(std::string_view action) {
  const std::size_t colon = action.find(':');
  if (colon == 0 || colon >= action.size() - 1 || action.starts_with("arn:")) return false;
  return std::ranges::all_of(action.substr(0, colon), is_name_character) &&
         std::ranges::all_of(action.substr(colon + 1), is_name_character);
}

/// What a template or a variable leaves there is a matter of other rules (SYN040, SYN043).
bool has_placeholder(std::string_view action) {
  return action.find_first_of("{}<>$%") != std::string_view::npos;
}

Complaint without_colon(std::string_view action) {
  const std::string_view service = action.substr(0, action.find_first_of("*?"));
  const bool is_service = catalogue::find_service(service).has_value();
  return {"has no `service:` in front", is_service
                                            ? fmt::format("did you mean `{}:*`?", service)
                                            : "write `service:Name`, such as `s3:GetObject`"};
}

std::optional<Complaint> complaint_about(std::string_view action) {
  if (action.empty()) return Complaint{"is empty", "name an action, or leave the entry out"};
  if (action.find_first_not_of('*') == std::string_view::npos) return std::nullopt;
  if (action.starts_with("arn:")) return Complaint{"is an ARN", "ARNs stand in `Resource`"};
  if (action.find_first_of(" \t\r\n") != std::string_view::npos) {
    return Complaint{"has a blank in it", "write one action an entry, without blanks"};
  }
  if (action.contains(',')) return Complaint{"has a comma in it", "write one action an entry"};
  const std::size_t colon = action.find(':');
  if (colon == std::string_view::npos) return without_colon(action);
  if (colon == 0) return Complaint{"has no service before its colon", "write `service:Name`"};
  if (colon + 1 == action.size()) {
    return Complaint{"names no action of the service", fmt::format("did you mean `{}*`?", action)};
  }
  std::string_view name = action.substr(colon + 1);
  if (name.contains(':')) return Complaint{"has more than one colon", "write `service:Name`"};
  const bool plain = std::ranges::all_of(name, is_name_character) &&
                     std::ranges::all_of(action.substr(0, colon), is_name_character);
  if (plain) return std::nullopt;
  return Complaint{"has characters that no action has", "write `service:Name`"};
}

void check(const Subject& subject, Found& found) {
  for_each_text(subject.document, [&](const PlacedText& placed) {
    if (placed.place != TextPlace::kAction || is_plain_name(placed.text.value)) return;
    if (has_placeholder(placed.text.value)) return;
    auto complaint = complaint_about(placed.text.value);
    if (!complaint) return;
    found.add(subject, placed.text.node.span(),
              fmt::format("action {} {}", backticked(placed.text.value), complaint->what),
              std::move(complaint->help));
  });
}

}  // namespace

extern const Rule kActionFormat{
    .id = "SYN044",
    .name = "action-format",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .parliament = "MALFORMED",
    .summary = "action that is not service:Name",
    .doc =
        R"(An action is `*` or `service:Name`, where the name may have wildcards. Some of the rest IAM refuses,
some it stores, and then it never matches: two actions in one string, a blank at the end, `s3:` alone. Under
`NotAction` such an entry leaves nothing out.
)",
    .check = check,
};

}  // namespace cordon::rules
