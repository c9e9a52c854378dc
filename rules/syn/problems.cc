#include "rules/syn/problems.h"

#include <algorithm>
#include <array>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 9> kStatementNames = {
    "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition"};

}  // namespace

void report_type(const Subject& subject, TypeRule rule, Found& found) {
  for (TypeProblem& problem : type_problems(subject.document, subject.type, rule)) {
    Finding& finding =
        found.add(subject, problem.span, std::move(problem.message), std::move(problem.help));
    if (problem.severity == Severity::kWarning) finding.level = Level::kWarning;
  }
}

bool has_misspelt(JsonValue object, std::string_view name) {
  return std::ranges::any_of(object.members(), [name](const auto& member) {
    const std::string_view written = member.key.text();
    const bool known = std::ranges::find(kStatementNames, written) != kStatementNames.end();
    return !known && nearest(written, kStatementNames) == name;
  });
}

std::optional<JsonValue> value_at(const Subject& subject, Span span) {
  const std::vector<Json::Node>& nodes = subject.found.tree->nodes();
  auto node = std::ranges::lower_bound(nodes, span.begin, {},
                                       [](const Json::Node& each) { return each.span.begin; });
  for (; node != nodes.end() && node->span.begin == span.begin; ++node) {
    if (node->span != span) continue;
    return JsonValue(*subject.found.tree, static_cast<std::uint32_t>(node - nodes.begin()));
  }
  return std::nullopt;
}

}  // namespace cordon::rules
