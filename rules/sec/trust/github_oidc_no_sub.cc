#include <algorithm>

#include "rules/principals/federation.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Provider& provider : providers(subject)) {
    if (!provider.is_github()) continue;
    // How wide a subject may be is the matter of another rule.
    const bool asked =
        std::ranges::any_of(conditions_of(provider.statement), [&](const ConditionUse& use) {
          return asks_for_claim(use, provider.issuer, "sub") || asks_for_tenant(use, provider);
        });
    if (asked) continue;
    found.add(subject, provider.principal.node.span(), "every workflow on GitHub may take the role",
              "add \"StringEquals\": {\"token.actions.githubusercontent.com:sub\": "
              "\"repo:OWNER/REPOSITORY:ref:refs/heads/main\"}");
  }
}

}  // namespace

extern const Rule kGithubOidcNoSub{
    .id = "SEC043",
    .name = "github-oidc-no-sub",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .aws_codes = {"MISSING_GITHUB_REPO_CONDITION_KEY"},
    .summary = "GitHub Actions trusted whatever the repository",
    .doc =
        R"(All repositories of GitHub get their tokens from one issuer, and the audience says nothing of whose they are. The
subject, `repo:OWNER/REPOSITORY:…`, does; without it anybody with an account on GitHub may take the role.
)",
    .check = check,
};

}  // namespace cordon::rules
