#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "grammar/text.h"
#include "rules/fix/edits.h"
#include "rules/fix/free_sids.h"
#include "rules/rule.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

std::string plain(std::string_view sid) {
  std::string text;
  std::ranges::copy_if(sid, std::back_inserter(text), [](char c) {
    return (c >= '0' && c <= '9') || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z');
  });
  return text;
}

std::optional<Fix> mended(const Statement& statement, std::string_view wanted, FreeSids& free) {
  if (wanted.empty()) {
    const auto member = find_member(statement.node, "Sid");
    return safe_fix("remove the `Sid`", remove_member(statement.node, member->key));
  }
  const std::string name = free.take(wanted);
  return safe_fix(fmt::format("rename it to {}", backticked(name)),
                  replace_string(statement.sid->node, name));
}

void check(const Subject& subject, Found& found) {
  const TypeRuleInfo& rule = type_rule(TypeRule::kSidCharacters);
  if (rule.verdict(subject.type) == TypeVerdict::kAccepted) return;
  FreeSids free(subject.document);
  for (const Statement& statement : subject.statements()) {
    if (!statement.sid || statement.sid->value.contains("${")) continue;  // SYN040
    const std::string wanted = plain(statement.sid->value);
    if (wanted.size() == statement.sid->value.size()) continue;
    found
        .add(subject, statement.sid->node.span(),
             fmt::format("{} has characters other than A-Z, a-z and 0-9",
                         backticked(statement.sid->value)),
             "IAM takes no others in a `Sid`")
        .fix = mended(statement, wanted, free);
  }
}

}  // namespace

extern const Rule kInvalidSid{
    .id = "SYN018",
    .name = "invalid-sid",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"UNSUPPORTED_SID"},
    .parliament = "INVALID_SID",
    .summary = "Sid with characters that the policy type does not take",
    .doc =
        R"(In policies that IAM stores, a `Sid` holds the letters A-Z and a-z and digits only; IAM refuses the
document for a hyphen or a blank in one. Policies of other services are not as strict.

The fix leaves the other characters out. No decision depends on a `Sid`.
)",
    .check = check,
};

}  // namespace cordon::rules
