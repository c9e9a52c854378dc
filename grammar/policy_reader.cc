#include <fmt/format.h>

#include <array>
#include <utility>

#include "grammar/policy_document.h"
#include "grammar/policy_elements.h"

namespace cordon {
namespace {

// The order of these names is that of the enumerators below them.
constexpr std::array<std::string_view, 3> kTopNames = {"Version", "Id", "Statement"};
enum TopElement : std::uint8_t { kVersion, kId, kStatement };

constexpr std::array<std::string_view, 9> kStatementNames = {
    "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition"};
enum StatementElement : std::uint8_t {
  kSid,
  kEffect,
  kPrincipal,
  kNotPrincipal,
  kAction,
  kNotAction,
  kResource,
  kNotResource,
  kCondition
};

constexpr ElementNames kTop = {.known = kTopNames,
                               .misplaced = kStatementNames,
                               .where_misplaced_belong = "inside of a statement"};
constexpr ElementNames kInStatement = {.known = kStatementNames,
                                       .misplaced = kTopNames,
                                       .where_misplaced_belong = "outside of the statements"};

// --- Statements ---------------------------------------------------------------------------------

std::optional<Located<Effect>> read_effect(const Element& element, JsonValue statement,
                                           PolicyProblems& problems) {
  if (!element) {
    problems.error(Problem::kMissingEffect, start_of(statement), "the statement has no `Effect`",
                   "write `Allow` or `Deny`");
    return std::nullopt;
  }
  const std::optional<PolicyText> text = read_text(element, problems);
  if (!text) return std::nullopt;
  const Span span = text->node.span();
  if (text->value == "Allow") return Located<Effect>{.value = Effect::kAllow, .span = span};
  if (text->value == "Deny") return Located<Effect>{.value = Effect::kDeny, .span = span};
  problems.error(Problem::kInvalidEffect, span,
                 fmt::format("unknown effect {}", backticked(text->value)),
                 "write exactly `Allow` or `Deny`");
  return std::nullopt;
}

Statement read_statement(JsonValue value, PolicyProblems& problems) {
  Statement statement(value);
  std::array<Element, kStatementNames.size()> found;
  find_elements(value, kInStatement, found, problems);
  statement.sid = read_text(found[kSid], problems);
  statement.effect = read_effect(found[kEffect], value, problems);
  if (const auto principal = choose(found[kPrincipal], found[kNotPrincipal], problems)) {
    statement.principal = read_principal(*principal, problems);
  }
  if (const auto action = choose(found[kAction], found[kNotAction], problems)) {
    statement.action = read_list(*action, problems);
  } else {
    problems.error(Problem::kMissingAction, start_of(value),
                   "the statement has neither `Action` nor `NotAction`");
  }
  // Whether a resource is needed depends on the policy type (semantics.md 1.5).
  if (const auto resource = choose(found[kResource], found[kNotResource], problems)) {
    statement.resource = read_list(*resource, problems);
  }
  statement.conditions = read_conditions(found[kCondition], problems);
  return statement;
}

std::vector<Statement> read_statements(JsonValue value, PolicyProblems& problems) {
  std::vector<Statement> statements;
  const auto read = [&](JsonValue statement) {
    if (statement.is(JsonKind::kObject)) {
      statements.push_back(read_statement(statement, problems));
    } else {
      problems.wrong_type(statement, "Statement", "an object or an array of objects");
    }
  };
  if (!value.is(JsonKind::kArray)) {
    read(value);
    return statements;
  }
  statements.reserve(value.size());
  for (const JsonValue statement : value.elements()) read(statement);
  if (value.size() == 0) {
    problems.warning(Problem::kEmptyStatementList, value.span(),
                     "`Statement` is an empty array: the policy has no effect");
  }
  return statements;
}

// --- Version ------------------------------------------------------------------------------------

PolicyVersion read_version(const std::optional<PolicyText>& text, PolicyProblems& problems) {
  if (!text || text->value == "2008-10-17") return PolicyVersion::k2008;
  if (text->value == "2012-10-17") return PolicyVersion::k2012;
  problems.error(Problem::kInvalidVersion, text->node.span(),
                 fmt::format("unknown policy version {}", backticked(text->value)),
                 "write `2012-10-17`");
  return PolicyVersion::k2008;
}

/// The first text with a `${` among the elements that may have variables.
std::optional<PolicyText> first_with_variable(const std::vector<Statement>& statements) {
  const auto find_in = [](const std::vector<PolicyText>& texts) -> std::optional<PolicyText> {
    for (const PolicyText& text : texts) {
      if (text.value.contains("${")) return text;
    }
    return std::nullopt;
  };
  for (const Statement& statement : statements) {
    if (statement.resource) {
      if (const auto text = find_in(statement.resource->entries)) return text;
    }
    for (const ConditionEntry& entry : statement.conditions) {
      if (const auto text = find_in(entry.values)) return text;
    }
  }
  return std::nullopt;
}

void warn_of_dead_variables(const std::vector<Statement>& statements, PolicyProblems& problems) {
  const std::optional<PolicyText> text = first_with_variable(statements);
  if (!text) return;
  const std::size_t begin = text->value.find("${");
  const std::size_t brace = text->value.find('}', begin);
  const std::size_t end = brace == std::string_view::npos ? text->value.size() : brace + 1;
  problems.warning(Problem::kDeadVariable, text->node.span_of(begin, end),
                   fmt::format("{} is plain text here: the policy has no `Version`",
                               backticked(text->value.substr(begin, end - begin))),
                   R"(add "Version": "2012-10-17")");
}

// --- The document -------------------------------------------------------------------------------

void read_document(JsonValue root, PolicyDocument& document, PolicyProblems& problems) {
  if (!root.is(JsonKind::kObject)) {
    problems.error(Problem::kDataType, start_of(root),
                   fmt::format("a policy must be an object, found {}", describe(root.kind())));
    return;
  }
  if (root.size() == 0) {
    problems.error(Problem::kMissingStatement, root.span(), "the policy is empty",
                   "a policy has `Version` and `Statement`");
    return;
  }
  std::array<Element, kTopNames.size()> found;
  find_elements(root, kTop, found, problems);
  document.version_text = read_text(found[kVersion], problems);
  document.version = read_version(document.version_text, problems);
  document.id = read_text(found[kId], problems);
  if (found[kStatement]) {
    document.statements = read_statements(found[kStatement]->value, problems);
  } else {
    problems.error(Problem::kMissingStatement, start_of(root), "the policy has no `Statement`");
  }
  if (!found[kVersion]) warn_of_dead_variables(document.statements, problems);
}

}  // namespace

PolicyResult read_policy(JsonPtr tree, JsonValue root) {
  PolicyResult result{.document = {.tree = std::move(tree), .span = root.span()},
                      .diagnostics = {}};
  PolicyProblems problems(root);
  read_document(root, result.document, problems);
  check_characters(root, problems);
  result.diagnostics = problems.take();
  return result;
}

}  // namespace cordon
