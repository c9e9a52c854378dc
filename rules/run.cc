#include "rules/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <set>

namespace cordon::rules {
namespace {

Error failed(const Rule& rule, std::string_view where, std::string_view why) {
  return {fmt::format("rule {} failed on {}: {}", rule.id, where, why)};
}

std::size_t size_of(const Subject& subject) {
  std::size_t size = subject.statements().size();
  for (const Statement& statement : subject.statements()) size += statement.conditions.size();
  return size;
}

std::size_t size_of(const Principal& principal) {
  std::size_t size = 0;
  for (const Subject* document : principal.documents) size += size_of(*document);
  return size;
}

using Rules = std::span<const Rule* const>;

// A document at a time: what one rule has looked at is at hand for the next one.
std::expected<void, Error> check_subject(Rules rules, const Subject& subject, Findings& findings) {
  const std::size_t size = size_of(subject);
  for (const Rule* rule : rules) {
    if (rule->check == nullptr) continue;
    Found found(*rule, size, findings);
    try {
      rule->check(subject, found);
    } catch (const std::exception& error) {
      return std::unexpected(failed(*rule, subject.found.name, error.what()));
    }
  }
  return {};
}

std::expected<void, Error> check_principal(Rules rules, const Principal& principal,
                                           Findings& findings) {
  const std::size_t size = size_of(principal);
  for (const Rule* rule : rules) {
    if (rule->check_principal == nullptr) continue;
    Found found(*rule, size, findings);
    try {
      rule->check_principal(principal, found);
    } catch (const std::exception& error) {
      const std::string& name =
          principal.arn.empty() ? principal.documents.front()->found.name : principal.arn;
      return std::unexpected(failed(*rule, name, error.what()));
    }
  }
  return {};
}

/// A rule and the place of what it says.
using Report = std::tuple<std::string_view, const Source*, std::uint32_t, std::uint32_t>;

Report report(std::string_view rule, const Finding& finding, Span place) {
  return {rule, finding.source.get(), place.begin, place.end};
}

/// Where a place stands in its file, also when it is in a text inside of that file's text.
std::uint32_t offset_in_file(const Source& source, std::uint32_t offset) {
  const Source* at = &source;
  while (at->embedded_in()) {
    offset = at->embedded_in()->span.begin;
    at = at->embedded_in()->outer.get();
  }
  return offset;
}

}  // namespace

std::tuple<std::string_view, std::uint32_t, Span, std::string_view, std::string_view>
place_in_order(const Finding& finding) {
  return {finding.source->name(), offset_in_file(*finding.source, finding.span.begin), finding.span,
          finding.rule->id, finding.message};
}

std::expected<Findings, Error> run_rules(std::span<const Rule* const> rules,
                                         const std::vector<Subject>& subjects) {
  Findings findings;
  for (const Subject& subject : subjects) {
    const auto done = check_subject(rules, subject, findings);
    if (!done) return std::unexpected(done.error());
  }
  for (const Principal& principal : principals_of(subjects)) {
    const auto done = check_principal(rules, principal, findings);
    if (!done) return std::unexpected(done.error());
  }
  std::ranges::stable_sort(findings.left_out, {}, [&](const LeftOut& left) {
    return std::ranges::find(rules, left.rule) - rules.begin();
  });
  std::ranges::stable_sort(findings.findings, {}, place_in_order);
  return findings;
}

void drop_replaced(std::vector<Finding>& findings) {
  std::set<Report> replaced;
  for (const Finding& finding : findings) {
    if (finding.rule->replaces.empty()) continue;
    replaced.insert(report(finding.rule->replaces, finding, finding.span));
    for (const Span place : finding.also_at) {
      replaced.insert(report(finding.rule->replaces, finding, place));
    }
  }
  std::erase_if(findings, [&](const Finding& finding) {
    return replaced.contains(report(finding.rule->id, finding, finding.span));
  });
}

}  // namespace cordon::rules
