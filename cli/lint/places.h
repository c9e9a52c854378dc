// Where findings are, in the terms that formats speak: the file that can be opened and a place in
// it, the policy that a finding is about, and the path in that policy's document.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"
#include "rules/findings/json_path.h"
#include "rules/lint_result.h"

namespace cordon {

/// A place in a file. Of a document that is embedded in a file as a string, the file's span is that
/// of the string, and the place inside of the document is told as well.
struct FilePlace {
  const Source* file = nullptr;
  Span span;
  const Source* document = nullptr;  // null: the text of the file itself
  Span inside;
};
[[nodiscard]] FilePlace file_place(const Source& source, Span span);

/// A file's name as a relative reference or, of an absolute path, as a `file:` URI.
[[nodiscard]] std::string to_uri(std::string_view path);

/// Knows the policies of a result by their places. The result must outlive this.
class PolicyPlaces {
 public:
  explicit PolicyPlaces(const rules::LintResult& result);

  /// The policy that a place is in or beside of; null when no policy is in that text.
  [[nodiscard]] const rules::LintedPolicy* policy_at(const Source& source, Span span) const;

  /// The place in the document of a policy; without a path when the document could not be read.
  [[nodiscard]] rules::JsonPlace in_document(const rules::LintedPolicy* policy, Span span);

 private:
  std::map<const Source*, std::vector<const rules::LintedPolicy*>> policies_;
  std::map<const rules::LintedPolicy*, rules::JsonPlaces> places_;
};

}  // namespace cordon
