#include "engine/prove/smt_lib.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "engine/key_template.h"
#include "engine/prove/theory.h"
#include "grammar/pattern_units.h"

namespace cordon::prove {
namespace {

using Kind = Atom::Kind;
using Error = std::string;

// --- Texts --------------------------------------------------------------------------------------

std::string literal(std::span<const Unit> units) {
  std::string text = "\"";
  for (const Unit unit : units) {
    const bool plain = unit >= 0x20 && unit < 0x7F && unit != '"' && unit != '\\';
    if (plain) {
      text.push_back(static_cast<char>(unit));
    } else {
      text += unit == '"' ? "\"\"" : fmt::format("\\u{{{:x}}}", unit);
    }
  }
  return text + "\"";
}

std::string unit_class(UnitClass which) {
  constexpr std::string_view kBut = "(re.diff re.allchar {})";
  switch (which) {
    case UnitClass::kAny:
      return "re.allchar";
    case UnitClass::kNoColon:
      return fmt::format(kBut, "(str.to_re \":\")");
    case UnitClass::kNoColonOrSlash:
      return fmt::format(kBut, "(re.union (str.to_re \":\") (str.to_re \"/\"))");
    case UnitClass::kDigit:
      return "(re.range \"0\" \"9\")";
  }
  return "re.allchar";
}

std::string any_case(Unit unit) {
  std::string all = fmt::format("(str.to_re {})", literal(std::array{unit}));
  for (const Unit other : other_cases(unit)) {
    all = fmt::format("(re.union {} (str.to_re {}))", all, literal(std::array{other}));
  }
  return all;
}

// A path of the set's tree: literals that follow each other are one text.
class PatternWriter {
 public:
  explicit PatternWriter(bool folded) : folded_(folded) {}

  void add(const TextSet& set, std::span<const std::uint32_t> path) {
    for (const std::uint32_t place : path) {
      const TextSet::Node& node = set.nodes()[place];
      if (set.is_wildcard(node)) {
        flush();
        const std::string one = unit_class(node.unit_class);
        parts_.push_back(node.run ? fmt::format("(re.* {})", one) : one);
      } else if (folded_ && !other_cases(node.unit).empty()) {
        flush();
        parts_.push_back(any_case(node.unit));
      } else {
        literal_.push_back(node.unit);
      }
    }
    flush();
  }

  [[nodiscard]] std::string text() const {
    if (parts_.size() == 1) return parts_.front();
    if (parts_.empty()) return "(str.to_re \"\")";
    return fmt::format("(re.++ {})", fmt::join(parts_, " "));
  }

 private:
  void flush() {
    if (!literal_.empty()) parts_.push_back(fmt::format("(str.to_re {})", literal(literal_)));
    literal_.clear();
  }

  bool folded_;
  std::vector<Unit> literal_;
  std::vector<std::string> parts_;
};

void write_patterns(const TextSet& set, std::uint32_t place, std::vector<std::uint32_t>& path,
                    std::vector<std::string>& patterns) {
  const TextSet::Node& node = set.nodes()[place];
  if (node.accepts) {
    PatternWriter writer(set.folded());
    writer.add(set, path);
    patterns.push_back(writer.text());
  }
  for (std::uint32_t child = node.first_child; child != 0; child = set.nodes()[child].sibling) {
    path.push_back(child);
    write_patterns(set, child, path, patterns);
    path.pop_back();
  }
}

std::string union_of(std::vector<std::string> parts) {
  if (parts.empty()) return "re.none";
  if (parts.size() == 1) return std::move(parts.front());
  return fmt::format("(re.union {})", fmt::join(parts, " "));
}

std::string regex(const TextSet& set) {
  std::vector<std::string> patterns;
  std::vector<std::uint32_t> path;
  write_patterns(set, TextSet::kRoot, path, patterns);
  return union_of(std::move(patterns));
}

std::string quoted(const TextSet::Tokens& tokens) {
  std::string text;
  for (const Pattern::Token token : tokens) text.push_back(static_cast<char>(token));
  return literal(text_units(text));
}

// --- Intervals ----------------------------------------------------------------------------------

std::string number(const Decimal& value) {
  const std::string text = value.text();
  const bool negative = text.starts_with('-');
  std::string digits = negative ? text.substr(1) : text;
  const std::size_t exponent = digits.find('e');
  if (exponent != std::string::npos) digits.resize(exponent);  // refused before, see Writer::value
  if (digits.find('.') == std::string::npos) digits += ".0";
  return negative ? fmt::format("(- {})", digits) : digits;
}
std::string number(const Instant& value) {
  return value.ms < 0 ? fmt::format("(- {})", -value.ms) : fmt::format("{}", value.ms);
}
// The families one behind the other: an IPv6 address has a bit above all others.
std::string number(const AddressOrder& value) {
  std::string bits = value.address.v6 ? "1" : "0";
  const std::size_t bytes = value.address.v6 ? 16 : 4;
  if (!value.address.v6) bits += std::string(96, '0');
  for (std::size_t i = 0; i < bytes; ++i) bits += fmt::format("{:08b}", value.address.bytes[i]);
  return "#b" + bits;
}

template <class T>
std::string in_ranges(const Ranges<T>& ranges, std::string_view name) {
  constexpr bool kBits = std::is_same_v<T, AddressOrder>;
  const std::string_view below = kBits ? "bvult" : "<";
  const std::string_view up_to = kBits ? "bvule" : "<=";
  std::string any;
  for (const Interval<T>& each : ranges.intervals()) {
    std::string both;
    if (each.low) {
      both += fmt::format(" ({} {} {})", each.low->inside ? up_to : below, number(each.low->value),
                          name);
    }
    if (each.high) {
      both += fmt::format(" ({} {} {})", each.high->inside ? up_to : below, name,
                          number(each.high->value));
    }
    any += fmt::format(" (and true{})", both);
  }
  return fmt::format("(or false{})", any);
}

// --- The script ---------------------------------------------------------------------------------

class Writer {
 public:
  Writer(const ExpressionPool& pool, const Atoms& atoms) : pool_(pool), atoms_(atoms) {}

  std::expected<std::string, Error> write(Expression root) {
    collect(root);
    for (const std::uint32_t node : nodes_) define(node);
    for (VariableId id = 0; id < atoms_.variables(); ++id) restrict_lists(id);
    relate_times();
    if (!error_.empty()) return std::unexpected(error_);
    return fmt::format("(set-logic ALL)\n{}{}(assert {})\n(check-sat)\n", declarations_, body_,
                       name_of_expression(root));
  }

 private:
  enum class Sort : std::uint8_t { kText, kNumber, kTime, kAddress };

  // Operands are made before what they are in.
  void collect(Expression root) {
    std::vector<bool> wanted(pool_.size());
    std::vector<std::uint32_t> open{root.node()};
    while (!open.empty()) {
      const std::uint32_t node = open.back();
      open.pop_back();
      if (node == 0 || wanted[node]) continue;
      wanted[node] = true;
      if (pool_.is_atom(node)) continue;
      for (const Expression operand : pool_.operands(node)) open.push_back(operand.node());
    }
    for (std::uint32_t node = 1; node < wanted.size(); ++node) {
      if (wanted[node]) nodes_.push_back(node);
    }
  }

  static std::string name_of_expression(Expression e) {
    if (e.is_constant()) return e.is_true() ? "true" : "false";
    return e.negated() ? fmt::format("(not n{})", e.node()) : fmt::format("n{}", e.node());
  }

  void define(std::uint32_t node) {
    std::string meaning;
    if (pool_.is_atom(node)) {
      meaning = atom(pool_.atom_of(node));
    } else {
      for (const Expression operand : pool_.operands(node)) {
        meaning += " " + name_of_expression(operand);
      }
      meaning = fmt::format("(and{})", meaning);
    }
    body_ += fmt::format("(define-fun n{} () Bool {})\n", node, meaning);
  }

  void declare(std::string_view name, std::string_view sort) {
    if (!declared_.insert(std::string(name)).second) return;
    declarations_ += fmt::format("(declare-const {} {})\n", name, sort);
  }

  std::string flag(std::string_view what, VariableId id) {
    std::string name = fmt::format("{}_{}", what, id);
    declare(name, "Bool");
    return name;
  }

  // The value of a variable, or of one element of its list, as it is compared with a language.
  std::string value(std::string_view name, VariableId id, const Language& language) {
    const auto sort = static_cast<Sort>(language.index());
    const auto [known, added] = sorts_.try_emplace(id, sort);
    if (!added && known->second != sort) {
      error_ = fmt::format("{} is compared in two ways", name_of(atoms_.variable_at(id)));
    }
    constexpr std::array<std::string_view, 4> kSorts{"String", "Real", "Int", "(_ BitVec 129)"};
    if (declared_.contains(std::string(name))) return std::string(name);
    declare(name, kSorts[language.index()]);
    const auto& domain = atoms_.variable_at(id).domain;
    if (domain) body_ += fmt::format("(assert {})\n", in(name, id, *domain));
    return std::string(name);
  }

  std::string in(std::string_view name, VariableId id, LanguageId which) {
    const Language& language = atoms_.language_at(which);
    const std::string own = value(name, id, language);
    const auto* texts = std::get_if<TextSet>(&language);
    if (texts != nullptr) return fmt::format("(str.in_re {} {})", own, regex(*texts));
    if (const auto* numbers = std::get_if<Ranges<Decimal>>(&language)) {
      for (const auto& each : numbers->intervals()) refuse_exponents(each);
      return in_ranges(*numbers, own);
    }
    if (const auto* times = std::get_if<Ranges<Instant>>(&language)) return in_ranges(*times, own);
    return in_ranges(std::get<Ranges<AddressOrder>>(language), own);
  }

  void refuse_exponents(const Interval<Decimal>& interval) {
    for (const auto& end : {interval.low, interval.high}) {
      if (end && end->value.text().find('e') != std::string::npos) error_ = "a very large number";
    }
  }

  std::string tests_of(std::string_view name, VariableId id, const std::vector<Test>& tests) {
    std::string all;
    for (const Test& test : tests) {
      const std::string one = in(name, id, test.language);
      all += " " + (test.inside ? one : fmt::format("(not {})", one));
    }
    return fmt::format("(and true{})", all);
  }

  std::string atom(AtomId id) {
    const Atom& atom = atoms_.atom(id);
    switch (atom.kind) {
      case Kind::kPresent:
        return flag("present", atom.variable);
      case Kind::kEmptyList:
        return flag("empty", atom.variable);
      case Kind::kList:
        return flag("list", atom.variable);
      case Kind::kNoResource:
        return flag("none", atom.variable);
      case Kind::kValue:
        return in(fmt::format("v{}", atom.variable), atom.variable, atom.language);
      case Kind::kSomeElement:
        some_.emplace_back(id, fmt::format("some_{}", id));
        declare(some_.back().second, "Bool");
        return some_.back().second;
      case Kind::kLink:
        return link(atom);
      case Kind::kUnknown:
        declare(fmt::format("unknown_{}", id), "Bool");
        return fmt::format("unknown_{}", id);
      case Kind::kOpen:
        return "true";
    }
    return "true";
  }

  // The value is the text with the values of its variables in it; beside wildcards, a text of the
  // language that has them as literals.
  std::string link(const Atom& atom) {
    const ValueType type = atom.link.type;
    if (type != ValueType::kString && type != ValueType::kStringLike) {
      error_ = "a variable that is not compared as a text";
    }
    const bool wild = std::ranges::any_of(atom.link.tokens, [](const Pattern::Token token) {
      return token >= Pattern::kAnyOne && token < KeyTemplate::kFirstHole;
    });
    std::string parts;
    TextSet::Tokens between;
    const auto flush = [&] {
      const std::vector<TextSet::Tokens> one{std::exchange(between, {})};
      if (!one.front().empty()) parts += " " + (wild ? regex(TextSet(one)) : quoted(one.front()));
    };
    for (const Pattern::Token token : atom.link.tokens) {
      if (token < KeyTemplate::kFirstHole) between.push_back(token);
      if (token < KeyTemplate::kFirstHole) continue;
      flush();
      const VariableId hole = atom.link.holes[token - KeyTemplate::kFirstHole];
      const std::string text = value(fmt::format("v{}", hole), hole, TextSet());
      parts += wild ? fmt::format(" (str.to_re {})", text) : " " + text;
    }
    flush();
    const std::string left = value(fmt::format("v{}", atom.variable), atom.variable, TextSet());
    return wild ? fmt::format("(str.in_re {} (re.++ (str.to_re \"\"){}))", left, parts)
                : fmt::format("(= {} (str.++ \"\"{}))", left, parts);
  }

  // An element for each atom that wants one, and one for a list of which only its presence is
  // wanted; an atom that does not hold is passed by none of them.
  void restrict_lists(VariableId id) {
    std::vector<std::pair<AtomId, std::string>> own;
    std::ranges::copy_if(some_, std::back_inserter(own),
                         [&](const auto& each) { return atoms_.atom(each.first).variable == id; });
    if (own.empty()) return;
    std::vector<std::pair<std::string, std::string>> elements;  // name, whether it is there
    for (const auto& [atom, name] : own) elements.emplace_back(fmt::format("e{}", atom), name);
    elements.emplace_back(fmt::format("e_{}", id), flag("present", id));
    for (const auto& [atom, name] : own) {
      const std::vector<Test>& tests = atoms_.atom(atom).tests;
      body_ +=
          fmt::format("(assert (=> {} {}))\n", name, tests_of(fmt::format("e{}", atom), id, tests));
      for (const auto& [element, there] : elements) {
        body_ += fmt::format("(assert (=> (and {} (not {})) (not {})))\n", there, name,
                             tests_of(element, id, tests));
      }
    }
  }

  void relate_times() {
    std::string at;
    std::string issued;
    for (VariableId id = 0; id < atoms_.variables(); ++id) {
      const std::string name = fmt::format("v{}", id);
      if (!declared_.contains(name)) continue;
      if (atoms_.variable_at(id).kind == Variable::Kind::kRequestTime) at = name;
      if (atoms_.variable_at(id).kind == Variable::Kind::kIssueTime) issued = name;
    }
    if (at.empty() || issued.empty()) return;
    body_ += fmt::format("(assert (and (<= {0} {1}) (<= (- {1} {0}) {2})))\n", issued, at,
                         kLongestSessionMs);
  }

  const ExpressionPool& pool_;
  const Atoms& atoms_;
  std::vector<std::uint32_t> nodes_;
  std::string declarations_;
  std::string body_;
  std::set<std::string> declared_;
  std::map<VariableId, Sort> sorts_;
  std::vector<std::pair<AtomId, std::string>> some_;
  std::string error_;
};

}  // namespace

std::expected<std::string, std::string> to_smt_lib(const ExpressionPool& pool, const Atoms& atoms,
                                                   Expression expression) {
  return Writer(pool, atoms).write(expression);
}

}  // namespace cordon::prove
