// What the user typed behind `cordon test`.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/common_options.h"
#include "cli/outputs.h"
#include "cli/test/run/mutation.h"

namespace cordon {

struct TestOptions {
  CommonOptions common;
  Outputs outputs;
  std::vector<std::string> paths;
  std::vector<std::string> filters;  // run what has one of these in its name; empty: all
  bool verbose = false;
  unsigned jobs = 1;
  bool coverage = false;
  std::optional<std::size_t> coverage_min;  // percent
  bool mutate = false;
  MutationLimits mutation;

  [[nodiscard]] bool covers() const { return coverage || coverage_min.has_value(); }
};

/// Whether a test of that name is to be run.
[[nodiscard]] bool is_chosen(const TestOptions& options, const std::string& name);

}  // namespace cordon
