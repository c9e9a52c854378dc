// docs/reasons.md lists the reason words of engine/reason.h, all of them, in their order.

#include <fmt/format.h>

#include <string>

#include "doctest/doctest.h"
#include "engine/reason.h"
#include "tests/support/file.h"

namespace cordon {
namespace {

TEST_CASE("docs/reasons.md has every reason as the program has it") {
  std::string expected;
  for (std::size_t i = 0; i < kReasons.size(); ++i) {
    expected += fmt::format("| `{}` | `{}` | {} |\n", kReasons[i].name,
                            to_string(outcome_of(static_cast<Reason>(i))), kReasons[i].meaning);
  }
  std::string found;
  const std::string page = support::read_file("docs/reasons.md").value();
  for (const std::string_view line : support::split_lines(page)) {
    if (line.starts_with("| `")) found += std::string(line) + '\n';
  }
  CHECK(found == expected);
}

}  // namespace
}  // namespace cordon
