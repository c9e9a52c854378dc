// Whether this is a run in CI, where a test that would be skipped for want of a program fails; and
// whether such programs are used at all.
#pragma once

#include <cstdlib>
#include <string_view>

namespace cordon::support {

inline bool is_ci() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

/// Validators and solvers are left alone where CORDON_WITHOUT_TOOLS is set, as on a machine that
/// has none: CI sees that the tests pass there as well.
inline bool may_use_tools() { return std::getenv("CORDON_WITHOUT_TOOLS") == nullptr; }

}  // namespace cordon::support
