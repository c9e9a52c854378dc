#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/document/version.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const std::optional<PolicyText>& version = subject.document.version_text;
  if (!version || version->value != kVersion2008 || first_variable(subject.document)) return;
  Finding& finding =
      found.add(subject, version->node.span(),
                "`2008-10-17` is the policy language without variables", "write `2012-10-17`");
  finding.fix = version_fix(subject);
  if (old_version_refused(subject)) finding.level = Level::kError;
}

}  // namespace

extern const Rule kOldVersion{
    .id = "SYN016",
    .name = "old-version",
    .level = Level::kWarning,
    .fix = FixKind::kUnsafe,
    .parliament = "OLD_VERSION",
    .summary = "Version of 2008 where nothing needs it",
    .doc =
        R"(`2008-10-17` is the policy language without variables. Nothing in this policy needs it, and the next
`${aws:username}` that somebody adds will be plain text without a word from AWS. SCPs and RCPs are refused.
)",
    .check = check,
};

}  // namespace cordon::rules
