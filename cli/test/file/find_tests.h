// Which files hold tests: those that are named, and below folders those that are called
// `*.cordon.yaml`, `*.cordon.yml` or `*.cordon.json`, and incident files that say what they expect,
// however they are called. What a file is, its content says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon {

/// Somewhere to look: a file or folder as the user named it, or a file that was found.
struct TestPath {
  std::string path;
  bool named = false;                  // by the user: it has to hold tests
  std::vector<std::size_t> arguments;  // that lead here
};

struct TestPaths {
  std::vector<TestPath> paths;
  std::vector<Error> errors;
};

/// The files to look into, in the order of the arguments, below a folder by name; each once.
[[nodiscard]] TestPaths find_test_paths(const std::vector<std::string>& arguments);

/// Whether a file is called as test files are.
[[nodiscard]] bool is_test_name(std::string_view path);

/// A file with tests.
struct TestSource {
  enum class Kind : std::uint8_t { kCases, kIncident };
  Kind kind = Kind::kCases;
  SourcePtr source;
  JsonResult read;  // a syntax error is in its diagnostics
};

/// No value when a file that was found holds no tests. The error: it can't be read, or it was named
/// and holds none.
[[nodiscard]] std::expected<std::optional<TestSource>, Error> open_tests(const TestPath& path);

}  // namespace cordon
