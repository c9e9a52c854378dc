#include "engine/incident/world/world.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "grammar/arn.h"

namespace cordon::incident {
namespace {

bool names(const ResourceSet& resources, std::string_view arn) {
  if (resources.negated()) return false;
  return std::ranges::any_of(resources.entries(), [arn](const ResourceEntry& entry) {
    return !entry.everything && std::ranges::any_of(entry.patterns, [arn](const Pattern& pattern) {
      return pattern.matches(arn);
    });
  });
}

// What has no policy of its own, behind the ARN of the resource whose policy counts for it
// (Service Authorization Reference).
struct Part {
  std::string_view service;
  std::string_view owner;   // how the resource's field begins
  std::string_view begins;  // where what is behind the owner begins
};
constexpr std::array kParts{
    Part{"s3", "accesspoint/", "/object/"},
    Part{"s3", "", "/"},
    Part{"s3tables", "bucket/", "/table/"},
    Part{"dynamodb", "table/", "/index/"},
    Part{"es", "domain/", "/"},
    Part{"execute-api", "", "/"},
};

// Objects of buckets are in no account's ARN; whatever else S3 has is.
const Part* part_of(const Arn& fields) {
  const auto part = std::ranges::find_if(kParts, [&](const Part& each) {
    const bool bucket = each.service == "s3" && each.owner.empty();
    return fields.service == each.service && fields.resource.starts_with(each.owner) &&
           (!bucket || fields.account.empty());
  });
  return part == kParts.end() ? nullptr : &*part;
}

bool is_within(std::string_view arn, std::string_view owner) {
  return !owner.empty() && arn.size() > owner.size() && arn.starts_with(owner) &&
         (arn[owner.size()] == ':' || arn[owner.size()] == '/');
}

}  // namespace

bool speaks_of(const CompiledPolicy& policy, std::string_view arn) {
  return std::ranges::any_of(policy.statements, [arn](const CompiledStatement& statement) {
    return names(statement.resources, arn);
  });
}

const Account* find_account(const World& world, std::string_view id) {
  const auto found = world.accounts.find(id);
  return found == world.accounts.end() ? nullptr : &found->second;
}

std::string_view policy_owner(std::string_view arn) {
  const auto fields = split_arn(arn);
  const Part* part = fields ? part_of(*fields) : nullptr;
  if (part == nullptr) return arn;
  const std::size_t end = fields->resource.find(part->begins, part->owner.size());
  if (end == std::string_view::npos) return arn;
  return arn.substr(0, arn.size() - fields->resource.size() + end);
}

std::vector<std::string> answered_by(const ResourcePolicy& resource) {
  std::vector<std::string> patterns{resource.arn};
  const auto fields = split_arn(resource.arn);
  if (const Part* part = fields ? part_of(*fields) : nullptr) {
    patterns.push_back(fmt::format("{}{}*", resource.arn, part->begins));
  }
  for (const CompiledStatement& statement : resource.policy.policy->statements) {
    if (statement.resources.negated()) continue;
    for (const ResourceEntry& entry : statement.resources.entries()) {
      if (is_within(entry.text, resource.arn)) patterns.push_back(entry.text);
    }
  }
  return patterns;
}

bool names_part(const ResourcePolicy& resource, std::string_view arn) {
  return is_within(arn, resource.arn) && speaks_of(*resource.policy.policy, arn);
}

const ResourcePolicy* resource_policy_of(const World& world, std::string_view arn) {
  if (arn.empty()) return nullptr;
  for (const std::string_view owner : {arn, policy_owner(arn)}) {
    const auto named = std::ranges::find(world.resources, owner, &ResourcePolicy::arn);
    if (named != world.resources.end()) return &*named;
  }
  const auto speaking =
      std::ranges::find_if(world.resources, [arn](const ResourcePolicy& resource) {
        return resource.arn.empty() ? speaks_of(*resource.policy.policy, arn)
                                    : names_part(resource, arn);
      });
  return speaking == world.resources.end() ? nullptr : &*speaking;
}

}  // namespace cordon::incident
