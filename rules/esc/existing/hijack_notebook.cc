#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kHijackNotebook;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kHijackNotebook, principal,
               "run code with the role of a notebook, endpoint or interpreter that exists", found);
}

}  // namespace

const Rule kHijackNotebook{
    .id = "ESC025",
    .name = "hijack-notebook",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .parliament = "PRIVILEGE_ESCALATION",
    .summary = "opens a notebook, endpoint or interpreter that has a role",
    .doc =
        R"(A presigned URL opens a notebook, a lifecycle script runs in it, a key opens a development endpoint: with the
role that they already have.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
