// The calls that make a credential, as records tell them: what was made, by whom, until when. One
// record at a time; what belongs to the tree is gather.h's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/credential.h"
#include "engine/incident/trail/trail_record.h"
#include "engine/incident/world/account.h"

namespace cordon::incident {

struct Minting {
  RecordPlace place;
  Instant at;
  std::string event_id;
  std::string shared_event_id;
  std::string call;  // `sts:AssumeRole`
  TrailIdentity by;
  std::string account;  // whose log it stands in
  /// Empty: a console session or a password, whose keys are seen later or never.
  std::string key;
  CredentialKind kind = CredentialKind::kAccessKey;
  std::string principal;     // ARN of what was made; empty: not told
  std::string principal_id;  // what its records will have: `AROA…:session`; empty: not told
  std::string session_name;  // of a role session or federation token
  std::optional<Instant> expires;
  std::optional<std::int64_t> duration_ms;
  bool mfa = false;
  std::string source_identity;
  Tags tags;
  /// JSON text of a policy document, or the ARN of a managed policy.
  std::vector<std::string> session_policies;
  /// An inline session policy was given and is not in the record, or can't be read: without it the
  /// credential seems to may more than it may.
  bool lost_session_policy = false;
  std::string from_arn;  // of SwitchRole: the ARN that was switched from
};

/// No value when the record is of no such call, failed, or tells nothing of what was made.
[[nodiscard]] std::optional<Minting> read_minting(const TrailRecord& record);

}  // namespace cordon::incident
