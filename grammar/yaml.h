// YAML into the same tree as JSON: incident files, organization files, configuration. Plain scalars
// follow YAML 1.2's core schema (true/false, null, numbers with their text kept); everything else
// is a string, times too. Anchors, merge keys and tags other than the core ones are refused with a
// diagnostic: none of our formats needs them, and aliases let a small file grow without bound.
#pragma once

#include "grammar/json.h"

namespace cordon {

[[nodiscard]] JsonResult read_yaml(SourcePtr source, const ReadLimits& limits = {});

/// Reads JSON when the first character that is not blank is `{` or `[`, else YAML.
[[nodiscard]] JsonResult read_json_or_yaml(SourcePtr source, const ReadLimits& limits = {});

}  // namespace cordon
