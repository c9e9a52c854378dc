// A proof in the shape that IAM Access Analyzer answers with to CheckNoNewAccess,
// CheckAccessNotGranted and CheckNoPublicAccess: `result`, `message`, `reasons`. What is not
// decided is a FAIL, as the API says of its own: access "might" be allowed.
#pragma once

#include <string>
#include <vector>

#include "engine/prove/policy_claims.h"

namespace cordon {

struct AnalyzerCheck {
  prove::Verdict verdict = prove::Verdict::kUndecided;
  std::string message;
  std::vector<const prove::PolicyProof*> examples;  // of kRefuted
  std::vector<std::string> causes;                  // of kUndecided
};

/// Indented, with a line end.
[[nodiscard]] std::string analyzer_json(const AnalyzerCheck& check);

}  // namespace cordon
