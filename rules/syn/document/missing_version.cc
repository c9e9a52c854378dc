#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/document/version.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const std::optional<JsonValue>& root = subject.found.root;
  if (!root || !root->find("Statement") || root->find("Version")) return;
  Finding& finding =
      found.add(subject, opening(root->span()), "the policy has no `Version`",
                R"(add "Version": "2012-10-17"; without it the language of 2008 holds)");
  finding.fix = version_fix(subject);
  if (old_version_refused(subject)) finding.level = Level::kError;
}

}  // namespace

extern const Rule kMissingVersion{
    .id = "SYN015",
    .name = "missing-version",
    .level = Level::kWarning,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"MISSING_VERSION"},
    .parliament = "NO_VERSION",
    .summary = "policy without Version",
    .doc =
        R"(Without `Version` a policy is read in the language of 2008: `${aws:username}` is plain text there, and
tools disagree about the rest. SCPs and RCPs are refused.

Add `"Version": "2012-10-17"`. If the policy has a `${…}`, look at it first: it becomes a variable.
)",
    .check = check,
};

}  // namespace cordon::rules
