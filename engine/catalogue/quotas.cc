#include "engine/catalogue/quotas.h"

namespace cordon::catalogue {
namespace {

constexpr Quota of_iam(std::uint32_t size, std::uint32_t raised = 0) {
  return {.size = size, .white_space = WhiteSpace::kIgnored, .raised = raised};
}

constexpr Quota as_sent(std::uint32_t size) {
  return {.size = size, .white_space = WhiteSpace::kCounts};
}

}  // namespace

Quota quota_of(SizedPolicy policy) {
  switch (policy) {
    // POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA of the policy check reference; and to
    // kGroup "IAM and STS character limits" of "IAM and AWS STS quotas".
    case SizedPolicy::kAnalyzer:
    case SizedPolicy::kRole:
      return of_iam(10'240);
    case SizedPolicy::kManaged:
      return of_iam(6'144);
    case SizedPolicy::kUser:
      return of_iam(2'048);
    case SizedPolicy::kGroup:
      return of_iam(5'120);
    // "Role trust policy length" of the same page.
    case SizedPolicy::kTrust:
      return of_iam(2'048, 8'192);
    // Parameter Policy of AssumeRole: inline and managed session policies as plain text.
    case SizedPolicy::kSession:
      return as_sent(2'048);
    // "Quotas for AWS Organizations": 10,240 for SCPs since 2026-05-15, before that 5,120 for both.
    // The console takes white space outside of quotation marks away; other ways keep and count it.
    case SizedPolicy::kScp:
      return as_sent(10'240);
    case SizedPolicy::kRcp:
      return as_sent(5'120);
    // "Control access to VPC endpoints using endpoint policies": "including white space".
    case SizedPolicy::kEndpoint:
      return as_sent(20'480);
  }
  return {};
}

}  // namespace cordon::catalogue
