#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "rules/esc/paths.h"
#include "rules/registry.h"

namespace cordon::rules {
namespace {

/// What one entry of Action, or one NotAction, covers without naming it.
struct Cover {
  Grant grant;
  std::vector<std::string_view> actions;
};

void note(std::vector<Cover>& covers, const Grant& grant, std::string_view action) {
  auto cover = std::ranges::find_if(covers, [&](const Cover& other) {
    return other.grant.statement == grant.statement && other.grant.span() == grant.span();
  });
  if (cover == covers.end()) cover = covers.insert(covers.end(), {.grant = grant, .actions = {}});
  if (std::ranges::find(cover->actions, action) == cover->actions.end()) {
    cover->actions.push_back(action);
  }
}

std::string named(const std::vector<std::string_view>& actions) {
  constexpr std::size_t kShown = 4;
  const auto shown = std::vector<std::string_view>(
      actions.begin(),
      actions.begin() + static_cast<std::ptrdiff_t>(std::min(kShown, actions.size())));
  const std::string more =
      actions.size() > kShown ? fmt::format(" and {} more", actions.size() - kShown) : "";
  return fmt::format("{}{}", fmt::join(shown, ", "), more);
}

void report(const Cover& cover, Found& found) {
  const bool excluded = cover.grant.coverage.entry == nullptr;
  const std::string entry =
      excluded ? "`NotAction`" : fmt::format("`{}`", cover.grant.coverage.entry->value);
  found.add(*cover.grant.subject, cover.grant.span(),
            fmt::format("{} {} {}, which escalate without being named", entry,
                        excluded ? "leaves" : "covers", named(cover.actions)),
            "name the actions that are needed, or deny those that escalate");
}

bool is_of_every_run(const EscapePath& path) {
  const Rule* rule = find_rule(path.rule);
  return rule != nullptr && rule->profile == Profile::kDefault;
}

void check(const Principal& principal, Found& found) {
  if (is_administrator(principal)) return;
  Grants grants(principal);
  std::vector<Cover> covers;
  for (const EscapePath& path : escape_paths()) {
    const Witness witness = walk(grants, path);
    if (witness.empty() || names_an_action(witness) || !is_of_every_run(path)) continue;
    for (std::size_t i = 0; i < witness.size(); ++i) note(covers, witness[i], path.actions[i]);
  }
  for (const Cover& cover : covers) report(cover, found);
}

}  // namespace

extern const Rule kEscalationByPattern{
    .id = "ESC028",
    .name = "escalation-by-pattern",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "wildcard or NotAction that covers an escalation without naming it",
    .doc =
        R"(A pattern such as `iam:*` or `iam:Put*`, or a NotAction that leaves IAM out, grants the same
escalations as their names would, and nobody reads them there. One finding for each entry lists what it
covers; a full administrator (`*` on `*`) is not reported here.

Name the actions that are needed, or add a Deny for those that escalate.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
