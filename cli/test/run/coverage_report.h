// What the cases of all test files together exercised of the policies that they share, and what
// not. The same file that several test files name is one policy.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/testing/coverage.h"

namespace cordon {

/// A statement that matched no request, or a condition that was never met, or always.
struct Uncovered {
  std::string place;  // file:line:column
  std::string policy;
  std::uint32_t statement = 0;
  std::string sid;   // empty: none
  std::string what;  // `never matches`
};

struct CoverageReport {
  testing::CoverageCount statements;
  testing::CoverageCount conditions;
  std::vector<Uncovered> uncovered;

  [[nodiscard]] std::size_t percent() const { return (statements + conditions).percent(); }
};

/// Where a document stands, with the path of its file in its simplest form.
[[nodiscard]] std::string document_key(const PolicyDocument& document);

class CoverageSum {
 public:
  void add(const testing::Coverage& coverage);
  [[nodiscard]] CoverageReport report() const;

 private:
  std::vector<testing::PolicyCoverage> policies_;
  std::map<std::string, std::size_t> index_;  // by place and type
};

}  // namespace cordon
