#include <fmt/format.h>

#include <string_view>

#include "rules/rule.h"
#include "rules/syn/variables/broken_variables.h"

namespace cordon::rules {
namespace {

struct Escape {
  std::size_t begin = 0;  // of `&` or of the first dollar
  std::size_t open = 0;   // behind the brace
  std::size_t end = 0;    // behind the closing brace
};

/// The first one behind `from` with the name of a key in its braces.
std::optional<Escape> next_escape(std::string_view text, std::size_t from) {
  for (std::size_t brace = text.find('{', from); brace != std::string_view::npos;
       brace = text.find('{', brace + 1)) {
    const std::size_t close = text.find('}', brace);
    if (close == std::string_view::npos) return std::nullopt;
    const std::string_view before = text.substr(from, brace - from);
    const bool doubled = before.ends_with("$$");
    if (!before.ends_with('&') && !doubled) continue;
    std::string_view name = text.substr(brace + 1, close - brace - 1);
    name = name.substr(0, name.find(','));
    if (!is_key_name(name)) continue;
    return Escape{.begin = brace - (doubled ? 2 : 1), .open = brace + 1, .end = close + 1};
  }
  return std::nullopt;
}

void report(const Subject& subject, const PolicyText& text, const Escape& escape, Found& found) {
  const std::string_view written = text.value.substr(escape.begin, escape.end - escape.begin);
  found
      .add(subject, text.node.span_of(escape.begin, escape.end),
           fmt::format("{} is no variable: the escape of a template was left in",
                       backticked(written)),
           fmt::format("write {}",
                       backticked(fmt::format(
                           "${{{}", text.value.substr(escape.open, escape.end - escape.open)))))
      .fix =
      unsafe_fix("write the variable", replace_part(text.node, escape.begin, escape.open, "${"));
}

void check(const Subject& subject, Found& found) {
  for_each_text(subject.document, [&](const PlacedText& placed) {
    const std::string_view text = placed.text.value;
    if (!placed.takes_variables() || (!text.contains("&{") && !text.contains("$${"))) return;
    for (auto escape = next_escape(text, 0); escape; escape = next_escape(text, escape->end)) {
      report(subject, placed.text, *escape, found);
    }
  });
}

}  // namespace

extern const Rule kTerraformEscapeLeft{
    .id = "SYN042",
    .name = "terraform-escape-left",
    .level = Level::kError,
    .fix = FixKind::kUnsafe,
    .summary = "a template's escape of a variable is left in the policy",
    .doc =
        R"(Terraform's `aws_iam_policy_document` takes `&{aws:username}` for a variable of the policy, and its
templates take `$${aws:username}`. In the finished policy neither is one: AWS compares them letter by letter, so
an Allow that hangs on it never matches, and neither does a Deny.

The fix writes the variable. It gives the statement the effect that it was meant to have, so it has to be looked
at.
)",
    .check = check,
};

}  // namespace cordon::rules
