#include "rules/conditions/conditions.h"

#include "engine/catalogue/catalogue.h"
#include "engine/key_template.h"
#include "grammar/text.h"

namespace cordon::rules {
namespace {

constexpr std::string_view kCondition = "Condition";

std::optional<JsonValue> block_of(const Statement& statement, const ConditionEntry& entry) {
  const auto condition = statement.node.find(kCondition);
  if (!condition) return {};
  for (const auto [key, value] : condition->members()) {
    if (key.index() == entry.op.node.index()) return value;
  }
  return {};
}

}  // namespace

std::vector<ConditionUse> conditions_of(const Statement& statement) {
  std::vector<ConditionUse> uses;
  for (const ConditionEntry& entry : statement.conditions) uses.push_back(use_of(statement, entry));
  return uses;
}

bool is_key(std::string_view written, std::string_view key) {
  if (key.ends_with('/')) {
    return written.size() > key.size() &&
           equals_ignoring_ascii_case(written.substr(0, key.size()), key);
  }
  return equals_ignoring_ascii_case(written, key);
}

std::vector<ConditionUse> tests_of(const Statement& statement, std::string_view key) {
  std::vector<ConditionUse> tests;
  for (const ConditionEntry& entry : statement.conditions) {
    if (is_key(entry.key.value, key)) tests.push_back(use_of(statement, entry));
  }
  return tests;
}

bool asks_for(const Statement& statement, std::string_view key) {
  return std::ranges::any_of(statement.conditions, [&](const ConditionEntry& entry) {
    return is_key(entry.key.value, key);
  });
}

bool has_variables(std::string_view text, PolicyVersion version) {
  return version == PolicyVersion::k2012 && text.contains("${") &&
         KeyTemplate(text, version, KeyTemplate::Wildcards::kNone).has_variables();
}

PolicyValue read_value(const Subject& subject, const ConditionUse& use, const PolicyText& value) {
  const auto wildcards =
      use.op.base->wildcards ? KeyTemplate::Wildcards::kGlob : KeyTemplate::Wildcards::kNone;
  const KeyTemplate text(value.value, subject.document.version, wildcards);
  return read_policy_value(use.op.base->type, text.tokens());
}

std::optional<KeyFacts> key_facts(std::string_view key) {
  if (const catalogue::GlobalKey* global = catalogue::find_global_key(key)) {
    return KeyFacts{.type = global->type,
                    .also = global->also,
                    .multivalued = global->multivalued,
                    .global = global};
  }
  const auto found = catalogue::find_key(key);
  if (!found) return {};
  return KeyFacts{.type = found->type, .also = {}, .multivalued = found->multivalued};
}

std::string_view key_prefix(std::string_view key) { return key.substr(0, key.find(':')); }

JsonValue written_values(const ConditionEntry& entry) {
  // A member's value follows its key.
  return {entry.key.node.tree(), entry.key.node.index() + 1};
}

Edits remove_condition(const Statement& statement, const ConditionEntry& entry) {
  const auto block = block_of(statement, entry);
  if (!block) return {};
  if (block->size() > 1) return remove_member(*block, entry.key.node);
  const auto condition = find_member(statement.node, kCondition);
  if (condition->value.size() > 1) return remove_member(condition->value, entry.op.node);
  return remove_member(statement.node, condition->key);
}

Edits add_condition(const Statement& statement, std::string_view op, std::string_view key,
                    std::string_view value) {
  const auto condition = statement.node.find(kCondition);
  if (!condition) return {};
  if (const auto block = condition->find(op)) {
    return add_last_member(*block, key, json_string(value));
  }
  return add_last_member(*condition, op, "{" + json_string(key) + ": " + json_string(value) + "}");
}

Edits change_operator(const Statement& statement, const ConditionEntry& entry,
                      std::string_view op) {
  const auto block = block_of(statement, entry);
  if (!block || block->size() != 1 || statement.node.find(kCondition)->find(op)) return {};
  return replace_string(entry.op.node, op);
}

}  // namespace cordon::rules
