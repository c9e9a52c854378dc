#include <fmt/format.h>

#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/conditions/operator_names.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for_each_operator(subject, [&](JsonValue condition, JsonValue name) {
    const auto plain = without_if_exists(name.text());
    if (!plain) return;
    Finding& finding =
        found.add(subject, name.span(),
                  fmt::format("{}: `Null` can't have `IfExists`", backticked(name.text())),
                  fmt::format("write `{}`", *plain));
    if (condition.find(*plain)) return;
    finding.fix = safe_fix("remove `IfExists`", replace_string(name, *plain));
  });
}

}  // namespace

extern const Rule kNullIfExists{
    .id = "SYN031",
    .name = "null-ifexists",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"NULL_WITH_IF_EXISTS"},
    .summary = "NullIfExists",
    .doc =
        R"(`Null` tests whether a key is there; "if it is there" makes no sense of it, and IAM refuses the
document. `Null` alone says what can be meant.
)",
    .check = check,
};

}  // namespace cordon::rules
