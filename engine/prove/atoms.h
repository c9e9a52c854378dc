// What the atoms of an expression speak of: one attribute of the request each, and a set of values
// that it is in. The attributes are the variables of a question; whatever else a request has is
// fixed by the situation and never becomes an atom. The one atom over two attributes is the link:
// a policy text with variables of which the value is not fixed.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "engine/context.h"
#include "engine/operators.h"
#include "engine/prove/expression.h"
#include "engine/prove/text_set.h"
#include "engine/prove/value_ranges.h"

namespace cordon::prove {

using VariableId = std::uint32_t;
using LanguageId = std::uint32_t;

/// A set of values.
using Language = std::variant<TextSet, Ranges<Decimal>, Ranges<Instant>, Ranges<AddressOrder>>;

/// Whether a request's text is in the set; numbers, times and addresses are read as an operator
/// reads them, and a text that can't be read is in no set.
[[nodiscard]] bool contains(const Language& language, std::string_view text);

/// How many values a key has in a request.
enum class Arity : std::uint8_t { kOne, kList, kEither };

struct Variable {
  enum class Kind : std::uint8_t {
    kAction,       // in lower case
    kResource,     // an ARN; that there is none is an atom of its own
    kPrincipal,    // aws:PrincipalArn of a caller of whom the name is free
    kRequestTime,  // milliseconds
    kIssueTime,
    kKey,
  };
  Kind kind = Kind::kAction;
  std::optional<ContextKey> key;     // kKey
  Arity arity = Arity::kOne;         // kKey
  std::optional<LanguageId> domain;  // each value is in it
};

/// `language` or its complement.
struct Test {
  LanguageId language = 0;
  bool inside = true;
  friend auto operator<=>(const Test&, const Test&) = default;
};

/// A text with holes that values of variables fill.
struct Link {
  ValueType type = ValueType::kStringLike;  // how the filled text is compared
  bool resource = false;                    // it is a pattern of the Resource element
  std::vector<Pattern::Token> tokens;       // KeyTemplate::kFirstHole + place in `holes`
  std::vector<VariableId> holes;
  friend bool operator==(const Link&, const Link&) = default;
};

struct Atom {
  enum class Kind : std::uint8_t {
    kPresent,      // the request has the key, with a value or more
    kEmptyList,    // it has the key, with an empty list; never together with kPresent
    kList,         // with a list of values
    kNoResource,   // the resource is `*`
    kValue,        // the one value is in `language`
    kSomeElement,  // an element of the list passes all `tests`
    kLink,         // the one value matches the filled `link`
    kUnknown,      // either, the same wherever it is asked for
    kOpen,         // always true; the `may` of a value that AWS does not document
  };
  Kind kind = Kind::kOpen;
  VariableId variable = 0;
  LanguageId language = 0;
  std::vector<Test> tests;
  Link link;
  std::string cause;  // kOpen, kUnknown: what is not known, in words
};

class Atoms {
 public:
  [[nodiscard]] VariableId variable(Variable::Kind kind);
  [[nodiscard]] VariableId key(const ContextKey& key, Arity arity);
  [[nodiscard]] LanguageId language(Language language);

  [[nodiscard]] AtomId flag(Atom::Kind kind, VariableId variable);
  [[nodiscard]] AtomId value(VariableId variable, LanguageId language);
  [[nodiscard]] AtomId some_element(VariableId variable, std::vector<Test> tests);
  [[nodiscard]] AtomId link(VariableId variable, Link link);
  [[nodiscard]] AtomId open(std::string cause) {
    return named(Atom::Kind::kOpen, std::move(cause));
  }
  [[nodiscard]] AtomId unknown(std::string cause) {
    return named(Atom::Kind::kUnknown, std::move(cause));
  }

  void restrict(VariableId variable, LanguageId domain) { variables_[variable].domain = domain; }

  [[nodiscard]] const Atom& atom(AtomId id) const { return atoms_[id]; }
  [[nodiscard]] std::size_t size() const { return atoms_.size(); }
  [[nodiscard]] const Variable& variable_at(VariableId id) const { return variables_[id]; }
  [[nodiscard]] std::size_t variables() const { return variables_.size(); }
  [[nodiscard]] const Language& language_at(LanguageId id) const { return languages_[id]; }

 private:
  AtomId add(Atom atom);
  AtomId named(Atom::Kind kind, std::string cause);

  std::vector<Variable> variables_;
  std::deque<Language> languages_;  // stays where it is
  std::unordered_multimap<std::size_t, LanguageId> by_hash_;
  std::vector<Atom> atoms_;
  std::unordered_map<std::uint64_t, AtomId> simple_;  // flags and values, by what they are about
  std::vector<AtomId> others_;
};

}  // namespace cordon::prove
