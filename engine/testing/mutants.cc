#include "engine/testing/mutants.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/operators.h"
#include "grammar/date_time.h"

namespace cordon::testing {
namespace {

constexpr std::int64_t kDay = 24LL * 60 * 60 * 1000;

class Maker {
 public:
  explicit Maker(std::vector<Mutant>& mutants) : mutants_(mutants) {}

  void make(const Statement& statement, std::uint32_t index) {
    index_ = index;
    without_statement(statement);
    if (statement.action && !statement.action->negated) {
      without_each("the action", statement.action->entries);
    }
    for (const ConditionEntry& entry : statement.conditions) weaken(entry);
  }

 private:
  void add(JsonValue place, std::string what, std::vector<OtherText> texts,
           std::optional<std::uint32_t> without = std::nullopt) {
    mutants_.push_back({index_, place.span(), std::move(what), std::move(texts), without});
  }

  // The statement stays where it is, so that the others keep their numbers, and matches no action.
  void without_statement(const Statement& statement) {
    if (!statement.action) return;
    std::vector<OtherText> texts;
    for (const PolicyText& entry : statement.action->entries) {
      texts.push_back(
          {entry.node.index(), statement.action->negated ? "*" : no_action(entry.value)});
    }
    add(statement.node, "without the statement", std::move(texts));
  }

  // Of the same service where there is one: some policy types take few services only.
  static std::string no_action(std::string_view entry) {
    const std::string_view service = entry.substr(0, entry.find(':'));
    const bool plain = service.find_first_of("*?$") == std::string_view::npos;
    return fmt::format("{}:NoSuchAction", plain && !service.empty() ? service : "none");
  }

  void without_each(std::string_view what, const std::vector<PolicyText>& entries) {
    if (entries.size() < 2) return;
    for (const PolicyText& entry : entries) {
      add(entry.node, fmt::format("without {} {}", what, backticked(entry.value)), {},
          entry.node.index());
    }
  }

  void weaken(const ConditionEntry& entry) {
    const OperatorName op = parse_operator(entry.op.value);
    if (op.base == nullptr || op.base->negated || op.base->type == ValueType::kNull) return;
    without_each(fmt::format("the value of `{}`", entry.key.value), entry.values);
    if (op.base->type != ValueType::kDate) return;
    const bool before = op.base->name.starts_with("DateLess");
    const bool after = op.base->name.starts_with("DateGreater");
    for (const PolicyText& value : entry.values) {
      if (before || after) move(value, entry, before ? -kDay : kDay);
    }
  }

  void move(const PolicyText& value, const ConditionEntry& entry, std::int64_t by) {
    const auto date = read_policy_date(value.value);
    if (!date || !date->range.exact()) return;
    const std::string moved = to_string(Instant{date->range.earliest.ms + by});
    add(value.node,
        fmt::format("with {} of `{}` moved to {}", backticked(value.value), entry.key.value, moved),
        {{value.node.index(), moved}});
  }

  std::vector<Mutant>& mutants_;
  std::uint32_t index_ = 0;
};

// The document in its tree.
std::uint32_t root_of(const PolicyDocument& document) {
  const auto& nodes = document.tree->nodes();
  const auto found = std::ranges::find_if(nodes, [&](const Json::Node& node) {
    return node.kind == JsonKind::kObject && node.span == document.span;
  });
  return found == nodes.end() ? 0 : static_cast<std::uint32_t>(found - nodes.begin());
}

}  // namespace

std::vector<Mutant> mutants_of(const PolicyDocument& document) {
  std::vector<Mutant> mutants;
  Maker maker(mutants);
  for (std::uint32_t i = 0; i < document.statements.size(); ++i) {
    const Statement& statement = document.statements[i];
    const bool denies = statement.effect && statement.effect->value == Effect::kDeny;
    if (denies) maker.make(statement, i);
  }
  return mutants;
}

JsonPtr changed(const JsonPtr& tree, const Mutant& mutant) {
  JsonPtr result = mutant.texts.empty() ? tree : with_texts(tree, mutant.texts);
  return mutant.without ? without_element(result, JsonValue(*result, *mutant.without)) : result;
}

PolicyPtr mutated(const CompiledPolicy& policy, const Mutant& mutant) {
  const std::uint32_t root = root_of(policy.document);
  const JsonPtr tree = changed(policy.document.tree, mutant);
  PolicyPtr result = compile_policy(tree, JsonValue(*tree, root), policy.type, policy.name).policy;
  return result->unreadable ? nullptr : result;
}

}  // namespace cordon::testing
