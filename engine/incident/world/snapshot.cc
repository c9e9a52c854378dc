#include "engine/incident/world/snapshot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/incident/world/entity_reader.h"
#include "grammar/arn.h"
#include "grammar/object_reader.h"

namespace cordon::incident {
namespace {

constexpr std::array<std::string_view, 4> kLists{"UserDetailList", "GroupDetailList",
                                                 "RoleDetailList", "Policies"};

class SnapshotReader {
 public:
  SnapshotReader(const JsonPtr& tree, JsonValue root, std::string account_id)
      : entities_(tree, result_.diagnostics),
        root_(root),
        object_(root, "an account snapshot", result_.diagnostics) {
    account().id = std::move(account_id);
    told_id_ = !account().id.empty();
  }

  AccountResult read() {
    check_given_id();
    read_users();
    read_groups();
    read_roles();
    read_managed_policies();
    read_access_keys();
    read_login_profiles();
    if (object_.boolean("IsTruncated").value_or(false)) report_truncated();
    if (account().id.empty()) report_no_id();
    fill_arns();
    return std::move(result_);
  }

 private:
  Account& account() { return result_.account; }

  void report(Severity severity, JsonValue at, std::string message, std::string help = {}) {
    result_.diagnostics.push_back(
        {severity, at.source(), at.span(), std::move(message), std::move(help)});
  }

  void check_given_id() {
    if (!told_id_ || is_account_id(account().id)) return;
    report(Severity::kError, root_,
           fmt::format("{} is no account id: expected 12 digits", backticked(account().id)));
  }

  void report_truncated() {
    report(
        Severity::kWarning, *object_.member("IsTruncated"),
        "`IsTruncated` is true: this is one page of several, so there are users, groups, roles or "
        "policies that it does not show",
        "let the AWS CLI merge the pages, or put the lists of all pages together");
  }

  void report_no_id() {
    report(Severity::kError, root_, "no ARN in this snapshot tells the account's id",
           "give the snapshot under its id: `accounts: {\"111122223333\": …}`");
  }

  // One snapshot is of one account; policies of AWS have the account `aws`.
  void note_account(JsonValue entity, std::string_view arn) {
    const auto fields = split_arn(arn);
    if (!fields || !is_account_id(fields->account)) return;
    if (!partition_seen_) account().partition = fields->partition;
    partition_seen_ = true;
    if (account().id.empty()) account().id = fields->account;
    const bool reported = std::ranges::find(foreign_, fields->account) != foreign_.end();
    if (account().id == fields->account || reported) return;
    foreign_.emplace_back(fields->account);
    report(Severity::kError, entity.find("Arn").value_or(entity),
           fmt::format("this belongs to account {}, but the snapshot is of account {}",
                       fields->account, account().id),
           told_id_ ? "check the id under which the snapshot is given" : "one snapshot an account");
  }

  template <class Entities>
  void add(JsonValue at, std::string_view what, std::string key,
           typename Entities::mapped_type&& value, Entities& entities) {
    note_account(at, value.arn);
    const auto [entry, added] = entities.try_emplace(std::move(key), std::move(value));
    if (added) return;
    report(
        Severity::kError, at,
        fmt::format("{} {} is listed twice: the first one counts", what, backticked(entry->first)));
  }

  void read_users() {
    for (const JsonValue value : records(object_, "UserDetailList")) {
      auto user = entities_.user(value);
      if (!user) continue;
      std::string name = user->name;
      add(value, "user", std::move(name), std::move(*user), account().users);
    }
  }

  void read_groups() {
    for (const JsonValue value : records(object_, "GroupDetailList")) {
      auto group = entities_.group(value);
      if (!group) continue;
      std::string name = group->name;
      add(value, "group", std::move(name), std::move(*group), account().groups);
    }
  }

  void read_roles() {
    for (const JsonValue value : records(object_, "RoleDetailList")) {
      auto role = entities_.role(value);
      if (!role) continue;
      std::string name = role->name;
      add_instance_profiles(value, name);
      add(value, "role", std::move(name), std::move(*role), account().roles);
    }
  }

  void add_instance_profiles(JsonValue role, std::string_view role_name) {
    for (InstanceProfile& profile : entities_.instance_profiles(role, role_name)) {
      std::string name = profile.name;
      auto& known = account().instance_profiles.try_emplace(std::move(name), profile).first->second;
      if (std::ranges::find(known.roles, role_name) == known.roles.end()) {
        known.roles.emplace_back(role_name);
      }
    }
  }

  void read_managed_policies() {
    for (const JsonValue value : records(object_, "Policies")) {
      auto policy = entities_.managed_policy(value);
      if (!policy) continue;
      std::string arn = policy->arn;
      add(value, "managed policy", std::move(arn), std::move(*policy), account().managed);
    }
  }

  User* user_of(JsonValue record, std::string_view name) {
    const auto found = account().users.find(name);
    if (found != account().users.end()) return &found->second;
    report(Severity::kWarning, record,
           fmt::format("user {} is not in `UserDetailList`: this is not used", backticked(name)));
    return nullptr;
  }

  void read_access_keys() {
    for (const JsonValue value : records(object_, "AccessKeyMetadata")) {
      ObjectReader record(value, "an access key", result_.diagnostics);
      const auto name = record.required_text("UserName");
      auto id = record.required_text("AccessKeyId");
      const auto status = record.required_text("Status");
      if (!name) continue;
      User* user = user_of(value, *name);
      if (user == nullptr) continue;
      user->keys_told = true;
      if (id) user->keys.push_back({std::move(*id), is_active(record, status)});
    }
  }

  // A status that can't be read leaves the key working: it must not look contained.
  bool is_active(ObjectReader& record, const std::optional<std::string>& status) {
    if (!status || status == "Active") return true;
    if (status == "Inactive" || status == "Expired") return false;
    report(Severity::kError, *record.member("Status"),
           "`Status` of an access key has to be `Active` or `Inactive`");
    return true;
  }

  void read_login_profiles() {
    for (const JsonValue value : records(object_, "LoginProfiles")) {
      ObjectReader record(value, "a login profile", result_.diagnostics);
      const auto name = record.required_text("UserName");
      User* user = name ? user_of(value, *name) : nullptr;
      if (user != nullptr) user->login_profile = true;
    }
  }

  // An ARN that was left out follows from account, path and name.
  template <class Entities>
  void fill(Entities& entities, std::string_view type) {
    for (auto& [name, entity] : entities) {
      if (!entity.arn.empty()) continue;
      entity.arn = entity_arn(account(), type, entity.path, name);
    }
  }

  void fill_arns() {
    fill(account().users, "user");
    fill(account().groups, "group");
    fill(account().roles, "role");
    for (auto& [name, profile] : account().instance_profiles) {
      if (profile.arn.empty()) profile.arn = entity_arn(account(), "instance-profile", "/", name);
    }
  }

  AccountResult result_;
  EntityReader entities_;
  JsonValue root_;
  ObjectReader object_;
  bool told_id_ = false;
  bool partition_seen_ = false;
  std::vector<std::string> foreign_;  // accounts that were reported
};

bool is_snapshot(JsonValue root) {
  return std::ranges::any_of(kLists,
                             [root](std::string_view name) { return root.find(name).has_value(); });
}

}  // namespace

AccountResult read_account(const JsonPtr& tree, JsonValue root, std::string account_id) {
  if (is_snapshot(root)) return SnapshotReader(tree, root, std::move(account_id)).read();
  AccountResult refused;
  refused.diagnostics.push_back(
      {Severity::kError, root.source(), root.span(),
       fmt::format("this is no account snapshot: expected an object with {}",
                   fmt::format("`{}`", fmt::join(kLists, "`, `"))),
       "print one with `aws iam get-account-authorization-details`"});
  return refused;
}

}  // namespace cordon::incident
