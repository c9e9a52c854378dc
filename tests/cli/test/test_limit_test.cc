// Cases and claims of a test file, combinations counted, have one limit.

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "cli/test/file/test_file.h"
#include "doctest/doctest.h"
#include "grammar/yaml.h"

namespace cordon {
namespace {

std::string numbered(std::string_view start, int count) {
  std::string texts;
  for (int i = 0; i < count; ++i) texts += fmt::format("{}\"{}{}\"", i == 0 ? "" : ",", start, i);
  return texts;
}

// 60,000 combinations.
std::string listing() {
  return fmt::format(R"("principal": [{}])", numbered("arn:aws:iam::111122223333:user/u", 60'000));
}

TEST_CASE("test file: cases and claims have one limit") {
  const std::string a_case = fmt::format(
      R"({{"name": "a", "expect": "denied", "request": {{{}, "action": "s3:Get", "resource": "*"}}}})",
      listing());
  const std::string a_claim =
      fmt::format(R"({{"name": "b", "expect": "holds", "none": {{{}}}}})", listing());
  struct Row {
    std::string_view name;
    std::string members;
    std::size_t cases, claims;
    bool too_many;
  };
  const Row rows[] = {
      {"cases", fmt::format(R"("cases": [{}])", a_case), 60'000, 0, false},
      {"claims", fmt::format(R"("claims": [{}])", a_claim), 0, 60'000, false},
      {"claims behind cases", fmt::format(R"("cases": [{}], "claims": [{}])", a_case, a_claim),
       60'000, 0, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const JsonResult read = read_json_or_yaml(
        std::make_shared<Source>("t", fmt::format(R"({{"version": 1, {}}})", row.members)));
    REQUIRE(read.root());
    PolicyFiles files("-");
    PolicyStore store(files);
    const TestFile file = read_test_file(read.tree, *read.root(), store);
    CHECK(file.cases.size() == row.cases);
    CHECK(file.claims.size() == row.claims);
    CHECK(file.diagnostics.size() == (row.too_many ? 1 : 0));
    if (!row.too_many) continue;
    CHECK(file.diagnostics.front().message.starts_with(
        "the file has more than 100000 cases and claims"));
  }
}

}  // namespace
}  // namespace cordon
