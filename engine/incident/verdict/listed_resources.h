// Which resources the policies that were given are of, as patterns that a question about all
// requests can take them one by one, or all at once.
#pragma once

#include <string>
#include <vector>

#include "engine/incident/world/world.h"

namespace cordon::incident {

/// A resource policy, and patterns of what it is asked about.
struct ListedResource {
  const StoredPolicy* policy;
  std::vector<std::string> resources;
};

struct ListedResources {
  std::vector<ListedResource> resources;
  /// Names of policies that do not say of what they are, in a way that can be listed.
  std::vector<std::string> not_listed;
  /// The statements by which any of `resources` allows something, as one policy: what it does not
  /// allow, none of them allows of its own resource. Null: one of them could not be read.
  PolicyPtr grants;
};

/// A document that does not say whose it is is one of all that its statements name. Points into the
/// world.
[[nodiscard]] ListedResources resources_listed_in(const World& world);

}  // namespace cordon::incident
