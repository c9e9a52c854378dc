#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "rules/principals/federation.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// A claim beside the subject that narrows what a wildcard leaves.
bool narrows(const ConditionUse& use, const Provider& provider, SubjectWidth width) {
  const auto asks = [&](std::string_view claim) {
    return asks_for_claim(use, provider.issuer, claim);
  };
  if (width == SubjectWidth::kAnyRef) {
    return asks("ref") || asks("job_workflow_ref") || asks("environment");
  }
  return asks("repository") || asks("repository_id") || asks("job_workflow_ref");
}

bool is_narrowed(const Provider& provider, SubjectWidth width) {
  return std::ranges::any_of(conditions_of(provider.statement), [&](const ConditionUse& use) {
    return narrows(use, provider, width);
  });
}

void report(const Subject& subject, const PolicyText& sub, SubjectWidth width, Found& found) {
  const bool any_repository = width == SubjectWidth::kAnyRepository;
  Finding& finding = found.add(
      subject, sub.node.span(),
      fmt::format("{} lets in {}", backticked(sub.value),
                  any_repository ? "repositories that are not named"
                                 : "every branch, tag and pull request of the repository"),
      any_repository ? "name the owner and the repository"
                     : "name the branch: `repo:OWNER/REPOSITORY:ref:refs/heads/main`");
  if (!any_repository) finding.level = Level::kInfo;
}

void check(const Subject& subject, Found& found) {
  for (const Provider& provider : providers(subject)) {
    if (!provider.is_github()) continue;
    for (const ConditionUse& use : conditions_of(provider.statement)) {
      if (!asks_for_claim(use, provider.issuer, "sub") || !use.op.base->wildcards) continue;
      for (const PolicyText& sub : use.entry.values) {
        const SubjectWidth width = width_of(sub.value);
        if (width == SubjectWidth::kOneRef || is_narrowed(provider, width)) continue;
        report(subject, sub, width, found);
      }
    }
  }
}

}  // namespace

extern const Rule kGithubOidcWideSub{
    .id = "SEC044",
    .name = "github-oidc-wide-sub",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED"},
    .summary = "GitHub Actions trusted for more than one repository and branch",
    .doc =
        R"(A wildcard in the owner's or the repository's name lets in repositories that others may make: `repo:acme*` is also
`repo:acme-evil/x`. A wildcard for the rest lets in every branch, and so everyone who may push one; that is reported
as information. A separate condition on the `ref` or `environment` claim is taken, too.
)",
    .check = check,
};

}  // namespace cordon::rules
