#include "engine/prove/expression.h"

#include <algorithm>
#include <array>

namespace cordon::prove {
namespace {

constexpr std::size_t kHashFactor = 0x9E3779B97F4A7C15ULL;

void mix(std::size_t& hash, std::size_t value) { hash = (hash ^ value) * kHashFactor; }

}  // namespace

ExpressionPool::ExpressionPool() : nodes_(1), known_(64, Hash{this}, Equal{this}) {}

std::size_t ExpressionPool::Hash::operator()(std::uint32_t node) const {
  std::size_t hash = pool->nodes_[node].count + 1;
  if (pool->is_atom(node)) {
    mix(hash, pool->atom_of(node));
  } else {
    for (const Expression operand : pool->operands(node)) {
      mix(hash, operand.node() * 2 + (operand.negated() ? 1 : 0));
    }
  }
  return hash ^ (hash >> 32U);
}

bool ExpressionPool::Equal::operator()(std::uint32_t a, std::uint32_t b) const {
  if (pool->is_atom(a) != pool->is_atom(b)) return false;
  if (pool->is_atom(a)) return pool->atom_of(a) == pool->atom_of(b);
  return std::ranges::equal(pool->operands(a), pool->operands(b));
}

Expression ExpressionPool::keep(Node node) {
  const auto number = static_cast<std::uint32_t>(nodes_.size());
  nodes_.push_back(node);
  const auto [found, added] = known_.insert(number);
  if (added) return {number, false};
  nodes_.pop_back();
  if (node.count > 0) operands_.resize(operands_.size() - node.count);
  return {*found, false};
}

Expression ExpressionPool::atom(AtomId id) { return keep({.first = id, .count = 0}); }

Expression ExpressionPool::conjunction(std::span<const Expression> sorted) {
  const auto first = static_cast<std::uint32_t>(operands_.size());
  operands_.insert(operands_.end(), sorted.begin(), sorted.end());
  return keep({.first = first, .count = static_cast<std::uint32_t>(sorted.size())});
}

Expression ExpressionPool::both(Expression a, Expression b) { return all(std::array{a, b}); }

Expression ExpressionPool::all(std::span<const Expression> operands) {
  sorting_.clear();
  for (const Expression operand : operands) {
    if (operand.is_false()) return kNever;
    if (!operand.is_true()) sorting_.push_back(operand);
  }
  std::ranges::sort(sorting_);
  const auto repeated = std::ranges::unique(sorting_);
  sorting_.erase(repeated.begin(), repeated.end());
  // The two signs of a node are neighbours.
  const auto opposite = std::ranges::adjacent_find(
      sorting_, [](Expression a, Expression b) { return a.node() == b.node(); });
  if (opposite != sorting_.end()) return kNever;
  if (sorting_.empty()) return kAlways;
  return sorting_.size() == 1 ? sorting_.front() : conjunction(sorting_);
}

Symbolic operator&(const Symbolic& a, const Symbolic& b) {
  ExpressionPool* pool = a.pool_ != nullptr ? a.pool_ : b.pool_;
  if (pool == nullptr) {
    Symbolic result;
    result.must_ = a.must_.is_true() ? b.must_ : kNever;
    result.may_ = a.may_.is_true() ? b.may_ : kNever;
    return result;
  }
  const Expression must = pool->both(a.must_, b.must_);
  if (a.is_certain() && b.is_certain()) return {*pool, must};
  return {*pool, must, pool->both(a.may_, b.may_)};
}

Symbolic operator!(const Symbolic& a) {
  Symbolic result = a;
  result.must_ = !a.may_;
  result.may_ = !a.must_;
  return result;
}

}  // namespace cordon::prove
