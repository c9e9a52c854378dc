// The order of a tree's nodes, and what contradictory records may have done to its shape. For
// tree.cc only.
#pragma once

#include <vector>

#include "engine/incident/trail/tree.h"

namespace cordon::incident {

/// Sorts nodes so that children stand behind their parents, depth first, what was issued first
/// before the rest, and sets `depth`. Nodes that are their own ancestors become roots; their ids
/// are the result.
[[nodiscard]] std::vector<std::string> order_nodes(std::vector<TreeNode>& nodes);

}  // namespace cordon::incident
