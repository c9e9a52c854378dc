// The cases of a test file: each is merged with the file's defaults, and multiplied where it lists
// several principals, actions or resources.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/test/file/shared_policies.h"
#include "cli/test/file/test_file.h"

namespace cordon {

/// What a case does not say itself.
struct CaseDefaults {
  std::optional<JsonValue> request;
  Unstated unstated = Unstated::kAbsent;
};

/// The request that `own` and the defaults make together, one for each combination of what is
/// listed. Members of `own` win; of `context` each key by itself.
struct ComposedRequest {
  JsonPtr tree;                     // its root is the request
  std::vector<std::string> chosen;  // of what is listed
};
struct FixedMember {
  std::string_view name;
  std::string_view value;
};
/// `fixed` are members that the caller sets, whatever is written. Empty, and reported, when a list
/// is empty or there are more combinations than `most`.
[[nodiscard]] std::vector<ComposedRequest> compose_requests(
    const JsonPtr& tree, std::optional<JsonValue> own, std::optional<JsonValue> defaults,
    Span place, const std::vector<FixedMember>& fixed, std::size_t most, Diagnostics& diagnostics);

/// What is said when there is no room for what comes next.
[[nodiscard]] std::string too_many_tests();

/// The value of `unstated`; no value when it is not given or is reported.
[[nodiscard]] std::optional<Unstated> read_unstated(ObjectReader& object);

class TestCaseReader {
 public:
  TestCaseReader(const JsonPtr& tree, CaseDefaults defaults, SharedPolicies& shared,
                 std::set<std::string, std::less<>>& names, TestFile& file)
      : tree_(tree), defaults_(defaults), shared_(shared), names_(names), file_(file) {}

  void read(JsonValue value);

 private:
  struct Common;
  void add(const ComposedRequest& composed, const Common& common, std::optional<JsonValue> own);

  const JsonPtr& tree_;
  CaseDefaults defaults_;
  SharedPolicies& shared_;
  std::set<std::string, std::less<>>& names_;
  TestFile& file_;
};

/// The name of a case or claim, which no other of the file may have; no value when it is missing
/// or taken, which is reported.
[[nodiscard]] std::optional<Located<std::string>> read_test_name(
    ObjectReader& object, std::set<std::string, std::less<>>& names);

}  // namespace cordon
