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
    case SizedPolicy::kAnalyzer:
    case SizedPolicy::kRole:
      return of_iam(10'240);
    case SizedPolicy::kManaged:
      return of_iam(6'144);
    case SizedPolicy::kUser:
      return of_iam(2'048);
    case SizedPolicy::kGroup:
      return of_iam(5'120);
    case SizedPolicy::kTrust:
      return of_iam(2'048, 8'192);
    case SizedPolicy::kSession:
      return as_sent(2'048);
    // The console takes white space outside of quotation marks away; other ways keep and count it.
    case SizedPolicy::kScp:
      return as_sent(10'240);
    case SizedPolicy::kRcp:
      return as_sent(5'120);
    case SizedPolicy::kEndpoint:
      return as_sent(20'480);
  }
  return {};
}

}  // namespace cordon::catalogue
