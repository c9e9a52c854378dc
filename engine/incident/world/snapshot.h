// Reads what responders have: the JSON of `aws iam get-account-authorization-details` (documents as
// objects or as percent-encoded strings), access key lists, and resource policies in the envelopes
// of the AWS CLI (docs/incident-file.md). An unreadable policy among good ones is
// reported and kept as unreadable; the rest is read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/incident/world/account.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::incident {

struct AccountResult {
  Account account;
  Diagnostics diagnostics;
};

/// `account_id` may be empty: then it is taken from the ARNs inside, and it stays empty (an error)
/// when they tell none. Beside the lists of get-account-authorization-details, `AccessKeyMetadata`
/// (list-access-keys) and `LoginProfiles` ([{UserName}]) are read when they are there: of a user
/// that `AccessKeyMetadata` names all keys are told; of a user that neither names nothing is. A
/// list that is left out is empty; members that AWS may add are no error. Diagnostics never show a
/// value.
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

/// A resource and its policy. `arn` is empty when neither the file nor the statements tell one
/// resource; then every resource that a statement names is one that the policy applies to.
struct ResourcePolicy {
  std::string arn;
  StoredPolicy policy;

  friend bool operator==(const ResourcePolicy&, const ResourcePolicy&) = default;
};
struct ResourcePolicyResult {
  std::optional<ResourcePolicy> resource;
  Diagnostics diagnostics;
};
/// A bare policy document, `{arn: …, policy: DOCUMENT}`, or what the AWS CLI prints: `{"Policy":
/// "…"}`,
/// `{"Attributes": {"Policy": "…"}}` (queues, topics), `{"ARN": …, "ResourcePolicy": "…"}`
/// (secrets); `arn` may stand beside any of these. Statements that all speak of one resource tell
/// its ARN too. Error: nothing tells which resource it is.
[[nodiscard]] ResourcePolicyResult read_resource_policy(const JsonPtr& tree, JsonValue root);

}  // namespace cordon::incident
