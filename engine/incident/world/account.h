// The IAM state of one account at one moment: users, groups, roles, instance profiles, managed and
// inline policies, boundaries, access keys and login profiles. It is a value: applying an event to
// it gives the next one (event.h). Where it was read from is snapshot.h's business
// (docs/incident-file.md).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/compile.h"
#include "grammar/date_time.h"

namespace cordon::incident {

/// Counts changes of a timeline: 0 is the snapshot, 1 the first event. Orders what was stored and
/// created when, finer than time does.
using Revision = std::uint32_t;

/// A policy document as it is stored somewhere. Principals in it are bound to what existed then
/// (semantics.md 1.4).
struct StoredPolicy {
  std::string name;
  PolicyPtr policy;
  Revision stored = 0;

  friend bool operator==(const StoredPolicy&, const StoredPolicy&) = default;
};

using Tags = std::vector<std::pair<std::string, std::string>>;

struct AccessKey {
  std::string id;
  bool active = true;

  friend bool operator==(const AccessKey&, const AccessKey&) = default;
};

/// What users, groups and roles share. Equal: nothing of it changed, policies being the same
/// documents.
struct Entity {
  std::string name;
  std::string path = "/";
  std::string arn;
  std::string id;  // AIDA…, AGPA…, AROA…; empty: not told
  Revision created = 0;
  std::vector<std::string> earlier_names;  // it was renamed: id, keys and sessions stayed
  std::vector<StoredPolicy> inline_policies;
  std::vector<std::string> attached;  // ARNs of managed policies

  friend bool operator==(const Entity&, const Entity&) = default;
};

struct User : Entity {
  std::vector<std::string> groups;
  std::string boundary;  // ARN of a managed policy; empty: none
  Tags tags;
  std::vector<AccessKey> keys;        // those that were told
  bool keys_told = false;             // snapshots do not list keys; false: there may be others
  std::optional<bool> login_profile;  // no value: not told
  Revision password_set = 0;          // when an event last set the console password; 0: none did
  std::optional<Instant> created_at;  // as the snapshot tells it

  friend bool operator==(const User&, const User&) = default;
};

struct Group : Entity {};

struct Role : Entity {
  StoredPolicy trust;
  std::string boundary;
  Tags tags;
  std::optional<std::int64_t> max_session_ms;  // not in snapshots

  friend bool operator==(const Role&, const Role&) = default;
};

struct ManagedPolicy {
  std::string arn;
  std::string default_version;
  std::map<std::string, PolicyPtr, std::less<>> versions;
};

/// The words that name a policy in reports, the same wherever it comes from.
[[nodiscard]] std::string inline_policy_name(std::string_view policy, std::string_view kind,
                                             std::string_view entity);
[[nodiscard]] std::string managed_policy_name(std::string_view arn, std::string_view version);
[[nodiscard]] std::string trust_policy_name(std::string_view role);

struct InstanceProfile {
  std::string name;
  std::string arn;
  std::vector<std::string> roles;  // names; at most one in practice
};

/// Maps are keyed by name (managed policies by ARN).
struct Account {
  std::string id;
  std::string partition = "aws";
  std::map<std::string, User, std::less<>> users;
  std::map<std::string, Group, std::less<>> groups;
  std::map<std::string, Role, std::less<>> roles;
  std::map<std::string, ManagedPolicy, std::less<>> managed;
  std::map<std::string, InstanceProfile, std::less<>> instance_profiles;
};

/// `arn:aws:iam::111122223333:role/path/name`; `type` is user, group, role, policy or
/// instance-profile.
[[nodiscard]] std::string entity_arn(const Account& account, std::string_view type,
                                     std::string_view path, std::string_view name);

/// A principal's policies as they apply to its requests. A managed policy or a group that is not in
/// the snapshot is there as an unreadable policy: what it says is unknown.
struct PrincipalPolicies {
  std::vector<PolicyPtr> identity;
  std::vector<PolicyPtr> boundary;
};

/// Own and groups' policies, inline and managed.
[[nodiscard]] PrincipalPolicies policies_of(const Account& account, const User& user);
[[nodiscard]] PrincipalPolicies policies_of(const Account& account, const Role& role);

/// The default version; an unreadable policy when it is not in the account.
[[nodiscard]] PolicyPtr managed_policy(const Account& account, std::string_view arn);

/// By name; when nobody has it now, by the name that a user had before it was renamed.
[[nodiscard]] const User* find_user(const Account& account, std::string_view name);
[[nodiscard]] const Role* find_role(const Account& account, std::string_view name);
/// By access key id; null when no user is known to have it.
[[nodiscard]] const User* find_user_of_key(const Account& account, std::string_view key_id);

}  // namespace cordon::incident
