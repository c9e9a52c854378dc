#include "rules/documents/policy_shape.h"

#include <algorithm>
#include <array>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 7> kStatementMembers{
    "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal"};

bool has(JsonValue object, std::string_view name) { return object.find(name).has_value(); }

bool is_statement(JsonValue value) {
  return std::ranges::any_of(kStatementMembers,
                             [value](std::string_view name) { return has(value, name); });
}

bool holds_statements(JsonValue value) {
  if (!value.is(JsonKind::kArray)) return is_statement(value);
  for (const JsonValue element : value.elements()) {
    if (is_statement(element)) return true;
  }
  return value.size() == 0;
}

bool has_policy_version(JsonValue value) {
  const auto version = value.find("Version");
  return version && (version->text() == "2012-10-17" || version->text() == "2008-10-17");
}

bool is_like_statement(std::string_view name) {
  return equals_ignoring_ascii_case(name, "Statement") ||
         equals_ignoring_ascii_case(name, "Statements");
}

// `Statement` at the left margin, as YAML has the members of its root.
bool has_root_statement(std::string_view yaml) {
  return yaml.starts_with("Statement:") || yaml.contains("\nStatement:");
}

}  // namespace

bool is_policy_shaped(JsonValue value) {
  if (has_policy_version(value)) return true;
  const auto statement = value.find("Statement");
  return statement && holds_statements(*statement);
}

bool is_meant_as_policy(JsonValue value) {
  if (is_policy_shaped(value)) return true;
  if (has(value, "Effect") && (has(value, "Action") || has(value, "NotAction"))) return true;
  return std::ranges::any_of(value.members(), [](const auto& member) {
    return is_like_statement(member.key.text()) && holds_statements(member.value);
  });
}

bool speaks_of_policy(std::string_view broken_text) {
  const std::size_t first = broken_text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && broken_text[first] == '{';
  if (!json) return has_root_statement(broken_text) && broken_text.contains("Effect:");
  // Templates of CloudFormation have policies inside, and are none.
  return broken_text.contains("\"Statement\"") && broken_text.contains("\"Effect\"") &&
         !broken_text.contains("\"Resources\"");
}

bool may_hold_policy(std::string_view text) {
  constexpr std::array<std::string_view, 4> kSigns{"Statement", "2012-10-17", "2008-10-17", "\\u"};
  return std::ranges::any_of(kSigns, [text](std::string_view sign) { return text.contains(sign); });
}

}  // namespace cordon::rules
