#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "rules/documents/texts.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"
#include "rules/syn/document/version.h"
#include "rules/syn/problems.h"

namespace cordon::rules {
namespace {

std::string message(const Subject& subject, std::string_view variable) {
  return fmt::format(
      "{} is plain text here: {}", backticked(variable),
      subject.document.version_text ? "`Version` is `2008-10-17`" : "the policy has no `Version`");
}

void check(const Subject& subject, Found& found) {
  const std::optional<PolicyText>& version = subject.document.version_text;
  if (subject.document.version == PolicyVersion::k2012) return;
  if (version && version->value != kVersion2008) return;  // SYN014
  bool first = true;
  for_each_text(subject.document, [&](const PlacedText& placed) {
    if (!placed.takes_variables()) return;
    const auto variable = variable_in(placed.text);
    if (!variable) return;
    Finding& finding = found.add(subject, placed.text.node.span_of(variable->begin, variable->end),
                                 message(subject, variable->text(placed.text.value)),
                                 R"(write "Version": "2012-10-17")");
    if (std::exchange(first, false)) finding.fix = version_fix(subject);
  });
}

}  // namespace

extern const Rule kVariableInOldVersion{
    .id = "SYN017",
    .name = "variable-in-old-version",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .aws_codes = {"VARIABLE_UNSUPPORTED_IN_VERSION"},
    .parliament = "OLD_VERSION",
    .summary = "variable that is plain text because of the version",
    .doc =
        R"(Policy variables exist in documents of Version `2012-10-17` only. Without `Version`, and with
`2008-10-17`, `${aws:username}` is compared letter by letter: an Allow that hangs on it never matches, and
neither does a Deny.

Write `"Version": "2012-10-17"`. That changes what the policy does.
)",
    .check = check,
};

}  // namespace cordon::rules
