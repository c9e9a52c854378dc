// What the reader of a tree has to know beside it: gaps, what was left out and why. For tree.cc
// only.
#pragma once

#include "engine/incident/trail/tree.h"

namespace cordon::incident {

void add_tree_notes(const Evidence& evidence, const TrailSeeds& seeds, SessionTree& tree);

}  // namespace cordon::incident
