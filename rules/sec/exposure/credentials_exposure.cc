#include <fmt/format.h>

#include "rules/actions/exposure.h"
#include "rules/findings/wording.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Exposure& each : exposures(subject, catalogue::ActionGroup::kReturnsCredentials)) {
    found.add(subject, place_of(each),
              fmt::format("`{}`{} answers with credentials", each.first, and_more(each.count)),
              "see that the holder needs them, and for which resources");
  }
}

}  // namespace

extern const Rule kCredentialsExposure{
    .id = "SEC053",
    .name = "credentials-exposure",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .parliament = "CREDENTIALS_EXPOSURE",
    .summary = "actions that return credentials",
    .doc =
        R"(The answers to these actions hold keys, tokens or passwords. Whoever reads them has what they open, also after this
policy is taken away.
)",
    .check = check,
};

}  // namespace cordon::rules
