#include <string_view>

#include "cli/path_pattern.h"
#include "doctest/doctest.h"

namespace cordon {
namespace {

TEST_CASE("path patterns fit as in .gitignore") {
  struct Row {
    std::string_view pattern, path;
    bool fits;
  };
  const Row rows[] = {
      {"a.json", "a.json", true},
      {"a.json", "x/y/a.json", true},
      {"a.json", "ba.json", false},
      {"/a.json", "a.json", true},
      {"/a.json", "x/a.json", false},
      {"*.json", "x/a.json", true},
      {"*.json", "x/a.yaml", false},
      {"x/*.json", "x/a.json", true},
      {"x/*.json", "x/y/a.json", false},
      {"x/*.json", "z/x/a.json", false},
      {"x/**/a.json", "x/a.json", true},
      {"x/**/a.json", "x/y/z/a.json", true},
      {"**/a.json", "a.json", true},
      {"**/x/*", "q/x/a.json", true},
      {"x/", "x/a.json", true},
      {"x/", "y/x/z/a.json", true},
      {"x", "x/a.json", true},
      {"x/y", "x/y/a.json", true},
      {"x/y", "x/yy/a.json", false},
      {"?.json", "a.json", true},
      {"?.json", "ab.json", false},
      {"**", "x/a.json", true},
      {"a/**/b/**/c", "a/1/b/2/3/c", true},
      {"a/**/b/**/c", "a/1/2/3/c", false},
      {"./a.json", "a.json", true},
      {"", "a.json", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    CAPTURE(row.path);
    CHECK(PathPattern(row.pattern).matches(row.path) == row.fits);
  }
}

}  // namespace
}  // namespace cordon
