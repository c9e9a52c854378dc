#include <fmt/format.h>

#include <string>

#include "rules/fix/edits.h"
#include "rules/fix/free_sids.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  FreeSids free(subject.document);
  std::size_t number = 0;
  for (const Statement& statement : subject.statements()) {
    ++number;
    if (statement.node.find("Sid")) continue;
    const std::string name = free.take(fmt::format("Statement{}", number));
    found
        .add(subject,
             {.begin = statement.node.span().begin, .end = statement.node.span().begin + 1},
             "the statement has no `Sid`", "say in a word or two what it is for")
        .fix = unsafe_fix(fmt::format("call it `{}`", name),
                          add_first_member(statement.node, "Sid", json_string(name)));
  }
}

}  // namespace

extern const Rule kMissingSid{
    .id = "STY006",
    .name = "missing-sid",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kUnsafe,
    .summary = "statement without Sid",
    .doc =
        R"(A `Sid` says what a statement is for, and names it in reviews, in suppressions and in what `simulate`
answers; the number of a statement changes with every one that is put before it.

The fix numbers the statements: a start, and not the name that somebody would give.
)",
    .check = check,
};

}  // namespace cordon::rules
