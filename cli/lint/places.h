// Where findings are, in the terms that formats speak: the policy that a finding is about, and the
// path in that policy's document. The place in a file is file_place.h.
#pragma once

#include <map>
#include <vector>

#include "cli/file_place.h"
#include "grammar/source.h"
#include "rules/findings/json_path.h"
#include "rules/lint_result.h"

namespace cordon {

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
