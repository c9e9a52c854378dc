#include <fmt/format.h>

#include <optional>

#include "grammar/text.h"
#include "rules/fix/edits.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// What is missing of an ARN, if that is clear.
std::optional<Fix> mended(const PolicyText& entry) {
  const std::string_view text = entry.value;
  if (text.starts_with("aws:") || text.starts_with("aws-cn:") || text.starts_with("aws-us-gov:")) {
    return unsafe_fix("write `arn:` before it", replace_part(entry.node, 0, 0, "arn:"));
  }
  if (ascii_lower(text.substr(0, 4)) == "arn:") {
    return unsafe_fix("write `arn` in lower case", replace_part(entry.node, 0, 3, "arn"));
  }
  return {};
}

void check(const Subject& subject, Found& found) {
  each_resource(subject, [&](const PolicyText& entry) {
    const std::string_view text = entry.value;
    if (text.starts_with("arn:") || text.starts_with("${")) return;
    if (!text.empty() && text.find_first_not_of('*') == std::string_view::npos) return;
    found
        .add(subject, entry.node.span(),
             fmt::format("{} is neither an ARN nor `*`", backticked(text)),
             "write `arn:aws:SERVICE:REGION:ACCOUNT:RESOURCE`")
        .fix = mended(entry);
  });
}

}  // namespace

extern const Rule kArnPrefix{
    .id = "SEM006",
    .name = "arn-prefix",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"INVALID_ARN_PREFIX"},
    .parliament = "INVALID_ARN",
    .summary = "a resource that is neither an ARN nor `*`",
    .doc =
        R"(An entry of Resource is `*`, or an ARN that starts with `arn:`. AWS refuses anything else.
)",
    .check = check,
};

}  // namespace cordon::rules
