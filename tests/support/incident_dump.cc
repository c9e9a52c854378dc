#include "tests/support/incident_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "grammar/yaml.h"
#include "tests/support/json_dump.h"

namespace cordon::test {
namespace {

using namespace cordon::incident;

std::string texts(const std::optional<ListElement>& element, std::string_view name) {
  if (!element) return "";
  std::vector<std::string_view> values;
  for (const PolicyText& entry : element->entries) values.push_back(entry.value);
  return fmt::format(" {}{}", element->negated ? name : "", fmt::join(values, ","));
}

std::string principals(const Statement& statement) {
  if (!statement.principal) return "";
  std::vector<std::string> values;
  for (const PrincipalEntry& entry : statement.principal->entries) {
    values.push_back(fmt::format("{} {}", entry.type, entry.value.value));
  }
  return fmt::format("[{}{}]", statement.principal->negated ? "not " : "", fmt::join(values, ", "));
}

std::string conditions(const Statement& statement) {
  std::string text;
  for (const ConditionEntry& entry : statement.conditions) {
    std::vector<std::string_view> values;
    for (const PolicyText& value : entry.values) values.push_back(value.value);
    text += fmt::format(" if {} {} {}", entry.key.value, entry.op.value, fmt::join(values, ","));
  }
  return text;
}

std::string at(Revision revision) { return revision == 0 ? "" : fmt::format(" @{}", revision); }

std::string part(std::string_view name, const std::string& value) {
  return value.empty() ? "" : fmt::format(" {}({})", name, value);
}

std::string inline_policies(const Entity& entity) {
  std::vector<std::string> parts;
  for (const StoredPolicy& stored : entity.inline_policies) {
    parts.push_back(fmt::format("{}{}: {}", stored.name, at(stored.stored), dump(*stored.policy)));
  }
  return part("inline", fmt::format("{}", fmt::join(parts, " / ")));
}

std::string entity_text(const Account& account, std::string_view kind, const Entity& entity) {
  std::string line = fmt::format("{} {}", kind, entity.name);
  if (entity.path != "/") line += " " + entity.path;
  if (!entity.id.empty()) line += " " + entity.id;
  line += at(entity.created);
  if (entity.arn != entity_arn(account, kind, entity.path, entity.name)) line += " " + entity.arn;
  line += part("once", fmt::format("{}", fmt::join(entity.earlier_names, ",")));
  line += inline_policies(entity);
  return line + part("attached", fmt::format("{}", fmt::join(entity.attached, ",")));
}

std::string tags_text(const Tags& tags) {
  std::string text;
  for (const auto& [key, value] : tags) {
    text += fmt::format("{}{}={}", text.empty() ? "" : ",", key, value);
  }
  return part("tags", text);
}

std::string user_text(const Account& account, const User& user) {
  std::string line = entity_text(account, "user", user);
  line += part("groups", fmt::format("{}", fmt::join(user.groups, ",")));
  line += part("boundary", user.boundary) + tags_text(user.tags);
  std::vector<std::string> keys;
  for (const AccessKey& key : user.keys) keys.push_back(key.id + (key.active ? "" : " off"));
  if (user.keys_told || !keys.empty()) {
    line +=
        fmt::format(" {}({})", user.keys_told ? "keys" : "keys among others", fmt::join(keys, ","));
  }
  if (user.login_profile) line += *user.login_profile ? " password" : " no-password";
  return line + at(user.password_set);
}

std::string role_text(const Account& account, const Role& role) {
  std::string line = entity_text(account, "role", role);
  line += fmt::format(" trust({}{})", dump(*role.trust.policy), at(role.trust.stored));
  line += part("boundary", role.boundary) + tags_text(role.tags);
  if (role.max_session_ms) line += fmt::format(" max {}s", *role.max_session_ms / 1000);
  return line;
}

std::string managed_text(const ManagedPolicy& policy) {
  std::string line = fmt::format("policy {} default {}", policy.arn, policy.default_version);
  for (const auto& [id, document] : policy.versions) line += part(id, dump(*document));
  return line;
}

std::string profile_text(const Account& account, const InstanceProfile& profile) {
  std::string line =
      fmt::format("profile {} roles({})", profile.name, fmt::join(profile.roles, ","));
  const bool expected = profile.arn == entity_arn(account, "instance-profile", "/", profile.name);
  return expected ? line : line + " " + profile.arn;
}

std::string part_of(const std::string& parent) {
  return parent.empty() ? "" : fmt::format(" in {}", parent);
}

std::string two_words(const std::string& line) {
  return line.substr(0, line.find(' ', line.find(' ') + 1));
}

std::vector<std::string> missing(const std::vector<std::string>& from,
                                 const std::vector<std::string>& in) {
  std::vector<std::string> lines;
  for (const std::string& line : from) {
    if (std::ranges::find(in, line) == in.end()) lines.push_back(line);
  }
  return lines;
}

}  // namespace

std::string dump(const CompiledPolicy& policy) {
  if (policy.unreadable) return "unreadable";
  if (policy.document.statements.empty()) return "empty";
  std::string text;
  for (const Statement& statement : policy.document.statements) {
    const bool allows = statement.effect && statement.effect->value == Effect::kAllow;
    text += fmt::format("{}{}{}{}{}{}", text.empty() ? "" : "; ", allows ? "Allow" : "Deny",
                        principals(statement), texts(statement.action, "not "),
                        texts(statement.resource, "not "), conditions(statement));
  }
  return text;
}

std::vector<std::string> dump(const Account& account) {
  std::vector<std::string> lines;
  for (const auto& [name, user] : account.users) lines.push_back(user_text(account, user));
  for (const auto& [name, group] : account.groups) {
    lines.push_back(entity_text(account, "group", group));
  }
  for (const auto& [name, role] : account.roles) lines.push_back(role_text(account, role));
  for (const auto& [arn, policy] : account.managed) lines.push_back(managed_text(policy));
  for (const auto& [name, profile] : account.instance_profiles) {
    lines.push_back(profile_text(account, profile));
  }
  return lines;
}

std::vector<std::string> dump(const Organization& organization) {
  std::vector<std::string> lines;
  if (!organization.management_account.empty()) {
    lines.push_back("management " + organization.management_account);
  }
  for (const auto& [id, policy] : organization.policies) {
    lines.push_back(fmt::format("{} {}", policy.policy->name, dump(*policy.policy)));
  }
  for (const auto& [id, target] : organization.targets) {
    lines.push_back(fmt::format("target {}{} [{}]", id, part_of(target.parent),
                                fmt::join(target.policies, ", ")));
  }
  return lines;
}

std::string dump(const ResourcePolicy& resource) {
  return fmt::format("{} {}{}", resource.arn.empty() ? "several resources" : resource.arn,
                     dump(*resource.policy.policy), at(resource.policy.stored));
}

std::vector<std::string> dump(const World& world) {
  std::vector<std::string> lines;
  for (const auto& [id, account] : world.accounts) {
    for (const std::string& line : dump(account)) {
      lines.push_back(world.accounts.size() == 1 ? line : id + " " + line);
    }
  }
  std::ranges::copy(dump(world.organization), std::back_inserter(lines));
  for (const ResourcePolicy& resource : world.resources) {
    lines.push_back("resource " + dump(resource));
  }
  return lines;
}

std::string difference(const std::vector<std::string>& before,
                       const std::vector<std::string>& after) {
  const auto added = missing(after, before);
  std::vector<std::string> parts;
  for (const std::string& line : missing(before, after)) {
    const bool replaced = std::ranges::any_of(
        added, [&](const std::string& other) { return two_words(other) == two_words(line); });
    if (!replaced) parts.push_back("- " + two_words(line));
  }
  for (const std::string& line : added) parts.push_back("+ " + line);
  return fmt::format("{}", fmt::join(parts, " | "));
}

JsonPtr tree_of(std::string_view text) {
  JsonResult read = read_yaml(source_of(text));
  if (!read.root()) throw std::invalid_argument(lines(read.diagnostics));
  return std::move(read.tree);
}

std::string joined(const std::vector<std::string>& lines) {
  return fmt::format("{}", fmt::join(lines, "\n"));
}

}  // namespace cordon::test
