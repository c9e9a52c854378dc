#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "grammar/text.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 4> kTypes = {"AWS", "Service", "Federated", "CanonicalUser"};

/// Whether the object that the key is in has a member of that name. Keys and values follow each
/// other in the tree, so the object is the nearest one before them that reaches behind them.
bool has_member(JsonValue key, std::string_view name) {
  const auto& nodes = key.tree().nodes();
  for (std::uint32_t i = key.index(); i-- > 0;) {
    if (nodes[i].kind != JsonKind::kObject || nodes[i].next <= key.index()) continue;
    return JsonValue(key.tree(), i).find(name).has_value();
  }
  return false;
}

void mend(Finding& finding, JsonValue key) {
  const auto meant = nearest(key.text(), kTypes);
  if (!meant || has_member(key, *meant)) return;
  std::string title = fmt::format("write `{}`", *meant);
  Edits edits = replace_string(key, *meant);
  finding.fix = equals_ignoring_ascii_case(key.text(), *meant)
                    ? safe_fix(std::move(title), std::move(edits))
                    : unsafe_fix(std::move(title), std::move(edits));
}

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kPrincipalKey, found, mend);
}

}  // namespace

extern const Rule kPrincipalKey{
    .id = "SYN047",
    .name = "principal-key",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"INVALID_PRINCIPAL_KEY"},
    .parliament = "UNKNOWN_PRINCIPAL",
    .summary = "unknown type of principal",
    .doc =
        R"(The types of principals are `AWS`, `Service`, `Federated` and `CanonicalUser`, in this case. AWS refuses
every other.

The fix puts right what differs by case only; for another misspelling somebody has to say what was meant.
)",
    .check = check,
};

}  // namespace cordon::rules
