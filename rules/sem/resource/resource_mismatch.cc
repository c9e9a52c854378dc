#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "rules/actions/actions.h"
#include "rules/findings/wording.h"
#include "rules/resources/targets.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool has_type(const catalogue::Action& action, std::string_view type) {
  return std::ranges::any_of(action.resources, [&](const catalogue::ResourceUse& use) {
    return action.service == "s3" && use.type == type;
  });
}

// The mismatches of which there is no doubt: objects on buckets, buckets on objects.
bool is_clear(const PolicyText& entry, const TargetList& targets) {
  const auto action = catalogue::find_action(entry.value);
  if (!action) return false;
  return (has_type(*action, "object") && targets.all_are("s3", "bucket", "object")) ||
         (has_type(*action, "bucket") && targets.all_are("s3", "object", "bucket"));
}

std::string works_on(const PolicyText& entry) {
  const auto action = *catalogue::actions_matching(entry.value).begin();
  std::vector<std::string_view> formats;
  for (const catalogue::ResourceUse use : action.resources) {
    const auto type = catalogue::find_resource_type(action.service, use.type);
    if (type) formats.push_back(type->arn);
  }
  constexpr std::size_t kMost = 3;
  formats.resize(std::min(formats.size(), kMost));
  return fmt::format("it works on `{}`", fmt::join(formats, "`, `"));
}

void report(const Subject& subject, const std::vector<PolicyText>& mismatched,
            const TargetList& targets, Found& found) {
  const PolicyText& first = mismatched.front();
  const std::string more = and_more(mismatched.size());
  Finding& finding = found.add(subject, first.node.span(),
                               fmt::format("no resource of the statement can be a target of {}{}",
                                           backticked(first.value), more),
                               works_on(first));
  constexpr std::size_t kMost = 4;
  for (std::size_t i = 1; i < std::min(mismatched.size(), kMost); ++i) {
    finding.relate(subject.source(), mismatched[i].node.span(), "nor of this one");
  }
  if (is_clear(first, targets)) finding.level = Level::kError;
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    TargetList targets(statement, subject.document.version);
    if (!targets.known()) continue;
    std::vector<PolicyText> mismatched;
    for (const PolicyText& entry : listed_actions(statement)) {
      if (targets.can_be_target_of(entry.value) == Truth::kFalse) mismatched.push_back(entry);
    }
    if (targets.gave_up()) found.give_up(subject);
    if (!mismatched.empty()) report(subject, mismatched, targets, found);
  }
}

}  // namespace

extern const Rule kResourceMismatch{
    .id = "SEM018",
    .name = "resource-mismatch",
    .level = Level::kWarning,
    .fix = FixKind::kHint,
    .parliament = "RESOURCE_MISMATCH",
    .summary = "no resource of the statement can be a target of the action",
    .doc =
        R"(The action works on resources of other types than those listed, so that the statement never speaks of it: an Allow grants
nothing and a Deny has a hole. The classics are `s3:GetObject` on a bucket and `s3:ListBucket` on its objects.
)",
    .check = check,
};

}  // namespace cordon::rules
