// Calls that put the policy of a resource as one document, and what takes it away: which parameter
// names the resource, and which one has the document. What they do to the world is
// resource_events.cc's business.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace cordon::incident {

struct PolicyCall {
  std::string_view puts;      // `s3:PutBucketPolicy`
  std::string_view names;     // parameter: the resource
  std::string_view document;  // parameter; empty: it is one attribute among others
  std::string_view takes;     // the call that takes the policy away; empty: there is none
};

inline constexpr std::array kPolicyCalls{
    PolicyCall{"s3:PutBucketPolicy", "Bucket", "Policy", "s3:DeleteBucketPolicy"},
    PolicyCall{"kms:PutKeyPolicy", "KeyId", "Policy", ""},
    PolicyCall{"sqs:SetQueueAttributes", "QueueUrl", "", ""},
    PolicyCall{"sns:SetTopicAttributes", "TopicArn", "", ""},
    PolicyCall{"secretsmanager:PutResourcePolicy", "SecretId", "ResourcePolicy",
               "secretsmanager:DeleteResourcePolicy"},
};

/// Null: the call puts no such policy.
[[nodiscard]] inline const PolicyCall* find_policy_call(std::string_view call) {
  const auto* found = std::ranges::find(kPolicyCalls, call, &PolicyCall::puts);
  return found == kPolicyCalls.end() ? nullptr : found;
}

}  // namespace cordon::incident
