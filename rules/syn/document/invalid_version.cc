#include <fmt/format.h>

#include <string_view>

#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void mend(Finding& finding, JsonValue version) {
  const std::string_view meant = version.text().starts_with("2008") ? "2008-10-17" : "2012-10-17";
  finding.fix = safe_fix(fmt::format("write `{}`", meant), replace_string(version, meant));
}

void check(const Subject& subject, Found& found) {
  report_problems(subject, Problem::kInvalidVersion, found, mend);
}

}  // namespace

extern const Rule kInvalidVersion{
    .id = "SYN014",
    .name = "invalid-version",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"INVALID_VERSION"},
    .parliament = "INVALID_VERSION",
    .summary = "Version is not a version of the policy language",
    .doc =
        R"(`Version` names the policy language, not the document: `2012-10-17`, or `2008-10-17` for the old one.
The date of the last change of a policy is the usual slip; IAM refuses it.
)",
    .check = check,
};

}  // namespace cordon::rules
