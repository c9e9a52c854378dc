#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleMl;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleMl, principal,
               "run code in a machine learning service with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleMl{
    .id = "ESC016",
    .name = "passrole-ml",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "runs a notebook, job or interpreter with a stronger role",
    .doc =
        R"(Notebooks, training and processing jobs of SageMaker, code interpreters of Bedrock AgentCore, jobs of Braket
and workflows of HealthOmics run the caller's code with the role passed to them.

Limit `iam:PassRole` to the roles that are meant for these services.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
