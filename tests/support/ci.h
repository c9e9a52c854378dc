// Whether this is a run in CI, where a test that would be skipped for want of a program fails.
#pragma once

#include <cstdlib>
#include <string_view>

namespace cordon::support {

inline bool is_ci() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

}  // namespace cordon::support
