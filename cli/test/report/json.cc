#include <nlohmann/json.hpp>

#include "cli/test/report/formats.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

JsonOut text_or_null(const std::string& text) {
  return text.empty() ? JsonOut(nullptr) : JsonOut(text);
}

JsonOut statement_json(const incident::DecidingStatement& statement) {
  return {{"policyType", statement.policy_type},
          {"policy", statement.policy},
          {"statement", statement.statement},
          {"sid", text_or_null(statement.sid)},
          {"place", statement.place}};
}

JsonOut result_json(const TestResult& result) {
  JsonOut decided_by = JsonOut::array();
  for (const auto& statement : result.decided_by) decided_by.push_back(statement_json(statement));
  return {{"kind", to_string(result.kind)},
          {"name", result.name},
          {"place", result.place},
          {"passed", result.passed},
          {"expected", result.expected},
          {"actual", result.actual},
          {"why", result.why},
          {"decidedBy", std::move(decided_by)}};
}

JsonOut suite_json(const SuiteResult& suite) {
  JsonOut tests = JsonOut::array();
  for (const TestResult& result : suite.results) tests.push_back(result_json(result));
  return {{"file", suite.file},
          {"name", text_or_null(suite.title)},
          {"tests", std::move(tests)},
          {"errors", suite.errors}};
}

JsonOut count_json(testing::CoverageCount count) {
  return {{"covered", count.covered}, {"total", count.total}};
}

JsonOut coverage_json(const TestRun& run) {
  if (!run.coverage) return nullptr;
  JsonOut uncovered = JsonOut::array();
  for (const Uncovered& one : run.coverage->uncovered) {
    uncovered.push_back({{"place", one.place},
                         {"policy", one.policy},
                         {"statement", one.statement},
                         {"sid", text_or_null(one.sid)},
                         {"what", one.what}});
  }
  return {{"percent", run.coverage->percent()},
          {"atLeast", run.coverage_min ? JsonOut(*run.coverage_min) : JsonOut(nullptr)},
          {"statements", count_json(run.coverage->statements)},
          {"conditions", count_json(run.coverage->conditions)},
          {"uncovered", std::move(uncovered)}};
}

JsonOut mutation_json(const TestRun& run) {
  if (!run.mutation) return nullptr;
  JsonOut mutants = JsonOut::array();
  for (const MutantResult& one : run.mutation->mutants) {
    mutants.push_back({{"place", one.place},
                       {"policy", one.policy},
                       {"statement", one.statement},
                       {"sid", text_or_null(one.sid)},
                       {"what", one.what},
                       {"noticed", one.noticed}});
  }
  return {{"surviving", run.mutation->survivors()},
          {"mutants", std::move(mutants)},
          {"leftOut", run.mutation->left_out}};
}

}  // namespace

std::string test_json(const FinishedRun& finished, const Painter& /*paint*/) {
  const TestRun& run = finished.run;

  const TestCounts counts = run.counts();
  JsonOut json{{"schema", "cordon.test.v1"},
               {"passed", counts.passed},
               {"failed", counts.failed},
               {"suites", JsonOut::array()},
               {"errors", JsonOut::array()}};
  for (const SuiteResult& suite : run.suites) json["suites"].push_back(suite_json(suite));
  for (const Error& error : run.errors) json["errors"].push_back(error.message);
  json["coverage"] = coverage_json(run);
  json["mutation"] = mutation_json(run);
  return json.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

}  // namespace cordon
