#include <fmt/format.h>

#include <string>
#include <string_view>

#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

using Wrapping = FoundDocument::Wrapping;

std::string_view how(Wrapping wrapping) {
  switch (wrapping) {
    case Wrapping::kText:
      return "in a string of JSON";
    case Wrapping::kEncoded:
      return "percent-encoded";
    case Wrapping::kMember:
      return "inside of another object";
    case Wrapping::kNone:
      break;
  }
  return "";
}

/// The outermost text that the document was found in, and where in it.
struct Outside {
  SourcePtr source;
  Span span;
};

Outside outside_of(const Subject& subject) {
  Outside outside{.source = subject.source(), .span = JsonValue(*subject.found.tree, 0).span()};
  while (outside.source->embedded_in()) {
    const EmbeddedIn embedded = *outside.source->embedded_in();
    outside = {.source = embedded.outer, .span = embedded.span};
  }
  return outside;
}

/// From the first byte of a text to its last, but for blanks around it.
Span trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return {.begin = static_cast<std::uint32_t>(begin),
          .end = static_cast<std::uint32_t>(text.find_last_not_of(kBlanks) + 1)};
}

void check(const Subject& subject, Found& found) {
  if (subject.found.wrapping == Wrapping::kNone || !subject.found.root) return;
  const Outside outside = outside_of(subject);
  const Span place{.begin = outside.span.begin,
                   .end = std::min(outside.span.begin + 1, outside.span.end)};
  Finding& finding = found.add(
      subject, place,
      fmt::format("the policy document is {}; AWS takes it bare", how(subject.found.wrapping)),
      "write the document itself");
  finding.source = outside.source;
  const std::string_view document = subject.source()->text(subject.document.span);
  const Span all = trimmed(outside.source->text());
  const bool is_all = outside.span.begin <= all.begin && outside.span.end >= all.end;
  if (!is_all || !document.starts_with('{')) return;
  finding.fix = safe_fix("take the wrapping off", {{.span = all, .text = std::string(document)}});
}

}  // namespace

extern const Rule kDocumentWrapped{
    .id = "SYN070",
    .name = "document-wrapped",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .summary = "policy document inside of a string, of percent-encoding or of another object",
    .doc =
        R"(AWS's APIs give documents percent-encoded or as a string in JSON, and take them bare: a file that still
has the wrapping is refused when it is sent. What the AWS CLI prints as a whole is read without a word; this is
about files that somebody made of a part of it.

The fix puts the document in the place of its wrapping.
)",
    .check = check,
};

}  // namespace cordon::rules
