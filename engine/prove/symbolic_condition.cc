#include "engine/prove/symbolic_condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "engine/condition_containment.h"
#include "engine/prove/key_roles.h"
#include "engine/prove/link.h"
#include "engine/value_sets.h"

namespace cordon::prove {
namespace {

using Role = KeyRole::Kind;

TextSet texts(std::vector<TextSet::Tokens> patterns) { return TextSet(std::move(patterns)); }

// "true" in any case, as Bool reads it.
TextSet true_texts() {
  TextSet::Tokens tokens;
  append_literal(tokens, "true");
  return TextSet(std::vector<TextSet::Tokens>{std::move(tokens)}, TextSet::Letters::kFolded);
}

// What an ARN operator can read: six fields.
TextSet arns() {
  TextSet::Tokens tokens;
  append_literal(tokens, "arn:");
  for (int field = 0; field < 4; ++field) {
    tokens.insert(tokens.end(), {Pattern::kAnyRunInField, ':'});
  }
  tokens.push_back(Pattern::kAnyRun);
  return texts({std::move(tokens)});
}

// The fixed values of a condition, by what they are read as.
struct FixedValues {
  std::vector<TextSet::Tokens> patterns;
  std::vector<TextSet::Tokens> folded;
  std::vector<Interval<Decimal>> numbers;
  std::vector<Interval<Instant>> instants;
  std::vector<Interval<AddressOrder>> addresses;
  bool bool_true = false;
  bool bool_false = false;
  bool open = false;  // some value can't be read with certainty
};

struct Sort {
  FixedValues& values;

  void operator()(const std::monostate& /*none*/) const { values.open = true; }
  void operator()(const Pattern& pattern) const { values.patterns.push_back(pattern.tokens()); }
  void operator()(const FoldedText& text) const {
    if (auto tokens = folded_tokens(text.lower)) {
      values.folded.push_back(std::move(*tokens));
    } else {
      values.open = true;
    }
  }
  void operator()(const Interval<Decimal>& interval) const { values.numbers.push_back(interval); }
  void operator()(const Interval<Instant>& interval) const { values.instants.push_back(interval); }
  void operator()(bool value) const { (value ? values.bool_true : values.bool_false) = true; }
  void operator()(const BinaryValue& /*binary*/) const { values.open = true; }
  void operator()(const CidrBlock& block) const {
    if (auto interval = interval_of(block)) values.addresses.push_back(*interval);
  }
  void operator()(const ArnPattern& arn) const { values.patterns.push_back(tokens_of(arn)); }
};

// Seconds since 1970 as they are compared with a number, turned into the moments that have them.
// No value: the number is too large to be a time.
std::optional<std::int64_t> whole_part(const Decimal& number, bool& exact) {
  const std::string text = number.text();
  const std::size_t point = text.find('.');
  exact = point == std::string::npos;
  std::int64_t value = 0;
  const char* end = text.data() + std::min(point, text.size());
  const auto [read, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || read != end || text.find('e') != std::string::npos) {
    return std::nullopt;
  }
  if (!exact && text.starts_with('-')) --value;
  constexpr std::int64_t kMost = 9'000'000'000'000;
  return value < -kMost || value > kMost ? std::nullopt : std::optional(value);
}

std::optional<Interval<Instant>> moments(const Interval<Decimal>& seconds, Instant origin) {
  constexpr std::int64_t kSecond = 1000;
  using End = Interval<Instant>::End;
  Interval<Instant> result;
  bool exact = false;
  if (seconds.low) {
    const auto whole = whole_part(seconds.low->value, exact);
    if (!whole) return std::nullopt;
    const bool next = !exact || !seconds.low->inside;
    result.low = End{Instant{origin.ms + (*whole + (next ? 1 : 0)) * kSecond}, true};
  }
  if (seconds.high) {
    const auto whole = whole_part(seconds.high->value, exact);
    if (!whole) return std::nullopt;
    const bool through = !exact || seconds.high->inside;
    result.high = End{Instant{origin.ms + (*whole + (through ? 1 : 0)) * kSecond}, false};
  }
  return result;
}

// The condition's test of one value: all or any of some tests, or unknown.
struct ValueTest {
  std::vector<Test> tests;
  bool any = false;              // else all
  std::vector<Symbolic> linked;  // beside them, under the same `any`; of single values only
  bool open = false;

  void negate() {
    for (Test& test : tests) test.inside = !test.inside;
    for (Symbolic& each : linked) each = !each;
    any = !any;
  }
};

class ConditionReader {
 public:
  ConditionReader(const Reading& reading, const CompiledCondition& condition, Effect effect)
      : r_(reading), condition_(condition), effect_(effect), op_(*condition.op.base) {}

  Symbolic read() {
    role_ = role_of(condition_.key, r_.situation, r_.base, r_.atoms);
    if (op_.type == ValueType::kNull) return null();
    if (role_.kind == Role::kFixed) return fixed();
    const Symbolic present = role_.always_present ? Symbolic(Truth::kTrue) : presence();
    // One after the other: expressions are numbered as they are made.
    const Symbolic with = present & when_present();
    const Symbolic without = (!present) & when_absent();
    return with | without;
  }

 private:
  [[nodiscard]] Symbolic presence() const {
    return r_.fact(r_.atoms.flag(Atom::Kind::kPresent, role_.variable));
  }

  [[nodiscard]] Symbolic null() const {
    if (condition_.op.qualifier != SetQualifier::kNone || role_.kind == Role::kFixed) {
      return Symbolic(evaluate_condition(condition_, r_.base, effect_).value);
    }
    const auto asks = [&](bool null) {
      return std::ranges::any_of(condition_.values, [null](const ConditionValue& value) {
        const bool* wanted = std::get_if<bool>(&value.value);
        return wanted != nullptr && *wanted == null;
      });
    };
    const Symbolic present = role_.always_present ? Symbolic(Truth::kTrue) : presence();
    const Symbolic with = present & Symbolic(truth(asks(false)));
    const Symbolic without = (!present) & Symbolic(truth(asks(true)));
    return with | without;
  }

  // Absent, or there with an empty list, which AWS tells apart.
  [[nodiscard]] Symbolic when_absent() const {
    const Symbolic absent(met_without_key(condition_));
    const bool list =
        role_.kind == Role::kFree && r_.atoms.variable_at(role_.variable).arity != Arity::kOne;
    if (!list) return absent;
    Request request = r_.base;
    request.context.set({.key = condition_.key, .multivalued = true, .values = {}});
    const Symbolic empty(evaluate_condition(condition_, request, effect_).value);
    const Symbolic is_empty = r_.fact(r_.atoms.flag(Atom::Kind::kEmptyList, role_.variable));
    const Symbolic with = is_empty & empty;
    const Symbolic without = (!is_empty) & absent;
    return with | without;
  }

  [[nodiscard]] bool hangs_on_free_keys() const {
    return std::ranges::any_of(condition_.values, [&](const ConditionValue& value) {
      if (!value.with_variables) return false;
      return std::ranges::any_of(value.with_variables->variables(), [&](const VariableUse& use) {
        return role_of(use.key, r_.situation, r_.base, r_.atoms).kind != Role::kFixed;
      });
    });
  }

  // The request's value is fixed; what it is held against may not be.
  [[nodiscard]] Symbolic fixed() const {
    if (hangs_on_free_keys()) return unclear("a variable is free under a key that is fixed");
    return Symbolic(evaluate_condition(condition_, r_.base, effect_).value);
  }

  [[nodiscard]] Symbolic unclear(std::string_view why) const {
    return r_.open(
        fmt::format("`{}` on `{}`: {}", condition_.operator_name, condition_.key.name, why));
  }

  [[nodiscard]] Symbolic when_present() {
    if (condition_.values.empty()) return without_values();
    if (role_.kind != Role::kFree) return derived();
    ValueTest test = value_test();
    if (test.open) return unclear("a value is not understood with certainty");
    const Arity arity = r_.atoms.variable_at(role_.variable).arity;
    if (arity == Arity::kOne) return of_one(test);
    if (arity == Arity::kList) return of_list(test);
    const Symbolic list = r_.fact(r_.atoms.flag(Atom::Kind::kList, role_.variable));
    const Symbolic several = list & of_list(test);
    const Symbolic one = (!list) & of_one(test);
    return several | one;
  }

  [[nodiscard]] Symbolic without_values() const {
    const bool documented =
        condition_.op.qualifier != SetQualifier::kNone || condition_.op.if_exists;
    return documented ? Symbolic(Truth::kFalse) : unclear("an empty list of values");
  }

  [[nodiscard]] FixedValues fixed_values() const {
    FixedValues values;
    for (const ConditionValue& value : condition_.values) {
      if (!value.with_variables) std::visit(Sort{values}, value_set(op_, value));
    }
    return values;
  }

  // The test under the positive form of the operator, then negated with what AWS makes of values
  // that can't be read.
  [[nodiscard]] ValueTest value_test() {
    FixedValues values = fixed_values();
    ValueTest test{.tests = {}, .any = true, .linked = {}, .open = values.open};
    if (test.open) return test;
    const auto in = [&](Language language) {
      test.tests.push_back({r_.atoms.language(std::move(language)), true});
    };
    if (!values.patterns.empty()) in(texts(std::move(values.patterns)));
    if (!values.folded.empty()) {
      in(TextSet(std::move(values.folded), TextSet::Letters::kFolded));
    }
    if (!values.numbers.empty()) in(Ranges<Decimal>(std::move(values.numbers)));
    if (!values.instants.empty()) in(Ranges<Instant>(std::move(values.instants)));
    if (!values.addresses.empty()) in(Ranges<AddressOrder>(std::move(values.addresses)));
    if (values.bool_true) in(true_texts());
    if (values.bool_false) {
      in(true_texts());
      test.tests.back().inside = false;
    }
    add_links(test);
    if (op_.negated) negate(test);
    return test;
  }

  void negate(ValueTest& test) {
    test.negate();
    if (op_.type == ValueType::kArn) test.tests.push_back({r_.atoms.language(arns()), true});
    if (op_.type == ValueType::kIp) {
      const Ranges<AddressOrder> all(std::vector<Interval<AddressOrder>>(1));
      test.tests.push_back({r_.atoms.language(all), true});
    }
  }

  void add_links(ValueTest& test) {
    for (const ConditionValue& value : condition_.values) {
      if (!value.with_variables) continue;
      test.linked.push_back(read_link(r_, role_.variable, *value.with_variables, op_.type, false));
    }
  }

  [[nodiscard]] Symbolic combine(const ValueTest& test, std::vector<Symbolic> parts) const {
    parts.insert(parts.end(), test.linked.begin(), test.linked.end());
    Symbolic all(truth(!test.any));
    for (const Symbolic& part : parts) all = test.any ? all | part : all & part;
    return all;
  }

  [[nodiscard]] Symbolic of_one(const ValueTest& test) const {
    std::vector<Symbolic> parts;
    for (const Test& each : test.tests) {
      const Symbolic in = r_.fact(r_.atoms.value(role_.variable, each.language));
      parts.push_back(each.inside ? in : !in);
    }
    return combine(test, std::move(parts));
  }

  // A list never matches an operator without a qualifier (semantics.md 12).
  [[nodiscard]] Symbolic of_list(ValueTest test) const {
    if (condition_.op.qualifier == SetQualifier::kNone) return Symbolic(Truth::kFalse);
    if (!test.linked.empty()) return unclear("a list is held against a variable");
    const bool all = condition_.op.qualifier == SetQualifier::kForAllValues;
    if (all) test.negate();  // no element fails
    const Symbolic some = some_element(test);
    return all ? !some : some;
  }

  [[nodiscard]] Symbolic some_element(const ValueTest& test) const {
    if (!test.any) return r_.fact(r_.atoms.some_element(role_.variable, test.tests));
    Symbolic some(Truth::kFalse);
    for (const Test& each : test.tests) {
      some = some | r_.fact(r_.atoms.some_element(role_.variable, {each}));
    }
    return some;
  }

  // --- Keys that share a variable ---------------------------------------------------------------

  [[nodiscard]] Symbolic derived() {
    switch (role_.kind) {
      case Role::kPrincipal: {
        const ValueTest test = value_test();
        return test.open ? unclear("a value is not understood with certainty") : of_one(test);
      }
      case Role::kPrincipalAccount:
        return part_of_principal({"arn:*:*::"}, ":*");
      case Role::kPrincipalName:
        return part_of_principal({"arn:*:iam::*:user/", "arn:*:iam::*:user/*/"}, "");
      default:
        return of_time();
    }
  }

  // A test of a part of the principal's ARN: the ARN with the test in its place.
  [[nodiscard]] Symbolic part_of_principal(const std::vector<std::string_view>& before,
                                           std::string_view after) {
    const FixedValues values = fixed_values();
    const bool simple = !values.open && values.folded.empty() && values.numbers.empty() &&
                        values.addresses.empty() && values.instants.empty() &&
                        op_.type != ValueType::kBool && op_.type != ValueType::kArn;
    const bool variables = std::ranges::any_of(
        condition_.values, [](const ConditionValue& v) { return v.with_variables.has_value(); });
    if (!simple || variables) return unclear("a part of the caller's ARN under this operator");
    std::vector<TextSet::Tokens> patterns;
    for (const TextSet::Tokens& part : values.patterns) {
      // No name and no account holds what parts an ARN: in the ARN it would be something else.
      const bool never = std::ranges::any_of(
          part, [](const Pattern::Token token) { return token == '/' || token == ':'; });
      for (const std::string_view start : before) {
        if (never) break;
        TextSet::Tokens& tokens = patterns.emplace_back();
        append_glob(tokens, start);
        confine_to_fields(tokens);
        for (const Pattern::Token token : part) {
          const bool run = token == Pattern::kAnyRun;
          const bool one = token == Pattern::kAnyOne;
          tokens.push_back(run ? kAnyRunInName : one ? kAnyOneInName : token);
        }
        append_glob(tokens, after);
      }
    }
    const Symbolic in = r_.value_in(role_.variable, texts(std::move(patterns)));
    return op_.negated ? !in : in;
  }

  [[nodiscard]] Symbolic of_time() const {
    FixedValues values = fixed_values();
    const bool date = op_.type == ValueType::kDate && role_.kind != Role::kMfaAge;
    const bool number =
        op_.type == ValueType::kNumeric && role_.kind != Role::kIssueTime &&
        (role_.kind == Role::kMfaAge || condition_.key.derived == DerivedKey::kEpochTime);
    if (values.open || !(date || number)) return unclear("a time under this operator");
    std::vector<Interval<Instant>> intervals = std::move(values.instants);
    const Instant origin = role_.kind == Role::kMfaAge ? *r_.base.credential()->mfa_at : Instant{};
    for (Interval<Decimal>& seconds : values.numbers) {
      // A time before that of MFA has the age 0.
      const bool young = role_.kind == Role::kMfaAge && seconds.low &&
                         Ranges<Decimal>({seconds}).contains(Decimal{});
      if (young) seconds.low.reset();
      const auto interval = moments(seconds, origin);
      if (!interval) return unclear("a number that is too large for a time");
      intervals.push_back(*interval);
    }
    const Symbolic in = r_.value_in(role_.variable, Ranges<Instant>(std::move(intervals)));
    return op_.negated ? !in : in;
  }

  const Reading& r_;
  const CompiledCondition& condition_;
  Effect effect_;
  const Operator& op_;
  KeyRole role_;
};

}  // namespace

Symbolic read_condition(const Reading& reading, const CompiledCondition& condition, Effect effect) {
  if (condition.op.base == nullptr) {
    return reading.open(fmt::format("the operator `{}`", condition.operator_name));
  }
  return ConditionReader(reading, condition, effect).read();
}

}  // namespace cordon::prove
