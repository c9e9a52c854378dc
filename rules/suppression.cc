#include "rules/suppression.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "rules/rule.h"
#include "rules/run.h"

namespace cordon::rules {
namespace {

bool is_named(const std::string& wanted, const Statement& statement, const Subject& subject) {
  if (statement.sid && statement.sid->value == wanted) return true;
  return wanted == fmt::format("#{}", &statement - subject.statements().data());
}

class Judge {
 public:
  Judge(const FindingIndex& index, const SuppressionInput& input)
      : index_(index), input_(input), used_(input.suppressions.size()), left_(input.baseline) {}

  JudgedFinding judge(Finding finding) {
    const FindingIdentity identity = index_.identity_of(finding);
    JudgedFinding judged{.finding = std::move(finding),
                         .state = JudgedFinding::State::kActive,
                         .reason = {},
                         .fingerprint = fingerprint(identity)};
    if (const Suppression* suppression = suppressing(judged.finding, identity.file)) {
      judged.state = JudgedFinding::State::kSuppressed;
      judged.reason = suppression->reason;
    } else if (const auto known = left_.find(identity); known != left_.end() && known->second > 0) {
      --known->second;
      judged.state = JudgedFinding::State::kBaselined;
    }
    return judged;
  }

  [[nodiscard]] bool used(std::size_t suppression) const { return used_[suppression]; }

  [[nodiscard]] bool expired(const Suppression& suppression) const {
    return suppression.expires && input_.now && *suppression.expires <= *input_.now;
  }

 private:
  const Suppression* suppressing(const Finding& finding, std::string_view file) {
    for (std::size_t i = 0; i < input_.suppressions.size(); ++i) {
      const Suppression& suppression = input_.suppressions[i];
      if (!fits(suppression, finding, file)) continue;
      used_[i] = true;
      if (!suppression.reason.empty() && !expired(suppression)) return &suppression;
    }
    return nullptr;
  }

  [[nodiscard]] bool fits(const Suppression& suppression, const Finding& finding,
                          std::string_view file) const {
    if (std::ranges::find(suppression.rules, finding.rule) == suppression.rules.end()) return false;
    if (!suppression.fits_file(file)) return false;
    if (!suppression.statement) return true;
    const Statement* statement = index_.statement_of(finding);
    return statement != nullptr &&
           is_named(*suppression.statement, *statement, *index_.subject_of(finding));
  }

  const FindingIndex& index_;
  const SuppressionInput& input_;
  std::vector<bool> used_;
  Baseline left_;
};

const Rule* among(std::span<const Rule* const> rules, std::string_view id) {
  const auto found = std::ranges::find(rules, id, &Rule::id);
  return found == rules.end() ? nullptr : *found;
}

JudgedFinding about(const Suppression& suppression, const Rule& rule, std::string message,
                    std::string help) {
  Finding finding{.rule = &rule,
                  .level = rule.level,
                  .source = suppression.source,
                  .span = suppression.span,
                  .message = std::move(message),
                  .help = std::move(help),
                  .related = {},
                  .fix = std::nullopt,
                  .aws_code = {}};
  return {.finding = std::move(finding), .reason = {}, .fingerprint = {}};
}

/// Whether the run looked for what the entry is about.
bool was_asked(const Suppression& suppression, const SuppressionInput& input,
               std::span<const Rule* const> rules) {
  return std::ranges::any_of(input.files, suppression.fits_file) &&
         std::ranges::any_of(suppression.rules, [&](const Rule* rule) {
           return std::ranges::find(rules, rule) != rules.end();
         });
}

std::string described(const Suppression& suppression) {
  return fmt::format("the suppression of {} in {}", suppression.rule, backticked(suppression.file));
}

}  // namespace

std::vector<JudgedFinding> judge_findings(std::vector<Finding> findings, const FindingIndex& index,
                                          const SuppressionInput& input,
                                          std::span<const Rule* const> rules) {
  std::vector<JudgedFinding> judged;
  judged.reserve(findings.size());
  Judge judge(index, input);
  for (Finding& finding : findings) judged.push_back(judge.judge(std::move(finding)));
  const Rule* unused = among(rules, "STY014");
  const Rule* unreasoned = among(rules, "STY015");
  for (std::size_t i = 0; i < input.suppressions.size(); ++i) {
    const Suppression& suppression = input.suppressions[i];
    const std::string name = described(suppression);
    if (unreasoned != nullptr && suppression.reason.empty()) {
      judged.push_back(about(suppression, *unreasoned, name + " has no reason, so it has no effect",
                             "add `reason: …`"));
    } else if (unreasoned != nullptr && judge.expired(suppression)) {
      judged.push_back(about(suppression, *unreasoned,
                             fmt::format("{} expired at {}", name, to_string(*suppression.expires)),
                             "mend the policy, or decide again and give a later `expires`"));
    } else if (unused != nullptr && !judge.used(i) && was_asked(suppression, input, rules)) {
      judged.push_back(about(suppression, *unused, name + " suppresses nothing", "remove it"));
    }
  }
  for (JudgedFinding& finding : judged) {
    if (finding.fingerprint.empty()) {
      finding.fingerprint = fingerprint(index.identity_of(finding.finding));
    }
  }
  sort_judged(judged);
  return judged;
}

void sort_judged(std::vector<JudgedFinding>& findings) {
  std::ranges::stable_sort(
      findings, {}, [](const JudgedFinding& judged) { return place_in_order(judged.finding); });
}

Baseline baseline_of(const std::vector<JudgedFinding>& findings, const FindingIndex& index) {
  Baseline baseline;
  for (const JudgedFinding& judged : findings) {
    if (judged.state == JudgedFinding::State::kSuppressed) continue;
    ++baseline[index.identity_of(judged.finding)];
  }
  return baseline;
}

}  // namespace cordon::rules
