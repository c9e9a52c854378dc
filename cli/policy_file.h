// A file that holds one policy, of a type that is told or inferred as `cordon lint` infers it: what
// prove and diff are asked about.
#pragma once

#include <optional>
#include <string>

#include "cli/simulate/simulate_request.h"
#include "engine/compile.h"
#include "engine/policy_type.h"

namespace cordon {

struct PolicyFile {
  PolicyPtr policy;
  bool type_is_inferred = false;
};

/// No value when the file can't be read, holds no policy or several, or one that AWS would refuse;
/// why is in `problems` then.
[[nodiscard]] std::optional<PolicyFile> read_policy_file(const std::string& path,
                                                         std::optional<PolicyType> type,
                                                         Problems& problems);

/// The same of a file that was read.
[[nodiscard]] std::optional<PolicyFile> read_policy_source(const SourcePtr& source,
                                                           std::optional<PolicyType> type,
                                                           Problems& problems);

/// The same of a document that stands inside of another file, as the value `root` of `tree`.
[[nodiscard]] std::optional<PolicyFile> read_policy_document(const JsonPtr& tree, JsonValue root,
                                                             std::string name,
                                                             std::optional<PolicyType> type,
                                                             Problems& problems);

/// What is wrong when two files are of different types; empty when they are not.
[[nodiscard]] std::string types_differ(const PolicyFile& first, const PolicyFile& second);

/// `resource`, or `resource (inferred; --type tells another)`.
[[nodiscard]] std::string type_in_words(const PolicyFile& file);

}  // namespace cordon
