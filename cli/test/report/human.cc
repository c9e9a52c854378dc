#include <fmt/format.h>

#include <algorithm>

#include "cli/quote.h"
#include "cli/test/report/formats.h"
#include "cli/wrap.h"

namespace cordon {
namespace {

constexpr std::size_t kMostListed = 50;

std::string plural(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

class Writer {
 public:
  Writer(const TestRun& run, Shown shown, const Painter& paint)
      : run_(run), shown_(shown), paint_(paint) {}

  std::string write() && {
    for (const SuiteResult& suite : run_.suites) {
      for (const TestResult& result : suite.results) {
        if (!result.passed) failure(result);
        if (result.passed && shown_ == Shown::kAll) pass(result);
      }
    }
    if (run_.coverage) coverage(*run_.coverage);
    if (run_.mutation) mutation(*run_.mutation);
    summary();
    return std::move(text_);
  }

 private:
  void title(Ink ink, std::string_view word, const TestResult& result) {
    text_ += fmt::format("{} {}: {}\n", paint_(ink, word), paint_(Ink::kPlace, result.place),
                         printable(result.name));
  }

  void pass(const TestResult& result) { title(Ink::kGood, "pass", result); }

  void failure(const TestResult& result) {
    if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
    title(Ink::kBad, "FAIL", result);
    text_ += wrap(fmt::format("expected {}, got {}{}{}", result.expected, result.actual,
                              result.why.empty() ? "" : ": ", result.why),
                  {2, 4});
    text_ += (paint_.colored() ? result.detail.colored : result.detail.plain) + '\n';
  }

  // A statement and what is said of it.
  void line(std::string_view place, std::string_view policy, std::uint32_t statement,
            std::string_view sid, std::string_view what) {
    text_ += fmt::format("  {}:\n", paint_(Ink::kPlace, place));
    text_ += wrap(fmt::format("{} statement {}{} {}", policy, statement,
                              sid.empty() ? "" : fmt::format(" `{}`", sid), what),
                  {4, 4});
  }

  void more(std::size_t count) {
    if (count <= kMostListed) return;
    text_ += fmt::format("  and {} more; --format json lists all\n", count - kMostListed);
  }

  void coverage(const CoverageReport& report) {
    const auto part = [](testing::CoverageCount count) {
      return fmt::format("{} of {}", count.covered, count.total);
    };
    const bool bad = run_.covers_too_little();
    text_ += fmt::format("{}: {} %{} (statements {}, outcomes of conditions {})\n",
                         paint_(bad ? Ink::kBad : Ink::kStrong, "Coverage"), report.percent(),
                         bad ? fmt::format(", expected at least {} %", *run_.coverage_min) : "",
                         part(report.statements), part(report.conditions));
    for (std::size_t i = 0; i < std::min(report.uncovered.size(), kMostListed); ++i) {
      const Uncovered& one = report.uncovered[i];
      line(one.place, one.policy, one.statement, one.sid, one.what);
    }
    more(report.uncovered.size());
    text_ += '\n';
  }

  void mutation(const MutationReport& report) {
    const std::size_t survivors = report.survivors();
    text_ += fmt::format("{}: {}, {} noticed, {} surviving\n",
                         paint_(survivors > 0 ? Ink::kBad : Ink::kStrong, "Mutants"),
                         report.mutants.size(), report.mutants.size() - survivors, survivors);
    std::size_t listed = 0;
    for (const MutantResult& one : report.mutants) {
      if (one.noticed || listed++ >= kMostListed) continue;
      line(one.place, one.policy, one.statement, one.sid, one.what);
    }
    more(survivors);
    for (const std::string& why : report.left_out) text_ += wrap("not tried: " + why, {2, 4});
    text_ += '\n';
  }

  void summary() {
    const TestCounts counts = run_.counts();
    const bool good = counts.failed + counts.errors == 0;
    std::string line = fmt::format("{} passed, {} failed", counts.passed, counts.failed);
    if (counts.errors > 0) {
      line += fmt::format(", {}", plural(counts.errors, "problem that kept tests from running",
                                         "problems that kept tests from running"));
    }
    text_ += paint_(good ? Ink::kGood : Ink::kBad, line) +
             fmt::format(" ({})\n", plural(run_.suites.size(), "file", "files"));
  }

  const TestRun& run_;
  Shown shown_;
  const Painter& paint_;
  std::string text_;
};

}  // namespace

std::string test_human(const FinishedRun& finished, const Painter& paint) {
  return Writer(finished.run, finished.shown, paint).write();
}

}  // namespace cordon
