// The policy reader: whatever the tree, problems lie in the source, in order and bounded; a
// document without errors is complete; and a policy inside of a larger text has the same problems.

#include <algorithm>
#include <span>
#include <string>

#include "grammar/policy_document.h"
#include "grammar/yaml.h"
#include "tests/fuzz/tree_properties.h"

using namespace cordon;
using fuzz::property;

namespace {

// The first hundred, the first of each kind, and how many more there were.
constexpr std::size_t kMostInOrder = 100 + kProblems;

void check_text(const PolicyText& text, const PolicyDocument& document) {
  property(text.value == text.node.text(), "a text is its node's");
  property(fuzz::inside(text.node.span(), document.span), "and lies in the document");
}

void check_statement(const Statement& statement, const PolicyDocument& document) {
  if (statement.sid) check_text(*statement.sid, document);
  for (const auto& list : {statement.action, statement.resource}) {
    if (!list) continue;
    for (const PolicyText& entry : list->entries) check_text(entry, document);
  }
  if (statement.principal) {
    for (const PrincipalEntry& entry : statement.principal->entries) {
      check_text(entry.value, document);
    }
  }
  for (const ConditionEntry& entry : statement.conditions) {
    check_text(entry.op, document);
    check_text(entry.key, document);
    for (const PolicyText& value : entry.values) check_text(value, document);
  }
}

void check_policy(const PolicyResult& policy, const Source& source) {
  property(policy.diagnostics.size() <= kMostInOrder + 1, "problems are bounded");
  for (const Diagnostic& diagnostic : policy.diagnostics) {
    fuzz::check_diagnostic(diagnostic, source);
  }
  std::span<const Diagnostic> in_order(policy.diagnostics);
  if (in_order.size() > 1 && in_order.back().message.ends_with("more problems in this policy")) {
    in_order = in_order.first(in_order.size() - 1);
  }
  property(std::ranges::is_sorted(in_order, {}, &Diagnostic::span), "and in order");
  const bool well = !has_errors(policy.diagnostics);
  for (const Statement& statement : policy.document.statements) {
    check_statement(statement, policy.document);
    property(!well || (statement.effect && statement.action), "without errors it is complete");
  }
}

std::string messages(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) out += diagnostic.message + '\n';
  return out;
}

/// Places in the text move, so only messages that name none are compared.
void check_embedded(std::string_view text, const PolicyResult& alone) {
  const JsonResult outer = read_json(test::source_of(fmt::format("{{\"p\": {}}}", text)));
  if (!outer.root()) return;  // one level too deep, or a byte order mark
  const PolicyResult embedded = read_policy(outer.tree, *outer.root()->find("p"));
  property(messages(embedded.diagnostics) == messages(alone.diagnostics),
           "a policy in a larger text has the same problems");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::as_text(data, size);
  const JsonResult json = read_json_or_yaml(test::source_of(text));
  if (!json.root()) return 0;
  const PolicyResult policy = read_policy(json.tree, *json.root());
  check_policy(policy, *json.tree->source());
  if (read_json(test::source_of(text)).root()) check_embedded(text, policy);
  return 0;
}
