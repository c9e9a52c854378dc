#include "cli/lint/lint_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "cli/files.h"
#include "engine/catalogue/catalogue.h"
#include "rules/run.h"

namespace cordon {
namespace {

using ConfigPtr = std::shared_ptr<const LintConfig>;
using Rules = std::vector<const rules::Rule*>;

void append(Diagnostics& all, const Diagnostics& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void append(std::vector<std::string>& all, const std::vector<std::string>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

class Run {
 public:
  explicit Run(const LintRequest& request) : request_(request), configs_(open_configs()) {}

  LintRun run() && {
    read_inputs();
    read_baselines();
    const bool chosen = choose_rules();
    run_.diagnostics.insert(run_.diagnostics.end(), configs_.diagnostics().begin(),
                            configs_.diagnostics().end());
    std::ranges::copy(configs_.errors(), std::back_inserter(run_.errors));
    // A configuration that can't be read must not pass for one that asks for nothing.
    if (chosen && !has_errors(run_.diagnostics)) judge();
    complete_result();
    return std::move(run_);
  }

 private:
  void complete_result() {
    rules::LintResult& result = run_.result;
    result.fail_on = request_.fail_on.value_or(run_.fail_on.value_or(rules::Level::kWarning));
    for (const Error& error : run_.errors) result.errors.push_back(error.message);
    for (const Diagnostic& diagnostic : run_.diagnostics) {
      if (diagnostic.severity == Severity::kError) result.errors.push_back(to_line(diagnostic));
    }
  }

  LintConfigs open_configs() {
    if (request_.isolated) return LintConfigs::none();
    if (!request_.config) return {};
    auto source = read_source(*request_.config);
    if (!source) {
      run_.errors.push_back(std::move(source.error()));
      return LintConfigs::none();
    }
    const std::size_t slash = request_.config->rfind('/');
    LintConfigResult read = read_lint_config(
        *source, slash == std::string::npos ? "" : request_.config->substr(0, slash));
    append(run_.diagnostics, read.diagnostics);
    return LintConfigs::only(std::move(read.config));
  }

  void read_inputs() {
    LintInputs inputs = read_lint_inputs(request_.paths, request_.input);
    std::ranges::move(inputs.errors, std::back_inserter(run_.errors));
    append(run_.diagnostics, inputs.warnings);
    run_.without_policy = std::move(inputs.without_policy);
    run_.skipped = std::move(inputs.skipped);
    run_.result.files = inputs.files;
    run_.result.data_date = catalogue::data_date();
    run_.subjects.reserve(inputs.documents.size());
    for (rules::FoundDocument& document : inputs.documents) add_subject(std::move(document));
    for (const rules::Subject& subject : run_.subjects) add_policy(subject);
  }

  void add_subject(rules::FoundDocument document) {
    const std::string file = file_of(*document.tree->source());
    run_.configs.push_back(configs_.of(file));
    const LintConfig& config = *run_.configs.back();
    const std::string path = config.relative(file);
    for (const PathSettings& settings : config.paths) {
      if (!settings.match.matches(path)) continue;
      if (settings.type && !request_.input.type) document.type = settings.type;
      if (!settings.resource_type.empty()) document.resource_type = settings.resource_type;
    }
    run_.subjects.push_back(
        rules::make_subject(std::move(document), config.settings, request_.now));
  }

  void add_policy(const rules::Subject& subject) {
    run_.result.policies.push_back({.name = subject.found.name,
                                    .source = subject.source(),
                                    .tree = subject.found.tree,
                                    .root = subject.found.root,
                                    .type = subject.type,
                                    .type_is_inferred = subject.type_is_inferred,
                                    .resource_type = subject.found.resource_type});
  }

  static const std::string& file_of(const Source& source) {
    const Source* at = &source;
    while (at->embedded_in()) at = at->embedded_in()->outer.get();
    return at->name();
  }

  /// Each configuration once, in the order in which it was met.
  [[nodiscard]] std::vector<ConfigPtr> distinct_configs() const {
    std::vector<ConfigPtr> distinct;
    for (const ConfigPtr& config : run_.configs) {
      if (std::ranges::find(distinct, config) == distinct.end()) distinct.push_back(config);
    }
    return distinct;
  }

  void read_baselines() {
    std::set<std::string> files;
    if (request_.baseline) files.insert(*request_.baseline);
    for (const ConfigPtr& config : distinct_configs()) {
      if (config->fail_on)
        run_.fail_on = std::max(run_.fail_on.value_or(*config->fail_on), *config->fail_on);
      if (!request_.baseline && !config->baseline.empty()) files.insert(config->baseline);
    }
    for (const std::string& file : files) read_baseline_file(file);
  }

  void read_baseline_file(const std::string& file) {
    auto source = read_source(file);
    if (!source) {
      if (!request_.ignore_baseline) run_.errors.push_back(std::move(source.error()));
      return;
    }
    BaselineResult read = read_baseline(*source);
    append(run_.diagnostics, read.diagnostics);
    run_.baseline.since.merge(read.file.since);
    for (const auto& [identity, count] : read.file.findings) {
      run_.baseline.findings[identity] += count;
    }
  }

  /// The rules for each subject: those of its configuration and of the paths it fits.
  bool choose_rules() {
    for (std::size_t i = 0; i < run_.subjects.size(); ++i) {
      if (!choose_rules_of(selection_for(run_.subjects[i], *run_.configs[i]))) return false;
    }
    if (!run_.subjects.empty()) return true;
    // Nothing to lint: a word that names no rule is a mistake all the same.
    const auto rules = rules::selected_rules(request_.selection);
    if (!rules) run_.errors.push_back(rules.error());
    return rules.has_value();
  }

  bool choose_rules_of(rules::Selection selection) {
    auto known = selections_.find(selection);
    if (known == selections_.end()) {
      auto rules = rules::selected_rules(selection);
      if (!rules) {
        run_.errors.push_back(std::move(rules.error()));
        return false;
      }
      known = selections_
                  .emplace(std::move(selection), std::make_shared<const Rules>(*std::move(rules)))
                  .first;
    }
    run_.rules.push_back(known->second);
    return true;
  }

  [[nodiscard]] rules::Selection selection_for(const rules::Subject& subject,
                                               const LintConfig& config) const {
    rules::Selection selection = request_.selection;
    if (!selection.select.empty()) return selection;
    selection.select = config.selection.select;
    selection.pedantic = selection.pedantic || config.selection.pedantic;
    selection.audit = selection.audit || config.selection.audit;
    append(selection.extend_select, config.selection.extend_select);
    append(selection.ignore, config.selection.ignore);
    const std::string path = config.relative(file_of(*subject.source()));
    for (const PathSettings& settings : config.paths) {
      if (!settings.match.matches(path)) continue;
      append(selection.extend_select, settings.selection.extend_select);
      append(selection.ignore, settings.selection.ignore);
    }
    return selection;
  }

  void judge() {
    const auto findings = rules::run_rules(all_chosen(), run_.subjects);
    if (!findings) {
      run_.errors.push_back(findings.error());
      return;
    }
    const rules::FindingIndex index = index_of(run_.subjects);
    std::vector<std::vector<rules::Finding>> by_config = split(findings->findings, index);
    say_left_out(findings->left_out);
    const std::vector<ConfigPtr> configs = distinct_configs();
    for (std::size_t i = 0; i < configs.size(); ++i) {
      judge_with(*configs[i], std::move(by_config[i]), index);
    }
    rules::sort_judged(run_.result.findings);
    run_.judged = true;
  }

  /// The rules of all subjects, in the registry's order.
  [[nodiscard]] Rules all_chosen() const {
    Rules all;
    for (const rules::Rule* rule : rules::all_rules()) {
      const bool chosen = std::ranges::any_of(selections_, [&](const auto& entry) {
        return std::ranges::find(*entry.second, rule) != entry.second->end();
      });
      if (chosen) all.push_back(rule);
    }
    return all;
  }

  /// The findings of rules that their subject has, by the subject's configuration.
  [[nodiscard]] std::vector<std::vector<rules::Finding>> split(
      const std::vector<rules::Finding>& findings, const rules::FindingIndex& index) {
    const std::vector<ConfigPtr> configs = distinct_configs();
    std::vector<std::vector<rules::Finding>> by_config(configs.size());
    for (const rules::Finding& finding : findings) {
      const rules::Subject* subject = index.subject_of(finding);
      if (subject == nullptr) {
        run_.errors.push_back({fmt::format("a finding of {} is in no document of the run: {}",
                                           finding.rule->id, finding.message)});
        continue;
      }
      const auto number = static_cast<std::size_t>(subject - run_.subjects.data());
      const Rules& rules = *run_.rules[number];
      if (std::ranges::find(rules, finding.rule) == rules.end()) continue;
      const auto config = std::ranges::find(configs, run_.configs[number]);
      by_config[static_cast<std::size_t>(config - configs.begin())].push_back(finding);
    }
    for (std::vector<rules::Finding>& shown : by_config) rules::drop_replaced(shown);
    return by_config;
  }

  /// What was not judged must not look like a policy without findings.
  void say_left_out(const std::vector<rules::LeftOut>& left_out) {
    using Why = rules::LeftOut::Why;
    std::map<std::pair<const rules::Subject*, Why>, std::vector<std::string_view>> by_subject;
    for (const rules::LeftOut& left : left_out) {
      const auto number = static_cast<std::size_t>(left.subject - run_.subjects.data());
      const Rules& rules = *run_.rules[number];
      if (std::ranges::find(rules, left.rule) == rules.end()) continue;
      by_subject[{left.subject, left.why}].push_back(left.rule->id);
    }
    for (const auto& [which, ids] : by_subject) {
      const std::string rules = fmt::format("{}", fmt::join(ids, ", "));
      run_.errors.push_back({fmt::format(
          "{}: not judged in full: {}", which.first->found.name,
          which.second == Why::kTooMany
              ? fmt::format("there are too many statements for {} to try them all", rules)
              : fmt::format("what {} would try or prove is beyond the budget", rules))});
    }
  }

  void judge_with(const LintConfig& config, std::vector<rules::Finding> findings,
                  const rules::FindingIndex& index) {
    std::vector<std::string> files;
    for (std::size_t i = 0; i < run_.subjects.size(); ++i) {
      if (run_.configs[i].get() == &config) files.push_back(file_of(*run_.subjects[i].source()));
    }
    static const rules::Baseline kNothing;
    std::vector<rules::JudgedFinding> judged = rules::judge_findings(
        std::move(findings), index,
        {.suppressions = config.suppressions,
         .baseline = request_.ignore_baseline ? kNothing : run_.baseline.findings,
         .files = files,
         .now = request_.now},
        all_chosen());
    for (rules::JudgedFinding& finding : judged) {
      const bool shown = !request_.severity || finding.finding.level <= *request_.severity;
      if (shown) run_.result.findings.push_back(std::move(finding));
    }
  }

  const LintRequest& request_;
  LintRun run_;
  LintConfigs configs_;
  std::map<rules::Selection, std::shared_ptr<const Rules>> selections_;
};

}  // namespace

rules::FindingIndex index_of(const std::vector<rules::Subject>& subjects) {
  return rules::FindingIndex(subjects,
                             [](std::string_view file) { return LintConfig{}.relative(file); });
}

LintRun run_lint(const LintRequest& request) { return Run(request).run(); }

}  // namespace cordon
