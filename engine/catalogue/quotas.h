// How long a policy may be, by type and by what it is attached to. Not the quotas of resource
// policies by resource type: those stand with the types, in resource_policies.h. And not how a text
// is counted.
//
// Source: "IAM and AWS STS quotas", "Quotas for AWS Organizations", "AssumeRole" (session
// policies), "Control access to VPC endpoints using endpoint policies" and "IAM policy validation
// check reference", as of 2026-09.
#pragma once

#include <cstdint>

namespace cordon::catalogue {

enum class WhiteSpace : std::uint8_t {
  kIgnored,  // AWS does not count it
  kCounts,
  kUnknown,  // AWS does not say: only a text that is too long without it is too long for sure
};

enum class SizeUnit : std::uint8_t { kCharacters, kBytes };

struct Quota {
  std::uint32_t size = 0;  // zero: not known
  SizeUnit unit = SizeUnit::kCharacters;
  WhiteSpace white_space = WhiteSpace::kUnknown;
  std::uint32_t raised = 0;  // what AWS raises it to on request; zero: it is fixed
};

enum class SizedPolicy : std::uint8_t {
  kAnalyzer,  // where Access Analyzer draws the line for identity policies of unknown target
  kManaged,   // customer managed, also as a boundary
  kUser,      // all inline policies of a user together; so the next two
  kGroup,
  kRole,
  kTrust,
  kSession,  // inline and managed ones of a session together; a packed form has its own limit
  kScp,
  kRcp,
  kEndpoint,
};

[[nodiscard]] Quota quota_of(SizedPolicy policy);

}  // namespace cordon::catalogue
