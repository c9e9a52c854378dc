#include <string>
#include <vector>

#include "engine/statement_containment.h"
#include "rules/coverage/redundant_report.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::vector<std::string> texts_of(const ListElement& element) {
  std::vector<std::string> texts;
  for (const PolicyText& entry : element.entries) texts.emplace_back(entry.value);
  return texts;
}

bool is_proved(const Subject& subject, const PolicyText& outer, const PolicyText& inner) {
  const auto entry = [&](const PolicyText& text) {
    return compile_resource(text.value, subject.type, subject.document.version);
  };
  return covers(entry(outer), entry(inner)) == Truth::kTrue;
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.resource) continue;
    const std::vector<std::string> texts = texts_of(*statement.resource);
    report_redundant(subject, statement, *statement.resource, texts, is_proved, found);
  }
}

}  // namespace

extern const Rule kRedundantResource{
    .id = "SEM059",
    .name = "redundant-resource",
    .level = Level::kInfo,
    .fix = FixKind::kSafe,
    .aws_codes = {"REDUNDANT_RESOURCE"},
    .summary = "a resource that another of the list covers",
    .doc =
        R"(The entry adds nothing to the list, as another one matches it. Without it the list says the same and is shorter.
)",
    .check = check,
};

}  // namespace cordon::rules
