// An incident: the world as the snapshot shows it, the credentials that the attacker holds, the
// events, the probes, and the assumptions under which it is judged (docs/incident-file.md). Files
// that an incident names are loaded by the caller: nothing here touches a disk.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/credential.h"
#include "engine/evaluate.h"
#include "engine/incident/events/event.h"
#include "engine/incident/world/world.h"
#include "engine/prove/claim_kind.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon::incident {

/// How and when a credential can be made that nobody is known to have made: what reach finds
/// (docs/containment.md).
struct MintWindow {
  std::string call;      // `iam:CreateAccessKey`
  std::string resource;  // that the call is made on; empty: none
  Instant from;
  std::optional<Instant>
      to;                    // the first instant at which it can't be made any more; none: for good
  std::int64_t life_ms = 0;  // 0: it does not expire
  bool tags_are_chosen = false;  // whoever makes it says which session tags it has
  /// Whether the call surely answers, and what makes it surely can be made; else what it hangs on.
  bool certain = true;
  std::string condition;
};

/// A credential that the attacker holds: a node of the tree of what was minted from what.
struct HeldCredential {
  std::string id;
  CredentialKind kind = CredentialKind::kAccessKey;
  std::string principal;      // ARN of user, role, session, federated user or root
  std::string session_name;   // of a role session; empty: not told
  std::string parent;         // id of the credential that minted it; empty: none or not told
  std::string access_key_id;  // empty: not told
  std::optional<Instant> issued;
  std::optional<Instant> expires;
  /// The expiry is the longest that AWS gives to this kind: it was not told.
  bool expiry_is_a_bound = false;
  /// Of a console password: when it was set. No value: not told.
  std::optional<Instant> password_set_at;
  std::optional<Instant> mfa_at;
  std::optional<std::string> source_identity;
  std::vector<PolicyPtr> session_policies;
  Tags session_tags;
  /// Replaced by a fresh token, issued later, as long as the role is attached (instance profiles).
  bool renews = false;
  /// False: whether it does so was not told of a kind that usually does.
  bool renewal_told = true;
  /// It may be made at any time within: then `issued` and `expires` have no values.
  std::optional<MintWindow> minting;
  SourcePtr source;  // where the incident file describes it; null: it does not
  Span span;
};

/// A console password, which signs in whenever its holder wants; with an issue time the credential
/// is one console session.
[[nodiscard]] inline bool is_password(const HeldCredential& credential) {
  const bool session = credential.minting && credential.minting->life_ms > 0;
  return credential.kind == CredentialKind::kConsolePassword && !credential.issued && !session;
}

/// What a probe expects; `denied` stands for every way of not getting through.
enum class ProbeExpectation : std::uint8_t { kNone, kAllowed, kDenied, kUnknown };
inline constexpr std::array<std::string_view, 3> kProbeExpectationNames{"allowed", "denied",
                                                                        "unknown"};
/// Empty: nothing is expected.
[[nodiscard]] constexpr std::string_view to_string(ProbeExpectation expectation) {
  return expectation == ProbeExpectation::kNone
             ? ""
             : kProbeExpectationNames[static_cast<std::size_t>(expectation) - 1];
}

/// A concrete request to be decided at one instant.
struct Probe {
  std::string id;
  std::string credential;  // an id, or `*` for every credential
  std::string action;
  std::string resource = "*";
  std::optional<Instant> at;  // no value: after the last event
  std::vector<ContextEntry> context;
  ProbeExpectation expect = ProbeExpectation::kNone;
  Span span;
};

/// Named switches where AWS's behaviour is not documented or documents disagree. Printed in every
/// report.
struct Assumptions {
  /// After a change, old and new state may both answer for this long: inside it a denial is
  /// unknown.
  std::int64_t propagation_ms = 0;
  GetSessionTokenUnderDeny get_session_token_under_deny = GetSessionTokenUnderDeny::kUnknown;
  /// Deleting a user ends its session and federation tokens (semantics.md R15).
  bool deleted_user_ends_sessions = true;
  /// Deleting a role ends its sessions (semantics.md R16).
  bool deleted_role_ends_sessions = true;
  /// Proofs take from AWS's list which condition keys have one value and which a list; else each
  /// may have either.
  bool keys_as_listed = true;
  /// Resources whose policies were not given have none.
  bool resource_policies_complete = false;
  /// What belongs to accounts that were not given, their roles too, lets none of these in.
  bool other_accounts_closed = false;
};

/// What a claim comes to.
enum class ClaimVerdict : std::uint8_t { kHolds, kRefuted, kUndecided };
inline constexpr std::array<std::string_view, 3> kClaimVerdictNames{"holds", "refuted",
                                                                    "undecided"};
[[nodiscard]] constexpr std::string_view to_string(ClaimVerdict verdict) {
  return kClaimVerdictNames[static_cast<std::size_t>(verdict)];
}

/// All but kEquivalent: an incident has no two policies to compare.
using prove::ClaimKind;

/// Of a credential at an instant: it is allowed no request but for what is tolerated; its own
/// policies deny every such request explicitly; it is allowed none of some access. Of a resource:
/// its policy lets no stranger in.
struct Claim {
  std::string name;
  ClaimKind kind = ClaimKind::kNone;
  std::string credential;              // an id, or `*` for every credential; not of kNotPublic
  std::vector<std::string> actions;    // of kNotGranted; empty: all
  std::vector<std::string> resources;  // of kNotGranted, empty: all; of kNotPublic its ARN
  std::optional<Instant> at;           // no value: after the last event
  std::optional<ClaimVerdict> expect;
  Span span;
};

enum class Containment : std::uint8_t { kContained, kNotContained, kUnknown };
inline constexpr std::array<std::string_view, 3> kContainmentNames{"contained", "not-contained",
                                                                   "unknown"};
[[nodiscard]] constexpr std::string_view to_string(Containment value) {
  return kContainmentNames[static_cast<std::size_t>(value)];
}

struct Incident {
  std::string title;
  World snapshot;
  std::optional<Instant> snapshot_at;
  std::vector<HeldCredential> credentials;
  /// Up to then `credentials` are all that were made. No value: up to the first event.
  std::optional<Instant> known_until;
  /// In time order; before the snapshot only what snapshots do not show.
  std::vector<Event> events;
  /// Events that the snapshot shows the effect of: they are not applied.
  std::vector<Event> earlier;
  std::vector<Probe> probes;
  std::vector<Claim> claims;
  std::vector<std::string> tolerate;  // actions, as written
  Assumptions assumptions;
  std::optional<Containment> expect;
  /// Something could not be read or is not told: containment can't be claimed.
  bool incomplete = false;
};

/// A file that was read, for the report.
struct Input {
  SourcePtr source;
};

struct IncidentResult {
  Incident incident;
  Diagnostics diagnostics;
  std::vector<Input> inputs;  // the incident file first
  /// False: not even the account could be read; there is nothing to judge.
  bool usable = false;
};

/// Gives the text of a file that the incident names; the path is as written there.
using LoadFile = std::function<std::expected<SourcePtr, Error>(std::string_view path)>;

/// Reads an incident file (YAML or JSON). Never stops at the first problem.
[[nodiscard]] IncidentResult read_incident(SourcePtr source, const LoadFile& load);

}  // namespace cordon::incident
