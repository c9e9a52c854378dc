#include "cli/lint/fixing.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "rules/fix/fix.h"
#include "rules/fix/same_meaning.h"
#include "rules/run.h"

namespace cordon {
namespace {

// More than any chain of fixes that make room for each other.
constexpr std::size_t kMostRounds = 20;

/// The same document with another text.
rules::FoundDocument with_text(const rules::FoundDocument& document, std::string text) {
  JsonResult read =
      read_json(std::make_shared<Source>(document.tree->source()->name(), std::move(text)));
  rules::FoundDocument changed = document;
  changed.root = read.root();
  changed.tree = std::move(read.tree);
  changed.problems = std::move(read.diagnostics);
  return changed;
}

/// The document is all that its file holds, as JSON that can be edited in place.
bool is_whole_file(const rules::Subject& subject) {
  const Source& source = *subject.source();
  return !source.embedded_in() && subject.found.root && subject.found.root->index() == 0 &&
         source.text(subject.found.root->span()).starts_with('{') && source.name() != "<stdin>";
}

/// Why the change must not be made; no value: it may.
std::optional<std::string> objection(const rules::Subject& before, const rules::Subject& after) {
  if (!before.compiled) return std::nullopt;  // AWS refuses it: there is no meaning to keep
  if (!after.compiled) return "AWS would refuse the policy";
  const rules::Comparison comparison = rules::compare_meaning(before.compiled, after.compiled);
  if (!comparison.difference) return std::nullopt;
  return fmt::format("it would change the decision on {}", *comparison.difference);
}

class FileFixer {
 public:
  FileFixer(const LintConfig& config, const LintRequest& request,
            std::span<const rules::Rule* const> rules, Fixing& fixing)
      : config_(config), request_(request), rules_(rules), fixing_(fixing) {}

  void fix(const rules::Subject& subject) {
    std::vector<rules::Subject> current{subject};
    FixedFile file{.path = subject.source()->name(),
                   .before = std::string(subject.source()->text()),
                   .after = {}};
    for (std::size_t round = 0; round < kMostRounds; ++round) {
      auto next = next_round(current, file.fixes);
      if (!next) break;
      current.front() = *std::move(next);
    }
    file.after = current.front().source()->text();
    if (file.after != file.before) fixing_.files.push_back(std::move(file));
  }

 private:
  /// The document after one round of fixes; no value when there is none to make.
  std::optional<rules::Subject> next_round(const std::vector<rules::Subject>& subjects,
                                           std::size_t& fixes) {
    const rules::Subject& subject = subjects.front();
    const auto findings = safe_findings(subjects);
    std::vector<const rules::Finding*> fixable;
    for (const rules::JudgedFinding& judged : findings) fixable.push_back(&judged.finding);
    rules::FixedText fixed = rules::apply_fixes(subject.source()->text(), fixable);
    if (fixed.applied.empty()) return std::nullopt;
    rules::Subject after = rules::make_subject(with_text(subject.found, std::move(fixed.text)),
                                               config_.settings, request_.now);
    if (const auto reason = objection(subject, after)) {
      fixing_.errors.push_back(
          {fmt::format("{}: the fix of {} is not applied: {}; this is a mistake of cordon's",
                       subject.source()->name(), fixed.applied.front()->rule->id, *reason)});
      return std::nullopt;
    }
    fixes += fixed.applied.size();
    return after;
  }

  [[nodiscard]] std::vector<rules::JudgedFinding> safe_findings(
      const std::vector<rules::Subject>& subjects) const {
    auto found = rules::run_rules(rules_, subjects);
    if (!found) return {};  // the run itself has reported it
    rules::drop_replaced(found->findings);
    const rules::FindingIndex index(subjects);
    static const rules::Baseline kNothing;
    static const std::vector<std::string> kNoFiles;
    auto judged = rules::judge_findings(std::move(found->findings), index,
                                        {.suppressions = config_.suppressions,
                                         .baseline = kNothing,
                                         .files = kNoFiles,
                                         .now = request_.now},
                                        rules_);
    std::erase_if(judged, [&](const rules::JudgedFinding& finding) {
      return finding.state != rules::JudgedFinding::State::kActive || !finding.finding.fix ||
             !finding.finding.fix->safe || finding.finding.source != subjects.front().source();
    });
    return judged;
  }

  const LintConfig& config_;
  const LintRequest& request_;
  std::span<const rules::Rule* const> rules_;
  Fixing& fixing_;
};

}  // namespace

Fixing fix_files(const LintRun& run, const LintRequest& request) {
  Fixing fixing;
  for (std::size_t i = 0; i < run.subjects.size(); ++i) {
    if (!is_whole_file(run.subjects[i])) continue;
    FileFixer(*run.configs[i], request, *run.rules[i], fixing).fix(run.subjects[i]);
  }
  return fixing;
}

}  // namespace cordon
