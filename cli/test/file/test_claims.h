// The claims of a test file: about every request, for the prover (docs/prove.md).
#pragma once

#include <set>
#include <string>

#include "cli/test/file/shared_policies.h"
#include "cli/test/file/test_file.h"

namespace cordon {

class TestClaimReader {
 public:
  /// `defaults` are the file's for requests.
  TestClaimReader(const JsonPtr& tree, std::optional<JsonValue> defaults, SharedPolicies& shared,
                  std::set<std::string, std::less<>>& names, TestFile& file)
      : tree_(tree), defaults_(defaults), shared_(shared), names_(names), file_(file) {}

  void read(JsonValue value);

 private:
  struct Common;
  void add_holders(const Common& common, JsonValue holder, std::optional<JsonValue> own);
  void add_about_policies(const Common& common, JsonValue about);
  void report(JsonValue value, std::string message);

  const JsonPtr& tree_;
  std::optional<JsonValue> defaults_;
  SharedPolicies& shared_;
  std::set<std::string, std::less<>>& names_;
  TestFile& file_;
};

}  // namespace cordon
