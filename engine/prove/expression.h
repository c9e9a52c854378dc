// Boolean expressions over atoms, each kept once: the same conjunction is the same node, so equal
// claims meet early. A node is an atom or a conjunction; negation is a bit of the reference. What
// an atom speaks of is atoms.h's business.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "engine/truth.h"

namespace cordon::prove {

/// A reference to an expression of a pool, or to one of the two constants.
class Expression {
 public:
  constexpr Expression() = default;  // false
  constexpr Expression(std::uint32_t node, bool negated) : code_(node * 2 + (negated ? 1 : 0)) {}

  [[nodiscard]] constexpr std::uint32_t node() const { return code_ / 2; }
  [[nodiscard]] constexpr bool negated() const { return (code_ & 1U) != 0; }
  [[nodiscard]] constexpr bool is_constant() const { return code_ < 2; }
  [[nodiscard]] constexpr bool is_true() const { return code_ == 1; }
  [[nodiscard]] constexpr bool is_false() const { return code_ == 0; }

  friend constexpr Expression operator!(Expression e) { return {e.node(), !e.negated()}; }
  friend constexpr auto operator<=>(Expression, Expression) = default;

 private:
  std::uint32_t code_ = 0;
};

inline constexpr Expression kNever{};
inline constexpr Expression kAlways{0, true};

/// An atom's number; see Atoms.
using AtomId = std::uint32_t;

class ExpressionPool {
 public:
  ExpressionPool();
  ExpressionPool(const ExpressionPool&) = delete;
  ExpressionPool& operator=(const ExpressionPool&) = delete;
  ExpressionPool(ExpressionPool&&) = delete;
  ExpressionPool& operator=(ExpressionPool&&) = delete;
  ~ExpressionPool() = default;

  [[nodiscard]] Expression atom(AtomId id);
  [[nodiscard]] Expression both(Expression a, Expression b);
  [[nodiscard]] Expression either(Expression a, Expression b) { return !both(!a, !b); }
  /// True when nothing is given.
  [[nodiscard]] Expression all(std::span<const Expression> operands);

  /// Nodes are numbered in the order of their making: the operands of a node before the node. Node
  /// 0 is the constant.
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] bool is_atom(std::uint32_t node) const { return nodes_[node].count == 0; }
  [[nodiscard]] AtomId atom_of(std::uint32_t node) const { return nodes_[node].first; }
  /// Of a conjunction.
  [[nodiscard]] std::span<const Expression> operands(std::uint32_t node) const {
    return std::span(operands_).subspan(nodes_[node].first, nodes_[node].count);
  }

 private:
  struct Node {
    std::uint32_t first = 0;  // an atom's number, or the place of the first operand
    std::uint32_t count = 0;  // operands; 0: an atom
  };
  struct Hash {
    const ExpressionPool* pool;
    std::size_t operator()(std::uint32_t node) const;
  };
  struct Equal {
    const ExpressionPool* pool;
    bool operator()(std::uint32_t a, std::uint32_t b) const;
  };

  [[nodiscard]] Expression conjunction(std::span<const Expression> sorted);
  [[nodiscard]] Expression keep(Node node);

  std::vector<Node> nodes_;
  std::vector<Expression> operands_;
  std::vector<Expression> sorting_;
  std::unordered_set<std::uint32_t, Hash, Equal> known_;
};

/// A truth value for all requests at once, in Kleene's logic: where it is certainly true, and where
/// it is true or unknown. `must` implies `may`. Values of one pool can be combined.
class Symbolic {
 public:
  Symbolic() = default;  // false
  explicit Symbolic(Truth constant)
      : must_(constant == Truth::kTrue ? kAlways : kNever),
        may_(constant == Truth::kFalse ? kNever : kAlways) {}
  Symbolic(ExpressionPool& pool, Expression certain)
      : must_(certain), may_(certain), pool_(&pool) {}
  Symbolic(ExpressionPool& pool, Expression must, Expression may)
      : must_(must), may_(may), pool_(&pool) {}

  [[nodiscard]] Expression must() const { return must_; }
  [[nodiscard]] Expression may() const { return may_; }
  [[nodiscard]] bool is_certain() const { return must_ == may_; }

  friend Symbolic operator&(const Symbolic& a, const Symbolic& b);
  friend Symbolic operator|(const Symbolic& a, const Symbolic& b) { return !((!a) & (!b)); }
  friend Symbolic operator!(const Symbolic& a);

 private:
  Expression must_;
  Expression may_;
  ExpressionPool* pool_ = nullptr;  // null: a constant
};

}  // namespace cordon::prove
