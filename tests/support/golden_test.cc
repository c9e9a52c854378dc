#include "tests/support/golden.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

#include "doctest/doctest.h"
#include "tests/support/file.h"

namespace cordon::support {
namespace {

// Sets (or with nullptr removes) an environment variable until the end of the scope.
class ScopedVariable {
 public:
  ScopedVariable(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    set(value);
  }
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable() { set(old_ ? old_->c_str() : nullptr); }

 private:
  void set(const char* value) const {
    if (value == nullptr) {
      unsetenv(name_);
    } else {
      setenv(name_, value, 1);
    }
  }
  const char* name_;
  std::optional<std::string> old_;
};

TEST_CASE("unified_diff shows what changed with three lines of context") {
  struct Row {
    std::string_view expected, actual, diff;
  };
  const Row rows[] = {
      {"", "", ""},
      {"a\n", "a\n", ""},
      {"a\n", "b\n", "@@ from line 1 @@\n-a\n+b\n"},
      {"", "a\n", "@@ from line 1 @@\n+a\n"},
      {"a\n", "", "@@ from line 1 @@\n-a\n"},
      {"1\n2\n3\n4\nold\n5\n", "1\n2\n3\n4\nnew\n5\n",
       "@@ from line 2 @@\n 2\n 3\n 4\n-old\n+new\n 5\n"},
      {"x\nx\n", "x\n", "@@ from line 1 @@\n x\n-x\n"},
      {"a\n", "a", "@@ from line 1 @@\n a\n+\\ no newline at end of file\n"},
  };
  for (const Row& row : rows) CHECK(unified_diff(row.expected, row.actual) == row.diff);
}

TEST_CASE("golden_difference compares, rewrites on request, and never in CI") {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("cordon-golden-" + std::to_string(getpid()));
  REQUIRE(write_file(file, "old\n"));
  {
    const ScopedVariable ci("CI", nullptr);
    const ScopedVariable update("CORDON_UPDATE_GOLDEN", nullptr);
    CHECK(golden_difference(file.string(), "old\n") == "");
    CHECK(golden_difference(file.string(), "new\n").ends_with("-old\n+new\n"));
    CHECK(golden_difference(file.string() + ".none", "new\n").starts_with("can't read `"));
    CHECK(read_file(file) == "old\n");
  }
  {
    const ScopedVariable ci("CI", "true");
    const ScopedVariable update("CORDON_UPDATE_GOLDEN", "1");
    CHECK(golden_difference(file.string(), "new\n").starts_with("CORDON_UPDATE_GOLDEN is refused"));
    CHECK(read_file(file) == "old\n");
  }
  {
    const ScopedVariable ci("CI", nullptr);
    const ScopedVariable update("CORDON_UPDATE_GOLDEN", "1");
    CHECK(golden_difference(file.string(), "new\n") == "");
    CHECK(read_file(file) == "new\n");
  }
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace cordon::support
