// The policies that the cases of a test file share, and what one case puts in their place. A member
// of `policies` that a case has replaces the shared one of that name, whole; with null it takes it
// away.
#pragma once

#include <array>
#include <optional>

#include "cli/case_reader.h"
#include "cli/test/file/test_file.h"

namespace cordon {

class SharedPolicies {
 public:
  /// `value` is the file's `policies`; none: the cases share nothing.
  SharedPolicies(const JsonPtr& tree, std::optional<JsonValue> value, PolicyStore& store,
                 Diagnostics& diagnostics)
      : tree_(tree), value_(value), store_(store), diagnostics_(diagnostics) {}

  /// Null when they can't be used, which is reported.
  [[nodiscard]] PoliciesPtr get(ResourcePolicyKind kind);
  /// With what a case has of its own.
  [[nodiscard]] PoliciesPtr get(ResourcePolicyKind kind, std::optional<JsonValue> own);

 private:
  const JsonPtr& tree_;
  std::optional<JsonValue> value_;
  PolicyStore& store_;
  Diagnostics& diagnostics_;
  std::array<std::optional<PoliciesPtr>, 2> read_;  // by kind
};

}  // namespace cordon
