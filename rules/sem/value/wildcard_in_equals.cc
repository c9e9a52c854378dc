#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>

#include "grammar/variable.h"
#include "rules/actions/actions.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::initializer_list<ValueType> kEquals = {ValueType::kString,
                                                      ValueType::kStringIgnoreCase};

bool has_plain_wildcard(const PolicyText& value) {
  if (!has_wildcard(value.value)) return false;
  return std::ranges::any_of(parse_template(value.value).pieces, [](const TemplatePiece& piece) {
    return piece.kind == TemplatePiece::Kind::kText && has_wildcard(piece.text);
  });
}

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, kEquals, [&](const ConditionUse& use) {
    for (const PolicyText& value : use.entry.values) {
      if (!has_plain_wildcard(value)) continue;
      std::string op(use.entry.op.value);
      const bool folded = use.op.base->type == ValueType::kStringIgnoreCase;
      const std::string_view equals = folded ? "EqualsIgnoreCase" : "Equals";
      op.replace(op.find(equals), equals.size(), "Like");
      Finding& finding =
          found.add(subject, value.node.span(),
                    fmt::format("the wildcard in {} is a plain character under {}",
                                backticked(value.value), backticked(use.entry.op.value)),
                    fmt::format("write `{}`", op));
      if (!folded) {
        finding.fix = unsafe_fix("use an operator with wildcards",
                                 change_operator(use.statement, use.entry, op));
      }
    }
  });
}

}  // namespace

extern const Rule kWildcardInEquals{
    .id = "SEM050",
    .name = "wildcard-in-equals",
    .level = Level::kWarning,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"WILDCARD_WITHOUT_LIKE_OPERATOR"},
    .summary = "a wildcard under an operator that has none",
    .doc =
        R"(`StringEquals` and its kin compare texts as they are: a `*` or `?` in the policy is that character, and no value of a
request has it. `StringLike` knows wildcards. For the character itself write `${*}` or `${?}`, so that readers see it is
meant.
)",
    .check = check,
};

}  // namespace cordon::rules
