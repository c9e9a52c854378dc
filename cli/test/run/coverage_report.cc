#include "cli/test/run/coverage_report.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "cli/quote.h"

namespace cordon {
namespace {

using testing::ConditionCoverage;
using testing::PolicyCoverage;

std::string_view what_lacks(const ConditionCoverage& condition) {
  if (!condition.met && !condition.unmet) return "is never asked";
  return condition.met ? "is always met" : "is never met";
}

class Reporter {
 public:
  explicit Reporter(CoverageReport& report) : report_(report) {}

  void add(const PolicyCoverage& covered) {
    report_.statements = report_.statements + statements_covered(covered);
    report_.conditions = report_.conditions + conditions_covered(covered);
    for (std::uint32_t i = 0; i < covered.statements.size(); ++i) add(covered, i);
  }

 private:
  void add(const PolicyCoverage& covered, std::uint32_t index) {
    const Statement& written = covered.policy->document.statements[index];
    const auto& statement = covered.statements[index];
    if (!statement.matched) {
      add(covered, index, written.effect ? written.effect->span : written.node.span(),
          "never matches");
    }
    for (std::size_t i = 0; i < statement.conditions.size(); ++i) {
      const ConditionCoverage& condition = statement.conditions[i];
      if (condition.met && condition.unmet) continue;
      const ConditionEntry& entry = written.conditions[i];
      add(covered, index, entry.key.node.span(),
          fmt::format("the condition {} `{}` {}", entry.op.value, entry.key.value,
                      what_lacks(condition)));
    }
  }

  void add(const PolicyCoverage& covered, std::uint32_t index, Span span, std::string what) {
    const CompiledPolicy& policy = *covered.policy;
    report_.uncovered.push_back({.place = full_place(*policy.document.tree->source(), span.begin),
                                 .policy = policy.name,
                                 .statement = index,
                                 .sid = policy.statements[index].sid,
                                 .what = std::move(what)});
  }

  CoverageReport& report_;
};

}  // namespace

std::string document_key(const PolicyDocument& document) {
  const Source& source = *document.tree->source();
  const std::string file = std::filesystem::path(source.name()).lexically_normal().string();
  const auto& around = source.embedded_in();
  return fmt::format("{}:{}:{}", file, around ? around->span.begin : 0, document.span.begin);
}

void CoverageSum::add(const testing::Coverage& coverage) {
  for (const PolicyCoverage& covered : coverage.policies()) {
    const std::string key = fmt::format("{} {}", document_key(covered.policy->document),
                                        to_string(covered.policy->type));
    const auto [at, is_new] = index_.try_emplace(key, policies_.size());
    if (is_new) {
      policies_.push_back(covered);
    } else {
      policies_[at->second].add(covered);
    }
  }
}

CoverageReport CoverageSum::report() const {
  CoverageReport report;
  Reporter reporter(report);
  for (const PolicyCoverage& covered : policies_) reporter.add(covered);
  return report;
}

}  // namespace cordon
