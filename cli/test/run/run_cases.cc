#include "cli/test/run/run_cases.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "cli/decision_text.h"
#include "cli/quote.h"
#include "engine/decided_by.h"
#include "engine/incident/verdict/authority.h"

namespace cordon {
namespace {

using Hits = std::vector<StatementHit>;

bool decides(const std::string& sid, const Hits& hits) {
  return std::ranges::any_of(hits, [&](const StatementHit& hit) {
    return hit.policy->statements[hit.statement].sid == sid;
  });
}

// The first statement that was to decide and does not; empty when all do.
std::string lacking(const TestCase& test, const Hits& hits) {
  for (const std::string& sid : test.decided_by) {
    if (!decides(sid, hits)) return sid;
  }
  return "";
}

std::string expected_text(const TestCase& test) {
  std::string text(kExpectationNames[static_cast<std::size_t>(test.expect)]);
  if (!test.decided_by.empty()) {
    text += fmt::format(" by {}", fmt::join(test.decided_by, ", "));
  }
  return text;
}

std::string why(const TestCase& test, const Decision& decision, const Hits& hits) {
  std::string text(meaning(decision.reason));
  const std::string sid = lacking(test, hits);
  if (meets(decision, test.expect) && !sid.empty()) {
    text += fmt::format(", and no statement {} is among those that decide", backticked(sid));
  }
  return text;
}

}  // namespace

bool passes(const TestCase& test, const ApplicablePolicies& policies) {
  const Decision decision = evaluate(test.request, policies);
  if (!meets(decision, test.expect)) return false;
  return test.decided_by.empty() ||
         lacking(test, decided_by(decision, test.request, policies)).empty();
}

TestResult run_case(const TestCase& test, const Source& source) {
  const Decision decision = evaluate(test.request, *test.policies);
  const Hits hits = decided_by(decision, test.request, *test.policies);
  TestResult result{.kind = TestKind::kCase,
                    .name = test.name,
                    .place = full_place(source, test.span.begin),
                    .passed = meets(decision, test.expect) && lacking(test, hits).empty(),
                    .expected = expected_text(test),
                    .actual = std::string(to_string(decision.outcome)),
                    .why = why(test, decision, hits),
                    .decided_by = incident::describe(hits),
                    .detail = {}};
  if (result.passed) return result;
  const Explanation explanation = explain(test.request, *test.policies);
  result.detail = render_detail([&](const Painter& paint) {
    return failure_human({.request = test.request,
                          .policies = *test.policies,
                          .decision = decision,
                          .explanation = explanation,
                          .expected = {}},
                         paint);
  });
  return result;
}

}  // namespace cordon
