#include "engine/prove/plain_search.h"

#include <algorithm>
#include <ranges>

namespace cordon::prove {

PlainSearch::PlainSearch(const ExpressionPool& pool, Expression root)
    : pool_(pool),
      root_(root),
      values_(pool.size(), Value::kOpen),
      guesses_(pool.size(), Value::kFalse),
      true_operands_(pool.size()) {
  reach(root.node());
  list_parents();
}

void PlainSearch::reach(std::uint32_t root) {
  std::vector<bool> reached(pool_.size());
  reached[root] = true;
  nodes_.push_back(root);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (pool_.is_atom(nodes_[i])) continue;
    for (const Expression operand : pool_.operands(nodes_[i])) {
      if (reached[operand.node()]) continue;
      reached[operand.node()] = true;
      nodes_.push_back(operand.node());
    }
  }
  std::ranges::sort(nodes_);
}

void PlainSearch::list_parents() {
  first_parent_.resize(pool_.size() + 1);
  const auto for_each_operand = [&](const auto& visit) {
    for (const std::uint32_t node : nodes_) {
      if (pool_.is_atom(node)) continue;
      for (const Expression operand : pool_.operands(node)) visit(node, operand);
    }
  };
  for_each_operand(
      [&](std::uint32_t /*node*/, Expression operand) { ++first_parent_[operand.node() + 1]; });
  for (std::size_t i = 1; i < first_parent_.size(); ++i) first_parent_[i] += first_parent_[i - 1];
  parents_.resize(first_parent_.back());
  std::vector<std::uint32_t> next = first_parent_;
  for_each_operand([&](std::uint32_t node, Expression operand) {
    parents_[next[operand.node()]++] = Expression(node, operand.negated());
  });
}

PlainSearch::Outcome PlainSearch::find() {
  for (const std::uint32_t node : trail_) {
    guesses_[node] = values_[node];
    values_[node] = Value::kOpen;
  }
  for (const std::uint32_t node : nodes_) true_operands_[node] = 0;
  for (Clause& clause : clauses_) clause.refuted = 0;
  trail_.clear();
  propagated_ = 0;
  conflict_ = false;

  assign(root_);
  for (std::size_t i = 0; i < clauses_.size(); ++i) look_at_clause(i);
  propagate();
  if (conflict_) return Outcome::kNone;
  for (const std::uint32_t node : nodes_ | std::views::reverse) {
    if (values_[node] != Value::kOpen) continue;
    assign(Expression(node, guesses_[node] == Value::kFalse));
    propagate();
    if (conflict_) return Outcome::kGivenUp;
  }
  return Outcome::kFound;
}

void PlainSearch::assign(Expression e) {
  Value& value = values_[e.node()];
  if (value == value_of(e)) return;
  if (value != Value::kOpen) {
    conflict_ = true;
    return;
  }
  value = value_of(e);
  trail_.push_back(e.node());
}

void PlainSearch::propagate() {
  while (propagated_ < trail_.size() && !conflict_) propagate_node(trail_[propagated_++]);
}

void PlainSearch::propagate_node(std::uint32_t node) {
  const bool holds = values_[node] == Value::kTrue;
  if (!pool_.is_atom(node)) {
    if (holds) {
      for (const Expression operand : pool_.operands(node)) assign(operand);
    } else {
      look_at_gate(node);
    }
  }
  for (std::uint32_t i = first_parent_[node]; i < first_parent_[node + 1]; ++i) {
    const std::uint32_t gate = parents_[i].node();
    if (holds == parents_[i].negated()) {
      assign(Expression(gate, true));
    } else {
      ++true_operands_[gate];
      look_at_gate(gate);
    }
  }
  if (clauses_of_.empty()) return;
  for (const std::size_t index : clauses_of_[node]) {
    const auto& literals = clauses_[index].literals;
    const auto own = std::ranges::find(literals, node, &Expression::node);
    if (holds != own->negated()) continue;
    ++clauses_[index].refuted;
    look_at_clause(index);
  }
}

// Its operands are all true and so is it; or it is false, and all operands but one are true.
void PlainSearch::look_at_gate(std::uint32_t gate) {
  const auto operands = pool_.operands(gate);
  if (true_operands_[gate] == operands.size()) return assign(Expression(gate, false));
  if (values_[gate] != Value::kFalse || true_operands_[gate] + 1 != operands.size()) return;
  for (const Expression operand : operands) {
    if (values_[operand.node()] == Value::kOpen) return assign(!operand);
  }
}

void PlainSearch::look_at_clause(std::size_t clause) {
  const auto& [literals, refuted] = clauses_[clause];
  if (refuted == literals.size()) conflict_ = true;
  if (refuted + 1 != literals.size()) return;
  for (const Expression literal : literals) {
    if (values_[literal.node()] == Value::kOpen) return assign(literal);
  }
}

void PlainSearch::exclude(std::span<const Literal> literals) {
  if (clauses_of_.empty()) {
    clauses_of_.resize(pool_.size());
    for (const std::uint32_t node : nodes_) {
      if (pool_.is_atom(node)) atoms_.emplace(pool_.atom_of(node), node);
    }
  }
  Clause clause;
  for (const Literal& literal : literals) {
    const std::uint32_t node = atoms_.at(literal.atom);
    clause.literals.emplace_back(node, literal.holds);
    clauses_of_[node].push_back(clauses_.size());
  }
  clauses_.push_back(std::move(clause));
}

}  // namespace cordon::prove
