// GitLab's code quality report: what a merge request shows of the findings that it brings.

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "cli/lint/formats.h"
#include "cli/lint/places.h"
#include "rules/rule.h"

namespace cordon {
namespace {

using JsonOut = nlohmann::ordered_json;

std::string_view severity(rules::Level level) {
  switch (level) {
    case rules::Level::kError:
      return "blocker";
    case rules::Level::kSecurity:
      return "critical";
    case rules::Level::kWarning:
      return "major";
    case rules::Level::kInfo:
      break;
  }
  return "info";
}

JsonOut issue_json(const rules::JudgedFinding& judged, const std::string& fingerprint) {
  const rules::Finding& finding = judged.finding;
  const FilePlace place = file_place(*finding.source, finding.span);
  return {{"description", fmt::format("{}: {}", finding.rule->id, finding.message)},
          {"check_name", finding.rule->name},
          {"fingerprint", fingerprint},
          {"severity", severity(finding.level)},
          {"location",
           {{"path", place.file->name()},
            {"lines",
             {{"begin", place.file->position(place.span.begin).line},
              {"end", place.file->position(place.span.end).line}}}}}};
}

}  // namespace

std::string lint_gitlab(const rules::LintResult& result, const Painter& /*paint*/) {
  JsonOut issues = JsonOut::array();
  // GitLab takes two issues with one fingerprint for the same.
  std::map<std::string_view, std::size_t> seen;
  for (const rules::JudgedFinding& judged : result.findings) {
    if (judged.state != rules::JudgedFinding::State::kActive) continue;
    const std::size_t before = seen[judged.fingerprint]++;
    issues.push_back(
        issue_json(judged, before == 0 ? judged.fingerprint
                                       : fmt::format("{}-{}", judged.fingerprint, before + 1)));
  }
  return issues.dump(2, ' ', false, JsonOut::error_handler_t::replace) + '\n';
}

}  // namespace cordon
