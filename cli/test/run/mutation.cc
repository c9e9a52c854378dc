#include "cli/test/run/mutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "cli/quote.h"
#include "cli/test/run/coverage_report.h"
#include "cli/test/run/in_parallel.h"
#include "cli/test/run/run_cases.h"
#include "cli/test/run/run_claims.h"
#include "engine/incident/report.h"
#include "engine/testing/incident_mutants.h"
#include "engine/testing/mutants.h"

namespace cordon {
namespace {

using testing::AppliedPolicy;
using testing::Mutant;

// In the unit of one decision.
constexpr std::uint64_t kClaimWork = 1000;
constexpr std::uint64_t kVerdictWork = 5;  // of one credential in one world

/// Weakened policies by those that they stand for.
using Replacements = std::unordered_map<const CompiledPolicy*, PolicyPtr>;

PolicyPtr replaced(const PolicyPtr& policy, const Replacements& replacements) {
  const auto found = replacements.find(policy.get());
  return found == replacements.end() ? policy : found->second;
}

void replace(std::vector<PolicyPtr>& policies, const Replacements& replacements) {
  for (PolicyPtr& policy : policies) policy = replaced(policy, replacements);
}

void replace(ApplicablePolicies& policies, const Replacements& replacements) {
  replace(policies.identity, replacements);
  policies.resource = replaced(policies.resource, replacements);
  replace(policies.boundary, replacements);
  replace(policies.session, replacements);
  for (auto* levels : {&policies.scps, &policies.rcps}) {
    for (auto& level : *levels) replace(level, replacements);
  }
  if (policies.endpoint) replace(*policies.endpoint, replacements);
}

void replace(HolderQuestion& question, const Replacements& replacements) {
  replace(question.policies, replacements);
}

void replace(PolicyQuestion& question, const Replacements& replacements) {
  replace(question.policies, replacements);
}

/// A document that tests are about: as many readings of it as there are test files and types, and
/// the tests that it has a part in.
struct Document {
  std::vector<PolicyPtr> readings;
  std::vector<const TestCase*> cases;
  std::vector<const TestClaim*> claims;

  [[nodiscard]] std::uint64_t work() const { return cases.size() + (claims.size() * kClaimWork); }
};

// Documents of tests that do not pass are there too: nobody notices what happens to them.
class Documents {
 public:
  void add(const LoadedTests& tests) {
    const TestFile& file = *tests.file;
    if (file.shared) (void)documents_of(*file.shared);
    for (const TestCase& test : file.cases) (void)documents_of(*test.policies);
    for (const TestClaim& claim : file.claims) (void)documents_of(claim);
    for (const std::size_t i : tests.passing_cases) {
      for (Document* one : documents_of(*file.cases[i].policies)) {
        one->cases.push_back(&file.cases[i]);
      }
    }
    for (const std::size_t i : tests.passing_claims) {
      for (Document* one : documents_of(file.claims[i])) one->claims.push_back(&file.claims[i]);
    }
  }

  /// In the order in which the tests came to them.
  std::deque<Document> take() && { return std::move(documents_); }

 private:
  using Several = std::set<Document*>;

  Several documents_of(const ApplicablePolicies& policies) {
    Several documents;
    testing::for_each_policy(policies,
                             [&](const PolicyPtr& policy) { documents.insert(document(policy)); });
    return documents;
  }

  Several documents_of(const TestClaim& claim) {
    if (const auto* holder = std::get_if<HolderQuestion>(&claim.question)) {
      return documents_of(holder->policies);
    }
    Several documents;
    for (const PolicyPtr& policy : std::get<PolicyQuestion>(claim.question).policies) {
      documents.insert(document(policy));
    }
    return documents;
  }

  Document* document(const PolicyPtr& policy) {
    const auto known = of_reading_.find(policy.get());
    if (known != of_reading_.end()) return known->second;
    Document*& found = of_place_[document_key(policy->document)];
    if (found == nullptr) found = &documents_.emplace_back();
    found->readings.push_back(policy);
    of_reading_.emplace(policy.get(), found);
    return found;
  }

  std::deque<Document> documents_;
  std::map<std::string, Document*> of_place_;
  std::unordered_map<const CompiledPolicy*, Document*> of_reading_;
};

/// A mutant that is to be tried. No value: AWS would refuse it.
struct Trial {
  MutantResult result;
  std::function<std::optional<bool>()> notices;
};

std::optional<Replacements> weakened(const Document& document, const Mutant& mutant) {
  Replacements replacements;
  for (const PolicyPtr& reading : document.readings) {
    PolicyPtr policy = testing::mutated(*reading, mutant);
    if (!policy) return std::nullopt;
    replacements.emplace(reading.get(), std::move(policy));
  }
  return replacements;
}

bool any_case_notices(const Document& document, const Replacements& replacements) {
  std::unordered_map<const ApplicablePolicies*, PoliciesPtr> copies;
  return std::ranges::any_of(document.cases, [&](const TestCase* test) {
    PoliciesPtr& policies = copies[test->policies.get()];
    if (!policies) {
      auto copy = std::make_shared<ApplicablePolicies>(*test->policies);
      replace(*copy, replacements);
      policies = std::move(copy);
    }
    return !passes(*test, *policies);
  });
}

bool any_claim_notices(const Document& document, const Replacements& replacements) {
  return std::ranges::any_of(document.claims, [&](const TestClaim* claim) {
    TestClaim copy = *claim;
    std::visit([&](auto& question) { replace(question, replacements); }, copy.question);
    return prove_claim(copy).proved.proof.verdict != claim->expect;
  });
}

MutantResult describe(const CompiledPolicy& policy, const Mutant& mutant) {
  return {.place = full_place(*policy.document.tree->source(), mutant.place.begin),
          .policy = policy.name,
          .statement = mutant.statement,
          .sid = policy.statements[mutant.statement].sid,
          .what = mutant.what};
}

class Planner {
 public:
  Planner(const MutationLimits& limits, MutationReport& report)
      : limits_(limits), report_(report) {}

  void add(const Document& document) {
    const CompiledPolicy& first = *document.readings.front();
    for (const Mutant& mutant : testing::mutants_of(first.document)) {
      plan(describe(first, mutant), document.work(), [&document, mutant]() -> std::optional<bool> {
        const auto replacements = weakened(document, mutant);
        if (!replacements) return std::nullopt;
        return any_case_notices(document, *replacements) ||
               any_claim_notices(document, *replacements);
      });
    }
  }

  void add(const incident::Incident& incident) {
    const std::uint64_t work =
        (incident.credentials.size() + 1) * (incident.events.size() + 1) * kVerdictWork;
    for (const AppliedPolicy& applied : testing::applied_policies(incident)) {
      for (const Mutant& mutant : testing::mutants_of(applied.policy->document)) {
        plan(describe(*applied.policy, mutant), work,
             [&incident, applied, mutant]() -> std::optional<bool> {
               const auto copy = testing::with_mutant(incident, applied, mutant);
               if (!copy) return std::nullopt;
               return !judge(*copy).as_expected.value_or(true);
             });
      }
    }
  }

  std::vector<Trial> take() && {
    if (beyond_ > 0) {
      report_.left_out.push_back(
          fmt::format("{} mutants, because {} were tried before them (--mutants) or because of the "
                      "work that they take",
                      beyond_, trials_.size()));
    }
    return std::move(trials_);
  }

 private:
  void plan(MutantResult result, std::uint64_t work, std::function<std::optional<bool>()> notices) {
    if (trials_.size() >= limits_.mutants || work_ + work > limits_.work) {
      ++beyond_;
      return;
    }
    work_ += work;
    trials_.push_back({std::move(result), std::move(notices)});
  }

  const MutationLimits& limits_;
  MutationReport& report_;
  std::vector<Trial> trials_;
  std::uint64_t work_ = 0;
  std::size_t beyond_ = 0;
};

std::deque<Document> documents_of(const std::vector<LoadedTests>& tests) {
  Documents documents;
  for (const LoadedTests& one : tests) {
    if (one.file) documents.add(one);
  }
  return std::move(documents).take();
}

// Else a mutant would be noticed by what is off without it.
bool passes_unchanged(const LoadedTests& tests) {
  return tests.suite.errors.empty() && !tests.suite.results.empty() &&
         tests.incident_is_as_expected;
}

}  // namespace

std::size_t MutationReport::survivors() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(mutants, [](const MutantResult& one) { return !one.noticed; }));
}

MutationReport try_mutants(const std::vector<LoadedTests>& tests, const MutationLimits& limits,
                           unsigned jobs) {
  MutationReport report;
  Planner planner(limits, report);
  const std::deque<Document> documents = documents_of(tests);
  for (const Document& document : documents) planner.add(document);
  for (const LoadedTests& one : tests) {
    if (!one.incident) continue;
    if (passes_unchanged(one)) {
      planner.add(one.incident->incident);
    } else {
      report.left_out.push_back(fmt::format(
          "{}: it can't be used in full, or not all that it expects comes out", one.suite.file));
    }
  }
  const std::vector<Trial> trials = std::move(planner).take();
  std::vector<std::optional<bool>> noticed(trials.size());
  in_parallel(trials.size(), jobs, [&](std::size_t i) { noticed[i] = trials[i].notices(); });
  for (std::size_t i = 0; i < trials.size(); ++i) {
    MutantResult result = trials[i].result;
    if (!noticed[i]) {
      report.left_out.push_back(
          fmt::format("{}: {}: AWS would refuse the policy", result.place, result.what));
      continue;
    }
    result.noticed = *noticed[i];
    report.mutants.push_back(std::move(result));
  }
  return report;
}

}  // namespace cordon
