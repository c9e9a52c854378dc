#include <fmt/format.h>

#include <optional>

#include "rules/containment/intruder.h"
#include "rules/containment/revocation_words.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

std::vector<ConditionUse> negated_tests(const Statement& statement) {
  std::vector<ConditionUse> tests;
  for (const ConditionUse& test : conditions_of(statement)) {
    const bool value = !test.entry.values.empty() && !is_key(test.key(), kIssueTimeKey);
    if (test.negated() && value && test.op.qualifier == SetQualifier::kNone) tests.push_back(test);
  }
  return tests;
}

bool is_step(const Subject& subject, const Statement& statement) {
  return is_deny(statement) && denies_broadly(subject, statement) &&
         (means_containment(subject, statement) || asks_for(statement, kIssueTimeKey));
}

// Meets one exception, whatever the others are.
std::optional<Request> excepted(const Intruder& intruder, const ConditionUse& test) {
  for (Request request : intruder.stopped()) {
    put(request, test.entry.key.value, example_value(test));
    if (intruder.gets_through(request)) return request;
  }
  return std::nullopt;
}

void look(const Subject& subject, std::size_t index, Found& found) {
  const std::vector<ConditionUse> tests = negated_tests(subject.statements()[index]);
  if (tests.size() < 2) return;
  if (!found.may_try(subject)) return;
  const Intruder intruder(subject, index);
  const auto through = excepted(intruder, tests.front());
  if (!through || !excepted(intruder, tests[1])) return;
  const PolicyText& first = tests.front().entry.key;
  found
      .add(subject, first.node.span(),
           fmt::format("{} exceptions in one Deny, of which any is enough: {} gets through where "
                       "`{}` alone is as listed",
                       tests.size(), describe(*through), first.value),
           "give each exception a statement of its own if all of them have to hold")
      .relate(subject.source(), tests[1].entry.key.node.span(), "the next exception");
}

void check(const Subject& subject, Found& found) {
  if (!subject.compiled) return;
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    if (is_step(subject, subject.statements()[i])) look(subject, i, found);
  }
}

}  // namespace

extern const Rule kDenyMultiNotequals{
    .id = "CTN024",
    .name = "deny-multi-notequals",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "several negated keys in one Deny: it bites only when all differ",
    .doc =
        R"(The keys of a Condition are joined by "and". "Deny unless the address is ours, and unless the role is
ours" written as two negated keys in one statement denies only if both differ: whoever meets one
exception is spared. If all have to hold, each needs a Deny of its own.
)",
    .check = check,
};

}  // namespace cordon::rules
