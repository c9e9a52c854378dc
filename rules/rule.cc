#include "rules/rule.h"

#include <algorithm>
#include <utility>

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 4> kLevelNames{"error", "security", "warning", "info"};
constexpr std::array<std::string_view, 3> kProfileNames{"default", "pedantic", "audit"};
constexpr std::array<std::string_view, 4> kFixNames{"none", "hint", "unsafe", "safe"};

// Tries times size of what is tried. The longest policies that AWS takes have some 600 statements
// and conditions.
constexpr std::size_t kMostWork = std::size_t{1} << 19U;

}  // namespace

std::string_view to_string(Level level) { return kLevelNames[static_cast<std::size_t>(level)]; }

std::optional<Level> level_from(std::string_view name) {
  const auto* const found = std::ranges::find(kLevelNames, name);
  if (found == kLevelNames.end()) return std::nullopt;
  return static_cast<Level>(found - kLevelNames.begin());
}

std::string_view to_string(Profile profile) {
  return kProfileNames[static_cast<std::size_t>(profile)];
}

std::string_view to_string(FixKind kind) { return kFixNames[static_cast<std::size_t>(kind)]; }

Found::Found(const Rule& rule, std::size_t size, Findings& into)
    : rule_(rule),
      most_tries_(std::max<std::size_t>(kMostWork / std::max<std::size_t>(size, 1), 1)),
      into_(into) {}

bool Found::may_try(const Subject& subject) {
  if (tries_ < most_tries_) {
    ++tries_;
    return true;
  }
  leave_out(subject, LeftOut::Why::kTooMany);
  return false;
}

void Found::give_up(const Subject& subject) { leave_out(subject, LeftOut::Why::kTooLong); }

void Found::leave_out(const Subject& subject, LeftOut::Why why) {
  if (!stopped_) {
    into_.left_out.push_back({.rule = &rule_, .subject = &subject, .tries = tries_, .why = why});
  }
  stopped_ = true;
}

Finding& Found::add(const Subject& subject, Span span, std::string message, std::string help) {
  Finding finding{.rule = &rule_,
                  .level = rule_.level,
                  .source = subject.source(),
                  .span = span,
                  .message = std::move(message),
                  .help = std::move(help),
                  .related = {},
                  .fix = std::nullopt,
                  .aws_code = rule_.aws_codes[0],
                  .also_at = {}};
  into_.findings.push_back(std::move(finding));
  return into_.findings.back();
}

void report_problems(const Subject& subject, Problem problem, Found& found) {
  for (const Diagnostic& diagnostic : subject.problems) {
    if (diagnostic.problem != problem) continue;
    found.add(subject, diagnostic.span, diagnostic.message, diagnostic.help).source =
        diagnostic.source;
  }
}

}  // namespace cordon::rules
