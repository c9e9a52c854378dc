#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kServiceSpecificCredentials;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kServiceSpecificCredentials, principal, "make lasting credentials for a user",
               found);
}

}  // namespace

const Rule kServiceSpecificCredentials{
    .id = "ESC029",
    .name = "service-specific-credentials",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .parliament = "CREDENTIALS_EXPOSURE",
    .summary = "makes credentials that are no access keys",
    .doc =
        R"(Service-specific credentials, SSH keys and signing certificates of a user outlive its access keys and are
easily forgotten in a clean-up.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
