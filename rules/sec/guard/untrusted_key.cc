#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
    if (key == nullptr || !key->caller_chosen || is_null_test(use)) return;
    found.add(
        subject, use.key_span(),
        fmt::format("{} is a header that the caller writes as it likes", backticked(use.key())),
        "use a key that AWS sets, such as `aws:SourceVpce`, `aws:PrincipalOrgID` or "
        "`aws:SourceArn`");
  });
}

}  // namespace

extern const Rule kUntrustedKey{
    .id = "SEC028",
    .name = "untrusted-key",
    .level = Level::kSecurity,
    .aws_codes = {"UNTRUSTWORTHY_CONDITION_KEY"},
    .summary = "a key that the caller can forge",
    .doc =
        R"(`aws:Referer` and `aws:UserAgent` are headers of the request. Whoever sends it writes them: they may tell a
browser's slip from another, but they keep nobody out who wants in.
)",
    .check = check,
};

}  // namespace cordon::rules
