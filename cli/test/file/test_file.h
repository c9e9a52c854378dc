// A policy test file (docs/test.md): named cases with policies and defaults that they share, and
// claims for the prover: what is to be decided or proved, and what is to come out. Reading never
// stops at the first problem: what can be used is there, and every problem has its place. Nothing
// is decided here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/case_reader.h"
#include "cli/policy_store.h"
#include "cli/prove/claim_answer.h"
#include "engine/applicable_policies.h"
#include "engine/request.h"
#include "grammar/diagnostic.h"
#include "grammar/json.h"

namespace cordon {

using PoliciesPtr = std::shared_ptr<const ApplicablePolicies>;

/// A request, and what has to come out.
struct TestCase {
  std::string name;  // with the action, and so on, where the case lists several
  Span span;         // of its name
  Request request;
  PoliciesPtr policies;
  Expectation expect = Expectation::kAllowed;
  /// Sids that have to be among those of the statements that decide.
  std::vector<std::string> decided_by;
};

/// A claim about every request, and what has to come of its proof.
struct TestClaim {
  std::string name;
  Span span;  // of its name
  ClaimKind claim = ClaimKind::kNone;
  std::variant<HolderQuestion, PolicyQuestion> question;
  prove::Verdict expect = prove::Verdict::kHolds;
};

struct TestFile {
  SourcePtr source;
  std::string title;  // empty: none
  /// What all cases share; null: none, or they could not be read.
  PoliciesPtr shared;
  std::vector<TestCase> cases;
  std::vector<TestClaim> claims;
  Diagnostics diagnostics;
};

/// At most this many cases and claims come out of one file, combinations counted.
inline constexpr std::size_t kMostTests = 100'000;
/// How many more may come.
[[nodiscard]] std::size_t room(const TestFile& file);

/// `root` is the root of `tree`, the text of a test file.
[[nodiscard]] TestFile read_test_file(const JsonPtr& tree, JsonValue root, PolicyStore& store);

}  // namespace cordon
