#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kPassroleData;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kPassroleData, principal, "run a data job with a role that it may pass", found);
}

}  // namespace

const Rule kPassroleData{
    .id = "ESC017",
    .name = "passrole-data",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "runs a data job with a stronger role",
    .doc =
        R"(Clusters of EMR, applications of EMR Serverless and Managed Flink, pipelines of Data Pipeline and jobs of
AWS Batch run the caller's code with the role passed to them.

Limit `iam:PassRole` to the roles that are meant for these services.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
