// JUnit's XML, for build servers that show tests: a suite a policy, a case a finding. What does not
// fail the run does not fail here: it is in the case's output.

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "cli/lint/formats.h"
#include "cli/lint/places.h"
#include "cli/quote.h"
#include "cli/xml_text.h"
#include "rules/rule.h"

namespace cordon {
namespace {

using rules::JudgedFinding;

std::string body_of(const rules::Finding& finding) {
  std::string text = fmt::format("{}: {}: {} {}", full_place(*finding.source, finding.span.begin),
                                 to_string(finding.level), finding.rule->id, finding.message);
  for (const rules::RelatedPlace& related : finding.related) {
    text +=
        fmt::format("\n{}: {}", full_place(*related.source, related.span.begin), related.message);
  }
  if (!finding.help.empty()) text += "\nhelp: " + finding.help;
  return text;
}

struct Suite {
  std::string name;
  std::vector<const JudgedFinding*> findings;
};

class Writer {
 public:
  explicit Writer(const rules::LintResult& result) : result_(result) {}

  std::string write() && {
    std::string suites;
    for (const Suite& one : suites_of()) suites += suite(one);
    suites += errors();
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<testsuites name=\"cordon lint\" tests=\"{}\" failures=\"{}\" errors=\"{}\">\n"
        "{}</testsuites>\n",
        tests_, failures_, result_.errors.size(), suites);
  }

 private:
  // Those of the policies in their order, then findings that are about no policy, by file.
  std::vector<Suite> suites_of() const {
    const PolicyPlaces places(result_);
    std::vector<Suite> suites;
    std::map<const rules::LintedPolicy*, std::size_t> of_policy;
    std::map<const Source*, std::size_t> of_source;
    for (const rules::LintedPolicy& policy : result_.policies) {
      of_policy[&policy] = suites.size();
      suites.push_back({.name = policy.name, .findings = {}});
    }
    for (const JudgedFinding& judged : result_.findings) {
      const Source& source = *judged.finding.source;
      const auto* policy = places.policy_at(source, judged.finding.span);
      if (policy == nullptr && of_source.try_emplace(&source, suites.size()).second) {
        suites.push_back({.name = source.name(), .findings = {}});
      }
      suites[policy == nullptr ? of_source[&source] : of_policy[policy]].findings.push_back(
          &judged);
    }
    return suites;
  }

  std::string suite(const Suite& suite) {
    std::string cases;
    std::size_t failures = 0;
    std::size_t skipped = 0;
    for (const JudgedFinding* judged : suite.findings) {
      cases += finding(*judged, suite);
      failures += result_.fails(*judged) ? 1 : 0;
      skipped += judged->state == JudgedFinding::State::kActive ? 0 : 1;
    }
    if (cases.empty()) cases = test_case("no findings", suite.name, "");
    const std::size_t tests = std::max<std::size_t>(suite.findings.size(), 1);
    tests_ += tests;
    failures_ += failures;
    return fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n"
        "{}  </testsuite>\n",
        xml_text(suite.name), tests, failures, skipped, cases);
  }

  std::string finding(const JudgedFinding& judged, const Suite& suite) const {
    const rules::Finding& finding = judged.finding;
    const FilePlace place = file_place(*finding.source, finding.span);
    const Position position = place.file->position(place.span.begin);
    const std::string name = fmt::format("{} {} at {}:{}", finding.rule->id, finding.rule->name,
                                         position.line, position.column);
    const std::string body = xml_text(body_of(finding));
    if (judged.state != JudgedFinding::State::kActive) {
      const bool suppressed = judged.state == JudgedFinding::State::kSuppressed;
      const std::string why = suppressed ? "suppressed: " + judged.reason : "in the baseline";
      return test_case(name, suite.name,
                       fmt::format("      <skipped>{}</skipped>\n", xml_text(why)));
    }
    if (!result_.fails(judged)) {
      return test_case(name, suite.name, fmt::format("      <system-out>{}</system-out>\n", body));
    }
    return test_case(name, suite.name,
                     fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                                 xml_text(finding.message), to_string(finding.level), body));
  }

  // Inputs that could not be read are no findings, and must not look like policies without any.
  std::string errors() {
    if (result_.errors.empty()) return {};
    std::string cases;
    for (const std::string& error : result_.errors) {
      cases += test_case("input", "cordon",
                         fmt::format("      <error message=\"{}\"/>\n", xml_text(error)));
    }
    const std::size_t count = result_.errors.size();
    tests_ += count;
    return fmt::format(
        "  <testsuite name=\"cordon\" tests=\"{0}\" failures=\"0\" errors=\"{0}\" "
        "skipped=\"0\">\n{1}  </testsuite>\n",
        count, cases);
  }

  static std::string test_case(std::string_view name, std::string_view suite,
                               std::string_view inside) {
    const std::string start =
        fmt::format("    <testcase name=\"{}\" classname=\"{}\"", xml_text(name), xml_text(suite));
    return inside.empty() ? start + "/>\n" : fmt::format("{}>\n{}    </testcase>\n", start, inside);
  }

  const rules::LintResult& result_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
};

}  // namespace

std::string lint_junit(const rules::LintResult& result, const Painter& /*paint*/) {
  return Writer(result).write();
}

}  // namespace cordon
