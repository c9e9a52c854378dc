// The tree of credentials that were minted from leaked keys, made of the gathered evidence: what
// each is, what made it, from when to when it can sign, how sure that is. It carries no permission
// and gives no verdict: an incident file is written from it, and `contain` judges that.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/trail/evidence.h"

namespace cordon::incident {

struct TreeNode {
  std::string id;  // unique in the tree: an access key's id, a machine's, `password-of-NAME`
  CredentialKind kind = CredentialKind::kAccessKey;
  std::string principal;
  std::string session_name;
  std::string parent;             // id of the node that made it; empty: a root of the tree
  std::vector<std::string> keys;  // that it signs with
  std::optional<Instant> issued;
  std::optional<Instant> expires;
  /// The record does not tell the expiry: AWS's default for the call, or the longest there is.
  bool expiry_assumed = false;
  std::optional<Instant> password_set_at;
  std::optional<Instant> mfa_at;
  std::string source_identity;
  Tags tags;
  std::vector<std::string> session_policies;  // JSON text of documents, ARNs
  bool renews = false;
  std::string call;  // how it was made; empty: a root of the tree, or not recorded
  Confidence confidence = Confidence::kRecorded;
  std::string why;  // of one that is not recorded
  KeyUse use;       // of all of its keys together; `calls` 0: never seen in use
  std::uint32_t depth = 0;
};

struct SessionTree {
  std::vector<TreeNode> nodes;       // children behind their parents, by time
  std::vector<TrailChange> changes;  // in the order of time
  std::vector<TrailNote> notes;
  /// The list of credentials is complete up to here.
  std::optional<Instant> known_until;
  std::uint32_t failed_calls = 0;
};

/// The earliest time that the tree tells of.
[[nodiscard]] std::optional<Instant> beginning(const SessionTree& tree);

/// How long sessions of a role may last, by its ARN: of roles of which that is known.
using RoleDurations = std::map<std::string, std::int64_t, std::less<>>;

[[nodiscard]] SessionTree build_tree(const Evidence& evidence, const TrailSeeds& seeds,
                                     const RoleDurations& durations = {});

}  // namespace cordon::incident
