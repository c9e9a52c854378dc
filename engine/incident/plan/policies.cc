#include "engine/incident/plan/policies.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/incident/events/iam_lookup.h"
#include "engine/incident/world/json_text.h"
#include "engine/incident/world/quotas.h"

namespace cordon::incident {
namespace {

// Managed policies attached; SCPs attached to one account ("IAM and AWS STS quotas", "Quotas for
// AWS Organizations").
constexpr std::size_t kAttachedQuota = 10;
constexpr std::size_t kScpQuota = 5;

// `name`, or `name-2` and so on where that is taken.
template <class IsTaken>
std::string free_name(std::string_view name, IsTaken is_taken) {
  std::string free(name);
  for (int number = 2; is_taken(free); ++number) free = fmt::format("{}-{}", name, number);
  return free;
}

template <EntityKind kKind>
std::vector<PlannedCall> put(const Account& account, const Entity& entity, std::string_view name,
                             const std::string& document) {
  constexpr std::string_view kWord = kKind == EntityKind::kUser ? "User" : "Role";
  const std::size_t most = most_characters(
      kKind == EntityKind::kUser ? catalogue::SizedPolicy::kUser : catalogue::SizedPolicy::kRole);
  const std::string whose = json_text(entity.name);
  const auto size = inline_size(entity);
  if (size && *size + policy_size(document) <= most) {
    const std::string free = free_name(name, [&](const std::string& candidate) {
      return std::ranges::find(entity.inline_policies, candidate, &StoredPolicy::name) !=
             entity.inline_policies.end();
    });
    return {{.name = fmt::format("iam:Put{}Policy", kWord),
             .account = account.id,
             .parameters = {{name_parameter(kKind), whose},
                            {"PolicyName", json_text(free)},
                            {"PolicyDocument", document}}}};
  }
  if (entity.attached.size() >= kAttachedQuota) return {};
  const auto arn = [&](const std::string& candidate) {
    return entity_arn(account, "policy", "/", candidate);
  };
  const std::string free = free_name(
      fmt::format("{}-{}-{}", name, word(kKind), entity.name),
      [&](const std::string& candidate) { return account.managed.contains(arn(candidate)); });
  return {{.name = "iam:CreatePolicy",
           .account = account.id,
           .parameters = {{"PolicyName", json_text(free)}, {"PolicyDocument", document}}},
          {.name = fmt::format("iam:Attach{}Policy", kWord),
           .account = account.id,
           .parameters = {{name_parameter(kKind), whose}, {"PolicyArn", json_text(arn(free))}}}};
}

}  // namespace

std::string deny_document(std::string_view sid, std::string_view condition) {
  return fmt::format(
      R"({{"Version": "2012-10-17", "Statement": [{{"Sid": "{}", "Effect": "Deny", "Action": "*", "Resource": "*"{}}}]}})",
      sid, condition.empty() ? "" : fmt::format(R"(, "Condition": {})", condition));
}

std::string deny_older_document(Instant cutoff) {
  return deny_document(
      "RevokeOlderSessions",
      fmt::format(R"({{"DateLessThan": {{"aws:TokenIssueTime": "{}"}}}})", to_string(cutoff)));
}

std::vector<PlannedCall> policy_calls(const Account& account, const User& user,
                                      std::string_view name, const std::string& document) {
  return put<EntityKind::kUser>(account, user, name, document);
}

std::vector<PlannedCall> policy_calls(const Account& account, const Role& role,
                                      std::string_view name, const std::string& document) {
  return put<EntityKind::kRole>(account, role, name, document);
}

std::vector<PlannedCall> scp_calls(const ScpRoom& room, std::string_view account,
                                   std::string_view name, const std::string& document) {
  const Organization& organization = room.organization;
  const auto target = organization.targets.find(account);
  if (target == organization.targets.end() || account == organization.management_account) return {};
  const auto scps = std::ranges::count_if(target->second.policies, [&](const std::string& id) {
    const auto policy = organization.policies.find(id);
    return policy == organization.policies.end() || policy->second.type == PolicyType::kScp;
  });
  if (static_cast<std::size_t>(scps) + room.planned >= kScpQuota) return {};
  const std::string free = free_name(name, [&](const std::string& candidate) {
    return organization.policies.contains(candidate);
  });
  return {{.name = "organizations:CreatePolicy",
           .account = {},
           .parameters = {{"Name", json_text(free)},
                          {"Content", document},
                          {"Type", R"("SERVICE_CONTROL_POLICY")"},
                          {"Description", R"("containment of an incident")"}}},
          {.name = "organizations:AttachPolicy",
           .account = {},
           .parameters = {{"PolicyId", json_text(free)}, {"TargetId", json_text(account)}}}};
}

}  // namespace cordon::incident
