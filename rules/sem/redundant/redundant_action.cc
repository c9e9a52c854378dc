#include <string>
#include <vector>

#include "engine/statement_containment.h"
#include "grammar/text.h"
#include "rules/coverage/redundant_report.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::vector<std::string> texts_of(const ListElement& element) {
  std::vector<std::string> texts;
  for (const PolicyText& entry : element.entries) texts.push_back(ascii_lower(entry.value));
  return texts;
}

bool is_proved(const Subject& /*subject*/, const PolicyText& outer, const PolicyText& inner) {
  return action_covers(outer.value, inner.value) == Truth::kTrue;
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.action) continue;
    const std::vector<std::string> texts = texts_of(*statement.action);
    report_redundant(subject, statement, *statement.action, texts, is_proved, found);
  }
}

}  // namespace

extern const Rule kRedundantAction{
    .id = "SEM058",
    .name = "redundant-action",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"REDUNDANT_ACTION"},
    .summary = "an action that another of the list covers",
    .doc =
        R"(The entry adds nothing to the list, as another one matches it. Without it the list says the same and is shorter.
)",
    .check = check,
};

}  // namespace cordon::rules
