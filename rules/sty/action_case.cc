#include <fmt/format.h>

#include <string>
#include <string_view>

#include "engine/catalogue/catalogue.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

/// The entry in AWS's spelling; as it is written where AWS has no such name.
std::string canonical(std::string_view entry) {
  if (const auto action = catalogue::find_action(entry)) return std::string(action->full_name);
  const auto parts = action_parts(entry);
  if (!parts || !has_wildcard(parts->name)) return std::string(entry);
  const auto service = catalogue::find_service(parts->service);
  return service ? fmt::format("{}:{}", service->prefix, parts->name) : std::string(entry);
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.action) continue;
    for (const PolicyText& entry : statement.action->entries) {
      const std::string name = canonical(entry.value);
      if (name == entry.value) continue;
      found
          .add(subject, entry.node.span(),
               fmt::format("AWS writes {} as `{}`", backticked(entry.value), name))
          .fix = safe_fix(fmt::format("write `{}`", name), replace_string(entry.node, name));
    }
  }
}

}  // namespace

extern const Rule kActionCase{
    .id = "STY004",
    .name = "action-case",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .summary = "action in other case than AWS writes it",
    .doc =
        R"(AWS compares actions without their case, people and tools search with it: `s3:getobject` is overlooked
by who looks for `s3:GetObject`. The spelling is that of the Service Authorization Reference; of an action with
wildcards only the service is looked at.
)",
    .check = check,
};

}  // namespace cordon::rules
