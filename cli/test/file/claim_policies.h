// The policies that a claim of a test file is about, of a type that is told or inferred as `cordon
// lint` infers it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/policy_file.h"
#include "cli/test/file/test_file.h"

namespace cordon {

class ClaimPolicyReader {
 public:
  ClaimPolicyReader(const JsonPtr& tree, TestFile& file, std::optional<PolicyType> type)
      : tree_(tree), file_(file), type_(type) {}

  /// A path, `{file: path}`, `{name, document}` or a document; `name` is for one that has none.
  /// Null when it can't be used, which is reported.
  [[nodiscard]] PolicyPtr read(JsonValue value, std::string name);

 private:
  [[nodiscard]] std::optional<PolicyFile> from_file(JsonValue value, std::string_view path);
  [[nodiscard]] std::optional<PolicyFile> from_object(JsonValue value, std::string name);
  [[nodiscard]] std::optional<PolicyFile> document(JsonValue value, JsonValue root,
                                                   std::string name);
  void take(JsonValue value, Problems problems);

  const JsonPtr& tree_;
  TestFile& file_;
  std::optional<PolicyType> type_;
};

}  // namespace cordon
