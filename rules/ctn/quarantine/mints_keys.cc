#include <array>

#include "rules/containment/quarantine.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 7> kMints{
    "iam:CreateAccessKey",         "iam:UpdateAccessKey",    "iam:CreateLoginProfile",
    "iam:UpdateLoginProfile",      "iam:UploadSSHPublicKey", "iam:CreateServiceSpecificCredential",
    "iam:UploadSigningCertificate"};

void check_principal(const Principal& principal, Found& found) {
  report_open_calls(
      principal,
      {.actions = kMints, .they_can = "make credentials", .help = "deny `iam:*`", .shown = 3},
      found);
}

}  // namespace

extern const Rule kMintsKeys{
    .id = "CTN043",
    .name = "mints-keys",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "the contained identity can still make lasting credentials",
    .doc =
        R"(A second access key, a console password, an SSH key or a service-specific credential, for this user or
for another one, goes on working after the leaked key is gone. `iam:UpdateAccessKey` switches a
deactivated key on again.
)",
    .check_principal = check_principal,
};

}  // namespace cordon::rules
