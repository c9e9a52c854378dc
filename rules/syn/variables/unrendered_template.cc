#include <fmt/format.h>
#include <re2/re2.h>

#include <string_view>

#include "rules/documents/texts.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

/// Brackets of templating languages, names in braces without the colon of a condition key, tokens
/// of deployment tools, words that ask for something.
const RE2& placeholders() {
  static const RE2 kPattern(R"((\{\{[^{}]*\}\}|<%[^%]*%>)"
                            R"(|%\([A-Za-z_]\w*\)s)"
                            R"(|<[A-Za-z][A-Za-z0-9 _.:/-]*>)"
                            R"(|\$\{[A-Za-z_][^:{},]*\}|\$\{AWS::[A-Za-z]+\})"
                            R"(|\$\{(?:self|opt|env|cf|sls|param):[^{}]*\})"
                            R"(|\b(?:REPLACE[_-]?ME|CHANGE[_-]?ME|YOUR[_-][A-Z0-9_-]+)\b))");
  return kPattern;
}

/// `%s` and `%d` that are no part of percent-encoding.
const RE2& verbs() {
  static const RE2 kPattern(R"((%[sd])(?:[^A-Za-z0-9]|$))");
  return kPattern;
}

std::optional<std::string_view> placeholder_in(std::string_view text) {
  const bool possible = text.contains('{') || text.contains('<') || text.contains('%') ||
                        text.contains("ME") || text.contains("YOUR");
  if (!possible) return std::nullopt;
  for (const RE2* pattern : {&placeholders(), &verbs()}) {
    re2::StringPiece match;
    if (!RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern, &match)) continue;
    return std::string_view(match.data(), match.size());
  }
  return std::nullopt;
}

void check(const Subject& subject, Found& found) {
  for_each_text(subject.document, [&](const PlacedText& placed) {
    const std::string_view text = placed.text.value;
    if (placed.place == TextPlace::kSid || placed.place == TextPlace::kId) return;
    const auto placeholder = placeholder_in(text);
    if (!placeholder) return;
    const auto begin = static_cast<std::size_t>(placeholder->data() - text.data());
    found.add(subject, placed.text.node.span_of(begin, begin + placeholder->size()),
              fmt::format("{} is a placeholder that was never filled in", backticked(*placeholder)),
              "put the value in its place");
  });
}

}  // namespace

extern const Rule kUnrenderedTemplate{
    .id = "SYN043",
    .name = "unrendered-template",
    .level = Level::kError,
    .summary = "placeholder that was never filled in",
    .doc =
        R"(The document looks finished, and a placeholder of a template stands in it: `{{ bucket }}`, `%s`,
`<account-id>`, `${var.bucket}`, `${AWS::AccountId}`, `REPLACE_ME`. AWS takes most of them for text and stores
them, and what hangs on them never matches.

A policy variable such as `${aws:username}` is none: it has the prefix of a condition key. If the document is
a template by design, keep it out of the run, or give it an ending that is none of a policy.
)",
    .check = check,
};

}  // namespace cordon::rules
