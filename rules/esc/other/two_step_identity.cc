#include <fmt/format.h>

#include "rules/esc/paths.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kId = "ESC027";

bool is_split(const Witness& witness) {
  return witness.size() == 2 && witness.front().statement != witness.back().statement;
}

void check(const Principal& principal, Found& found) {
  if (is_administrator(principal)) return;
  Grants grants(principal);
  for (const EscapePath& path : escape_paths_of(kId)) {
    const Witness witness = walk(grants, path);
    if (!is_split(witness) || !names_an_action(witness)) continue;
    const Grant& first = witness.front();
    const Grant& second = witness.back();
    found
        .add(*first.subject, first.span(),
             fmt::format("`{}` and `{}`, allowed in different places, together take over another "
                         "principal",
                         path.actions[0], path.actions[1]),
             "a principal should hold one of the two at most")
        .relate(second.subject->source(), second.span(),
                fmt::format("`{}` is allowed here", path.actions[1]));
    return;
  }
}

}  // namespace

extern const Rule kTwoStepIdentity{
    .id = "ESC027",
    .name = "two-step-identity",
    .level = Level::kSecurity,
    .summary = "two permissions that together take over another principal",
    .doc = R"(Changing what another user or role may do, and becoming that user or role, are each a
half of an escalation. Reviews look at one statement at a time and miss the pair when its halves stand in
different statements or documents of one principal; they are put together here.

Let no principal hold both.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
