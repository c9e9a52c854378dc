#include "rules/syn/document/version.h"

#include <fmt/format.h>

#include "engine/type_rules.h"
#include "grammar/variable.h"
#include "rules/documents/texts.h"

namespace cordon::rules {
namespace {

bool is_variable(const TemplatePiece& piece) {
  switch (piece.kind) {
    case TemplatePiece::Kind::kText:
      return false;
    case TemplatePiece::Kind::kLiteral:
      return true;
    case TemplatePiece::Kind::kVariable:
      return piece.text.contains(':') && !piece.text.contains("::");
  }
  return false;
}

}  // namespace

std::optional<VariablePlace> variable_in(const PolicyText& text) {
  if (!text.value.contains("${")) return std::nullopt;
  for (const TemplatePiece& piece : parse_template(text.value).pieces) {
    if (is_variable(piece)) return VariablePlace{.begin = piece.begin, .end = piece.end};
  }
  return std::nullopt;
}

const PolicyText* first_variable(const PolicyDocument& document) {
  const PolicyText* found = nullptr;
  for_each_text(document, [&](const PlacedText& placed) {
    if (found == nullptr && placed.takes_variables() && variable_in(placed.text)) {
      found = &placed.text;
    }
  });
  return found;
}

std::optional<Fix> version_fix(const Subject& subject) {
  const auto version = find_member(*subject.found.root, "Version");
  return unsafe_fix(
      fmt::format("{} `{}`", version ? "write" : "add `Version`", kVersion2012),
      version ? replace_string(version->value, kVersion2012)
              : add_first_member(*subject.found.root, "Version", json_string(kVersion2012)));
}

bool old_version_refused(const Subject& subject) {
  return type_rule(TypeRule::kVersion).verdict(subject.type) == TypeVerdict::kRefused;
}

}  // namespace cordon::rules
