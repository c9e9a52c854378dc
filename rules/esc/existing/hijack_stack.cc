#include "rules/esc/paths.h"

namespace cordon::rules {

extern const Rule kHijackStack;

namespace {

void check(const Principal& principal, Found& found) {
  report_paths(kHijackStack, principal, "have a stack that exists act with its service role",
               found);
}

}  // namespace

const Rule kHijackStack{
    .id = "ESC023",
    .name = "hijack-stack",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .summary = "changes a stack that has a service role",
    .doc =
        R"(A stack keeps the service role that it was made with. Whoever updates it, or makes and executes a change set,
uses that role without having to pass it.
)",
    .check_principal = check,
};

}  // namespace cordon::rules
