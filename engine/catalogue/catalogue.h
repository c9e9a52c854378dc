// What AWS's Service Authorization Reference says of services, actions, resource types and
// condition keys, as of data_date(). Names are looked up whatever their case. It serves rules,
// queries and hints; no decision depends on it: what is not found here may be newer than the data.
//
// Everything is a view of bytes that are part of the program. Nothing is parsed before it is asked
// for, and finding a name allocates nothing. For did-you-mean, the ranges below give the names to
// choose from. Not here: the condition keys that are in no service's list (`aws:SourceIp`);
// global_keys.h has them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "engine/catalogue/key_type.h"
#include "engine/catalogue/records.h"

namespace cordon::catalogue {

/// The day of the data, `YYYY-MM-DD`.
[[nodiscard]] std::string_view data_date();

// --- Services -----------------------------------------------------------------------------------

struct Service {
  std::string_view prefix;  // `s3`
  std::string_view name;    // `Amazon S3`
  bool rcp = false;         // resource control policies reach it

  static Service read(std::string_view record);
};

[[nodiscard]] std::optional<Service> find_service(std::string_view prefix);
[[nodiscard]] Sequence<Service> services();

// --- Actions ------------------------------------------------------------------------------------

enum class AccessLevel : std::uint8_t { kList, kRead, kWrite, kPermissionsManagement, kTagging };
/// As AWS writes it: `Permissions management`.
[[nodiscard]] std::string_view to_string(AccessLevel level);

/// Names of condition keys as AWS writes them: `s3:prefix`, `aws:ResourceTag/${TagKey}`.
using KeyNames = Sequence<std::string_view, ','>;

/// A resource type that an action works on.
struct ResourceUse {
  std::string_view type;    // `bucket`; a name among the resource types of the action's service
  bool required = false;    // else the action can do without a resource of this type
  KeyNames condition_keys;  // what this action has for it beside the keys of the type itself

  static ResourceUse read(std::string_view part);
};

struct Action {
  std::string_view full_name;  // `s3:GetObject`
  std::string_view service;    // `s3`
  std::string_view name;       // `GetObject`
  AccessLevel level = AccessLevel::kWrite;
  KeyNames condition_keys;
  /// None: the action is on `*` only.
  Sequence<ResourceUse, '\t'> resources;

  static Action read(std::string_view record);
};

/// `service:name`.
[[nodiscard]] std::optional<Action> find_action(std::string_view full_name);
[[nodiscard]] Sequence<Action> actions_of(std::string_view service);

/// The actions that an entry of Action matches: `s3:GetObject`, `s3:Get*`, `*` (semantics.md A1 to
/// A5). Only the actions that begin as the entry does up to its first wildcard are looked at. The
/// range has to outlive its iterators.
class MatchingActions {
 public:
  class Iterator {
   public:
    // NOLINTBEGIN(readability-identifier-naming): the names that the standard library looks for
    using value_type = Action;
    using difference_type = std::ptrdiff_t;
    // NOLINTEND(readability-identifier-naming)

    Iterator() = default;
    Iterator(std::string_view pattern, Sequence<std::string_view> lines);
    Action operator*() const { return Action::read(*line_); }
    Iterator& operator++();
    Iterator operator++(int);
    bool operator==(const Iterator& other) const { return line_ == other.line_; }
    bool operator==(std::default_sentinel_t end) const { return line_ == end; }

   private:
    void skip_others();

    std::string_view pattern_;
    Sequence<std::string_view>::Iterator line_;
  };

  explicit MatchingActions(std::string_view pattern);
  [[nodiscard]] Iterator begin() const { return {pattern_, lines_}; }
  [[nodiscard]] std::default_sentinel_t end() const { return {}; }
  [[nodiscard]] bool empty() const { return begin() == end(); }

 private:
  std::string pattern_;
  Sequence<std::string_view> lines_;
};

[[nodiscard]] inline MatchingActions actions_matching(std::string_view pattern) {
  return MatchingActions(pattern);
}

// --- Resource types -----------------------------------------------------------------------------

struct ResourceType {
  std::string_view service;  // `s3`
  std::string_view name;     // `bucket`
  std::string_view arn;      // `arn:${Partition}:s3:::${BucketName}`
  KeyNames condition_keys;

  static ResourceType read(std::string_view record);
};

[[nodiscard]] std::optional<ResourceType> find_resource_type(std::string_view service,
                                                             std::string_view name);
[[nodiscard]] Sequence<ResourceType> resource_types_of(std::string_view service);

// --- Condition keys -----------------------------------------------------------------------------

/// As AWS writes it: `IPAddress`.
[[nodiscard]] std::string_view to_string(KeyType type);

struct ConditionKey {
  std::string_view name;  // as AWS writes it, with a placeholder: `aws:ResourceTag/${TagKey}`
  KeyType type = KeyType::kString;
  bool multivalued = false;

  static ConditionKey read(std::string_view record);
};

/// Whether a name as AWS writes it is the key of a policy: the same, or with some text in the place
/// of its placeholder (`${TagKey}`, `<key>`).
[[nodiscard]] bool stands_for(std::string_view declared, std::string_view key);

/// A key of any service: `s3:prefix`, `aws:ResourceTag/team`.
[[nodiscard]] std::optional<ConditionKey> find_key(std::string_view key);
/// A key that this service lists, whatever the key's own prefix.
[[nodiscard]] std::optional<ConditionKey> find_service_key(std::string_view service,
                                                           std::string_view key);
[[nodiscard]] Sequence<ConditionKey> condition_keys();
[[nodiscard]] Sequence<ConditionKey> condition_keys_of(std::string_view service);

/// Whether requests for this action can carry the key: it is a key of the action, of its use of a
/// resource type, or of the type itself.
[[nodiscard]] bool carries(const Action& action, std::string_view key);

}  // namespace cordon::catalogue
