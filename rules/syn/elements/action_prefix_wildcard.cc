#include <fmt/format.h>

#include <string>

#include "engine/catalogue/catalogue.h"
#include "grammar/pattern.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/documents/texts.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kMostNamed = 5;
constexpr std::size_t kMostLookedUp = 100;  // services are looked through for so many findings

/// The services that are meant, if they are few.
std::string help_for(const ActionParts& parts) {
  const Pattern pattern = Pattern::glob(ascii_lower(parts.service));
  std::string named;
  std::size_t count = 0;
  for (const catalogue::Service service : catalogue::services()) {
    if (!pattern.matches(service.prefix)) continue;
    if (++count > kMostNamed) return "write one entry for each service";
    named += fmt::format("{}`{}:{}`", named.empty() ? "" : ", ", service.prefix, parts.name);
  }
  return count == 0 ? "write one entry for each service" : fmt::format("write {}", named);
}

void check(const Subject& subject, Found& found) {
  std::size_t count = 0;
  for_each_text(subject.document, [&](const PlacedText& placed) {
    if (placed.place != TextPlace::kAction) return;
    const auto parts = action_parts(placed.text.value);
    if (!parts || !has_wildcard(parts->service) || placed.text.value == "*:*") return;
    found.add(subject, placed.text.node.span(),
              fmt::format("action {} has a wildcard in its service", backticked(placed.text.value)),
              ++count > kMostLookedUp ? "" : help_for(*parts));
  });
}

}  // namespace

extern const Rule kActionPrefixWildcard{
    .id = "SYN045",
    .name = "action-prefix-wildcard",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .parliament = "UNKNOWN_PREFIX",
    .summary = "wildcard in the service of an action",
    .doc =
        R"(Wildcards may stand in the name of an action, not in its service: IAM refuses `*:Tag*` and
`s*:Get*`, while Access Analyzer says nothing. `*` alone stands for every action of
every service.

Write one entry for each service that is meant.
)",
    .check = check,
};

}  // namespace cordon::rules
