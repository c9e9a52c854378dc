#include <algorithm>

#include "rules/conditions/guards.h"
#include "rules/containment/containment.h"
#include "rules/resources/attached_to.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool asks_for_tls(const Statement& statement) {
  return is_deny(statement) &&
         std::ranges::any_of(conditions_of(statement), [](const ConditionUse& use) {
           return is_global(use, "aws:SecureTransport") || is_key(use, "s3:TlsVersion");
         });
}

void check(const Subject& subject, Found& found) {
  if (!hangs_on(subject, "AWS::S3::Bucket", "s3")) return;
  if (std::ranges::any_of(subject.statements(), asks_for_tls)) return;
  found.add(subject, place_of_statements(subject), "requests without TLS are not denied",
            "deny `s3:*` to `*` with \"Bool\": {\"aws:SecureTransport\": \"false\"}");
}

}  // namespace

extern const Rule kTlsNotEnforced{
    .id = "SEC063",
    .name = "tls-not-enforced",
    .level = Level::kInfo,
    .profile = Profile::kAudit,
    .fix = FixKind::kHint,
    .summary = "a bucket policy that does not deny requests without TLS",
    .doc =
        R"(Amazon S3 answers plain HTTP, too. A Deny on `aws:SecureTransport` being `false` keeps requests and objects off
the wire in the clear; many audits ask for it.
)",
    .check = check,
};

}  // namespace cordon::rules
