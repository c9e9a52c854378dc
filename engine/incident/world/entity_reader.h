// Users, groups, roles and managed policies as `get-account-authorization-details` prints each of
// them (docs/incident-file.md). One entity a call; what belongs together, and to which account,
// is snapshot.cc's business. Members that AWS may add are no error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/incident/world/account.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"
#include "grammar/object_reader.h"

namespace cordon::incident {

/// The elements of a list that AWS prints; a value that is no array is reported and reads as none.
[[nodiscard]] std::vector<JsonValue> records(ObjectReader& object, std::string_view name);

/// A role's MaxSessionDuration in milliseconds; no value unless it is what AWS takes.
[[nodiscard]] std::optional<std::int64_t> parse_max_session(std::string_view seconds);
inline constexpr std::string_view kMaxSessionExpected =
    "`MaxSessionDuration` has to be a whole number of seconds from 3600 to 43200";

class EntityReader {
 public:
  EntityReader(const JsonPtr& tree, Diagnostics& diagnostics)
      : tree_(tree), diagnostics_(diagnostics) {}

  /// No value when the entity has no name; every other problem leaves the rest in place. An ARN
  /// that is missing or none is empty.
  [[nodiscard]] std::optional<User> user(JsonValue value);
  [[nodiscard]] std::optional<Group> group(JsonValue value);
  [[nodiscard]] std::optional<Role> role(JsonValue value);
  [[nodiscard]] std::optional<ManagedPolicy> managed_policy(JsonValue value);
  /// The profiles that a role is in, each with that role alone.
  [[nodiscard]] std::vector<InstanceProfile> instance_profiles(JsonValue role,
                                                               std::string_view role_name);

 private:
  /// The names of the members that differ by kind of entity.
  struct Members {
    std::string_view kind;
    std::string_view name;
    std::string_view id;
    std::string_view inline_policies;
  };

  bool read_entity(ObjectReader& object, const Members& members, Entity& entity);
  std::string arn(ObjectReader& object);
  std::vector<StoredPolicy> inline_policies(ObjectReader& object, const Members& members,
                                            std::string_view entity);
  std::vector<std::string> attached(ObjectReader& object);
  std::string boundary(ObjectReader& object);
  Tags tags(ObjectReader& object);
  std::optional<std::int64_t> max_session(ObjectReader& object);
  void check_default(JsonValue value, const ManagedPolicy& policy, std::string_view marked);
  void read_version(JsonValue value, ManagedPolicy& policy, std::string& marked_default);
  PolicyPtr document(std::optional<JsonValue> value, PolicyType type, std::string name);

  const JsonPtr& tree_;
  Diagnostics& diagnostics_;
};

}  // namespace cordon::incident
