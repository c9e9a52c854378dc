// Reads what responders have: the JSON of `aws iam get-account-authorization-details` (documents as
// objects or as percent-encoded strings), access key lists, and resource policies in the envelopes
// of the AWS CLI (containment-facts.md 3.1 to 3.5). An unreadable policy among good ones is
// reported and kept as unreadable; the rest is read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/incident/account.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::incident {

struct AccountResult {
  Account account;
  Diagnostics diagnostics;
};

/// `account_id` may be empty: then it is taken from the ARNs inside. Beside the lists of
/// get-account-authorization-details, `AccessKeyMetadata` (list-access-keys) and `LoginProfiles`
/// ([{UserName}]) are read when they are there.
[[nodiscard]] AccountResult read_account(const JsonPtr& tree, JsonValue root,
                                         std::string account_id);

/// A document that is an object, or a string that holds one (plain JSON or percent-encoded JSON).
/// In a string, places inside are kept through an embedded Source.
struct DocumentResult {
  PolicyPtr policy;  // never null; unreadable when it could not be read
  Diagnostics diagnostics;
};
[[nodiscard]] DocumentResult read_document(const JsonPtr& tree, JsonValue value, PolicyType type,
                                           std::string name);

/// A resource and its policy. `arn` is empty when the file does not tell it (a bare document); then
/// the resources named in its statements are what it applies to.
struct ResourcePolicy {
  std::string arn;
  StoredPolicy policy;
};
struct ResourcePolicyResult {
  std::optional<ResourcePolicy> resource;
  Diagnostics diagnostics;
};
/// A bare policy document, `{arn: …, policy: DOCUMENT}`, or `{"Policy": "…"}` as the AWS CLI prints
/// it.
[[nodiscard]] ResourcePolicyResult read_resource_policy(const JsonPtr& tree, JsonValue root);

}  // namespace cordon::incident
