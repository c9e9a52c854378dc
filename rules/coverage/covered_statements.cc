#include "rules/coverage/covered_statements.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/statement_containment.h"
#include "grammar/text.h"
#include "rules/coverage/samples.h"

namespace cordon::rules {
namespace {

constexpr std::size_t kMostWork = 200'000;  // entries of pairs that are compared

void append_sorted(std::string& words, std::vector<std::string> entries) {
  std::ranges::sort(entries);
  for (const std::string& entry : entries) words += entry + '\n';
  words += '\n';
}

// All that a statement says besides its effect and Sid; unordered lists in one order.
std::string words_of(const CompiledStatement& statement) {
  std::string words(1, statement.action && statement.action->negated ? '!' : ' ');
  std::vector<std::string> entries;
  if (statement.action) {
    for (const PolicyText& each : statement.action->entries) {
      entries.push_back(ascii_lower(each.value));
    }
  }
  append_sorted(words, std::move(entries));
  words += statement.resources.negated() ? '!' : ' ';
  entries.clear();
  for (const ResourceEntry& each : statement.resources.entries()) entries.push_back(each.text);
  append_sorted(words, std::move(entries));
  words += statement.principals.negated() ? '!' : ' ';
  entries.clear();
  for (const PrincipalPattern& each : statement.principals.patterns()) {
    entries.push_back(std::to_string(static_cast<int>(each.kind)) + each.text);
  }
  append_sorted(words, std::move(entries));
  entries.clear();
  for (const CompiledCondition& each : statement.conditions) {
    std::string condition = each.operator_name + ' ' + each.key.lower;
    for (const ConditionValue& value : each.values) condition += ' ' + value.text;
    entries.push_back(std::move(condition));
  }
  append_sorted(words, std::move(entries));
  return words;
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char c : text) {
    hash = (hash ^ static_cast<unsigned char>(ascii_lower(c))) * 0x100000001b3;
  }
  return hash;
}

// The same for statements of the same words: most that differ are told apart by it.
std::uint64_t mark_of(const CompiledStatement& statement) {
  std::uint64_t mark = 0;
  if (statement.action) {
    for (const PolicyText& each : statement.action->entries) mark += hash_of(each.value);
  }
  for (const ResourceEntry& each : statement.resources.entries()) mark += hash_of(each.text);
  for (const CompiledCondition& each : statement.conditions) mark += hash_of(each.key.lower);
  return mark;
}

std::size_t size_of(const CompiledStatement& statement) {
  return 1 + statement.action->entries.size() + statement.resources.entries().size();
}

class Search {
 public:
  Search(const CompiledPolicy& policy, Effect outer)
      : policy_(policy), outers_(policy.statements.size()), outer_(outer) {
    for (std::size_t i = 0; i < policy.statements.size(); ++i) {
      if (policy.statements[i].effect != outer) continue;
      outers_.insert(i);
      any_ = true;
    }
  }

  // Repetitions are compared by their words, whatever the work.
  std::optional<std::size_t> outer_of(std::size_t inner) {
    if (!any_ || !policy_.statements[inner].action) return {};
    const std::size_t first = first_alike(inner);
    const bool same_effect = policy_.statements[inner].effect == outer_;
    if (same_effect && first != inner) return first;
    std::optional<std::size_t> found;
    if (work_ > kMostWork) return found;
    candidates(inner).for_each([&](std::size_t outer) {
      if (!found && outer != inner && is_outer(outer, inner)) found = outer;
    });
    return found;
  }

 private:
  // Statements of one mark.
  struct Marked {
    std::size_t first = 0;
    std::map<std::string, std::size_t> by_words;  // empty while there is one
  };

  // The first statement with the same words.
  std::size_t first_alike(std::size_t statement) {
    const auto& statements = policy_.statements;
    const auto [marked, is_new] =
        marked_.try_emplace(mark_of(statements[statement]), Marked{.first = statement});
    if (is_new) return statement;
    Marked& alike = marked->second;
    if (alike.by_words.empty()) {
      alike.by_words.emplace(words_of(statements[alike.first]), alike.first);
    }
    return alike.by_words.emplace(words_of(statements[statement]), statement).first->second;
  }

  [[nodiscard]] StatementSet candidates(std::size_t inner) const {
    const ListElement& action = *policy_.statements[inner].action;
    if (!action.negated && !action.entries.empty()) {
      return policy_.actions.matching(sample_action(action.entries.front().value));
    }
    return outers_;
  }

  // Looked up, where lists of patterns would be compiled and held against each other.
  [[nodiscard]] bool misses_an_example(std::size_t outer, std::size_t inner) const {
    const ListElement& action = *policy_.statements[inner].action;
    return !action.negated && std::ranges::any_of(action.entries, [&](const PolicyText& entry) {
      const StatementSet speaking = policy_.actions.matching(sample_action(entry.value));
      return speaking.contains(inner) && !speaking.contains(outer);
    });
  }

  bool is_outer(std::size_t outer, std::size_t inner) {
    const CompiledStatement& wide = policy_.statements[outer];
    ++work_;
    if (wide.effect != outer_ || !wide.action || work_ > kMostWork) return false;
    work_ += size_of(wide) + size_of(policy_.statements[inner]);
    if (misses_an_example(outer, inner) || covers(policy_, outer, inner) != Truth::kTrue) {
      return false;
    }
    // Of two that say the same the first stays.
    const bool same_effect = wide.effect == policy_.statements[inner].effect;
    // NOLINTNEXTLINE(readability-suspicious-call-argument): the other way round is what is meant.
    return !same_effect || outer < inner || covers(policy_, inner, outer) != Truth::kTrue;
  }

  const CompiledPolicy& policy_;
  StatementSet outers_;
  bool any_ = false;
  Effect outer_;
  std::unordered_map<std::uint64_t, Marked> marked_;
  std::size_t work_ = 0;
};

}  // namespace

std::vector<CoveredStatement> covered_statements(const CompiledPolicy& policy, Effect outer,
                                                 Effect inner) {
  std::vector<CoveredStatement> covered;
  Search search(policy, outer);
  for (std::size_t i = 0; i < policy.statements.size(); ++i) {
    if (policy.statements[i].effect != inner) continue;
    if (const auto found = search.outer_of(i)) covered.push_back({.outer = *found, .inner = i});
  }
  return covered;
}

}  // namespace cordon::rules
