// Actions with a meaning, and how long what they mint lives.

#include "engine/catalogue/action_groups.h"

#include "doctest/doctest.h"
#include "engine/catalogue/catalogue.h"
#include "engine/catalogue/name_order.h"

namespace cordon::catalogue {
namespace {

constexpr ActionGroup kGroups[] = {ActionGroup::kReturnsCredentials, ActionGroup::kMintsSessions,
                                   ActionGroup::kMintsKeys,          ActionGroup::kReadsData,
                                   ActionGroup::kSharesData,         ActionGroup::kEditsPolicies};

TEST_CASE("action groups: sorted, and every action exists under that name") {
  for (const ActionGroup group : kGroups) {
    CHECK(actions_in(group).size() > 5);
    CHECK(strictly_sorted(actions_in(group), [](std::string_view name) { return name; }));
    for (const std::string_view name : actions_in(group)) {
      CAPTURE(name);
      const auto action = find_action(name);
      REQUIRE(action.has_value());
      CHECK(action->full_name == name);
      CHECK(is_in(group, name));
    }
  }
}

TEST_CASE("action groups: what mints a session returns credentials") {
  for (const std::string_view name : actions_in(ActionGroup::kMintsSessions)) {
    CAPTURE(name);
    CHECK(is_in(ActionGroup::kReturnsCredentials, name));
    CHECK_FALSE(is_in(ActionGroup::kMintsKeys, name));
  }
}

TEST_CASE("action groups: members and others") {
  struct Row {
    ActionGroup group;
    std::string_view action;
    bool member;
  };
  const Row rows[] = {
      {ActionGroup::kReturnsCredentials, "iam:createaccesskey", true},
      {ActionGroup::kReturnsCredentials, "s3:GetObject", false},
      {ActionGroup::kMintsSessions, "sts:GetSessionToken", true},
      {ActionGroup::kMintsSessions, "sts:GetCallerIdentity", false},
      {ActionGroup::kMintsKeys, "iam:CreateAccessKey", true},
      {ActionGroup::kMintsKeys, "iam:DeleteAccessKey", false},
      {ActionGroup::kReadsData, "secretsmanager:GetSecretValue", true},
      {ActionGroup::kReadsData, "secretsmanager:ListSecrets", false},
      {ActionGroup::kSharesData, "ec2:ModifySnapshotAttribute", true},
      {ActionGroup::kSharesData, "ec2:DescribeSnapshots", false},
      {ActionGroup::kEditsPolicies, "iam:DetachUserPolicy", true},
      {ActionGroup::kEditsPolicies, "iam:GetUserPolicy", false},
      {ActionGroup::kEditsPolicies, "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.action);
    CHECK(is_in(row.group, row.action) == row.member);
  }
}

TEST_CASE("lifetimes: 36 hours at most, an hour when chained") {
  CHECK(strictly_sorted(lifetimes(), &Lifetime::action));
  for (const Lifetime& lifetime : lifetimes()) {
    CAPTURE(lifetime.action);
    CHECK(is_in(ActionGroup::kMintsSessions, lifetime.action));
    CHECK(lifetime.for_root <= lifetime.seconds);
    CHECK(lifetime.for_session <= lifetime.seconds);
    if (lifetime.action == "sts:AssumeRole") CHECK(lifetime.for_session == 3'600);
    if (lifetime.action == "sts:GetSessionToken") CHECK(lifetime.seconds == 129'600);
  }
  CHECK(longest_lifetime_seconds() == 129'600);
}

}  // namespace
}  // namespace cordon::catalogue
