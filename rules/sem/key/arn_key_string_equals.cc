#include <fmt/format.h>

#include <initializer_list>
#include <string>

#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::initializer_list<ValueType> kEquals = {ValueType::kString,
                                                      ValueType::kStringIgnoreCase};

void check(const Subject& subject, Found& found) {
  each_condition_of(subject, kEquals, [&](const ConditionUse& use) {
    const auto facts = key_facts(use.key());
    if (!facts || facts->type != catalogue::KeyType::kArn) return;
    std::string op(use.entry.op.value);
    const std::size_t name = op.find("String");
    const std::string_view rest = std::string_view(op).substr(name + 6);
    op = fmt::format("{}Arn{}{}", op.substr(0, name), use.negated() ? "NotLike" : "Like",
                     rest.ends_with("IfExists") ? "IfExists" : "");
    Finding& finding =
        found.add(subject, use.key_span(),
                  fmt::format("{} holds an ARN and is compared as a text", backticked(use.key())),
                  fmt::format("write `{}`", op));
    finding.fix = unsafe_fix("compare as an ARN", change_operator(use.statement, use.entry, op));
  });
}

}  // namespace

extern const Rule kArnKeyStringEquals{
    .id = "SEM032",
    .name = "arn-key-string-equals",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kUnsafe,
    .parliament = "MISMATCHED_TYPE_BUT_USABLE",
    .summary = "an ARN compared as a text",
    .doc =
        R"(`StringEquals` on a key that holds an ARN works as long as the ARN is written out. The next who writes a `*`
in it will find that nothing matches; `ArnLike` and `ArnEquals` take both.
)",
    .check = check,
};

}  // namespace cordon::rules
