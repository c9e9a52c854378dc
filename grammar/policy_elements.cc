#include "grammar/policy_elements.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "grammar/text.h"
#include "grammar/utf8.h"

namespace cordon {
namespace {

constexpr std::string_view kOneOrMany = "a string or an array of strings";

// --- Names given twice --------------------------------------------------------------------------

enum class NameCase : std::uint8_t { kMatters, kIgnored };

std::string folded(std::string_view name, NameCase name_case) {
  return name_case == NameCase::kIgnored ? ascii_lower(name) : std::string(name);
}

bool same_name(std::string_view a, std::string_view b, NameCase name_case) {
  return name_case == NameCase::kIgnored ? equals_ignoring_ascii_case(a, b) : a == b;
}

struct Repetition {
  JsonValue first;
  JsonValue second;
};

/// Keys whose name stood there before. Small objects, nearly all, are compared without allocating;
/// large ones must not take quadratic time.
std::vector<Repetition> repeated_names(JsonValue object, NameCase name_case) {
  constexpr std::uint32_t kSmall = 16;
  std::vector<Repetition> repetitions;
  if (object.size() <= kSmall) {
    for (const auto [key, value] : object.members()) {
      for (const auto [earlier, unused] : object.members()) {
        if (earlier.index() == key.index()) break;
        if (!same_name(earlier.text(), key.text(), name_case)) continue;
        repetitions.push_back({.first = earlier, .second = key});
        break;
      }
    }
    return repetitions;
  }
  std::unordered_map<std::string, JsonValue> seen;
  for (const auto [key, value] : object.members()) {
    const auto [earlier, fresh] = seen.try_emplace(folded(key.text(), name_case), key);
    if (!fresh) repetitions.push_back({.first = earlier->second, .second = key});
  }
  return repetitions;
}

PolicyText text_of(JsonValue value) { return {.value = value.text(), .node = value}; }

/// One value, or each of an array: `read` gets them in order (semantics.md G5).
template <class Read>
void for_one_or_many(JsonValue value, Read read) {
  if (!value.is(JsonKind::kArray)) return read(value);
  for (const JsonValue element : value.elements()) read(element);
}

/// An array or object without entries, where one is allowed (semantics.md 1.3).
struct Emptiness {
  JsonKind allowed;
  bool negated = false;  // NotAction and its kin: nothing is left out
};

void warn_if_empty(JsonValue value, Emptiness empty, std::string_view name, Problem problem,
                   PolicyProblems& problems) {
  if (!value.is(empty.allowed) || value.size() > 0) return;
  problems.warning(
      problem, value.span(),
      fmt::format("{} is an empty {}: {}", backticked(name),
                  empty.allowed == JsonKind::kArray ? "array" : "object",
                  empty.negated ? "it leaves nothing out" : "the statement has no effect"));
}

// --- Principal ----------------------------------------------------------------------------------

constexpr std::array<std::string_view, 4> kPrincipalTypes = {"AWS", "Service", "Federated",
                                                             "CanonicalUser"};

std::string principal_object_help(std::string_view name, std::string_view value) {
  const bool service = value.ends_with(".amazonaws.com") || value.ends_with(".amazonaws.com.cn");
  return fmt::format(R"(write "{}": {{"{}": {}}})", name, service ? "Service" : "AWS",
                     value.empty() ? "[…]" : "\"…\"");
}

void read_bare_principal(JsonValue value, std::string_view name, PrincipalElement& principal,
                         PolicyProblems& problems) {
  if (value.text() == "*") {
    principal.entries.push_back({.type = "*", .value = text_of(value)});
    return;
  }
  problems.error(
      Problem::kPrincipalFormat, value.span(),
      fmt::format("a bare string as `{}` must be `*`, found {}", name, backticked(value.text())),
      principal_object_help(name, value.text()));
}

void read_principals_of_type(JsonValue::Member member, PrincipalElement& principal,
                             PolicyProblems& problems) {
  const std::string_view type = member.key.text();
  warn_if_empty(member.value, {.allowed = JsonKind::kArray, .negated = principal.negated}, type,
                Problem::kEmptyPrincipalList, problems);
  for_one_or_many(member.value, [&](JsonValue value) {
    if (value.is(JsonKind::kString)) {
      principal.entries.push_back({.type = type, .value = text_of(value)});
      return;
    }
    problems.wrong_type(value, type, kOneOrMany,
                        value.is(JsonKind::kNumber) ? "an account id goes in double quotes" : "");
  });
}

void read_principal_object(JsonValue object, std::string_view name, PrincipalElement& principal,
                           PolicyProblems& problems) {
  warn_if_empty(object, {.allowed = JsonKind::kObject, .negated = principal.negated}, name,
                Problem::kEmptyPrincipalObject, problems);
  for (const auto& [first, second] : repeated_names(object, NameCase::kMatters)) {
    problems.duplicate(Problem::kDuplicateKey, first, second, "principal type");
  }
  for (const auto member : object.members()) {
    const std::string_view type = member.key.text();
    if (std::ranges::find(kPrincipalTypes, type) != kPrincipalTypes.end()) {
      read_principals_of_type(member, principal, problems);
    } else {
      problems.unknown(Problem::kPrincipalKey, member.key, "principal type", kPrincipalTypes);
    }
  }
}

// --- Condition ----------------------------------------------------------------------------------

/// Strings, numbers and booleans, as they were written (semantics.md G7, G9).
std::vector<PolicyText> read_condition_values(JsonValue::Member member, PolicyProblems& problems) {
  std::vector<PolicyText> values;
  values.reserve(std::max(1U, member.value.size()));
  for_one_or_many(member.value, [&](JsonValue value) {
    const bool scalar =
        value.is(JsonKind::kString) || value.is(JsonKind::kNumber) || value.is(JsonKind::kBool);
    if (scalar) {
      values.push_back(text_of(value));
    } else {
      problems.wrong_type(value, member.key.text(),
                          "a string, a number, a boolean or an array of these");
    }
  });
  if (member.value.is(JsonKind::kArray) && member.value.size() == 0) {
    problems.warning(Problem::kEmptyConditionValues, member.value.span(),
                     fmt::format("{} has an empty array of values", backticked(member.key.text())),
                     "to test for a missing key write `Null`");
  }
  return values;
}

void read_operator_block(JsonValue::Member block, std::vector<ConditionEntry>& entries,
                         PolicyProblems& problems) {
  if (!block.value.is(JsonKind::kObject)) {
    problems.wrong_type(block.value, block.key.text(), "an object of condition keys");
    return;
  }
  for (const auto& [first, second] : repeated_names(block.value, NameCase::kIgnored)) {
    problems.duplicate(
        first.text() == second.text() ? Problem::kDuplicateKey : Problem::kDuplicateConditionKey,
        first, second, "condition key");
  }
  for (const auto member : block.value.members()) {
    entries.push_back({.op = text_of(block.key),
                       .key = text_of(member.key),
                       .values = read_condition_values(member, problems)});
  }
}

// --- Characters ---------------------------------------------------------------------------------

constexpr char32_t kHighestAllowed = 0xFF;

struct OddCharacters {
  Span first{};
  char32_t code_point = 0;
  std::size_t count = 0;
};

void count_odd_characters(std::string_view text, std::uint32_t base, OddCharacters& odd) {
  for (std::size_t at = skip_ascii(text, 0); at < text.size(); at = skip_ascii(text, at)) {
    const CodePoint c = decode_utf8(text, at);
    if (c.value > kHighestAllowed && odd.count++ == 0) {
      const auto begin = base + static_cast<std::uint32_t>(at);
      odd.first = {.begin = begin, .end = begin + c.length};
      odd.code_point = c.value;
    }
    at += std::max(1U, c.length);
  }
}

}  // namespace

// --- Elements -----------------------------------------------------------------------------------

void find_elements(JsonValue object, const ElementNames& names, std::span<Element> found,
                   PolicyProblems& problems) {
  for (const auto member : object.members()) {
    const std::string_view name = member.key.text();
    const auto known = std::ranges::find(names.known, name);
    if (known != names.known.end()) {
      Element& element = found[static_cast<std::size_t>(known - names.known.begin())];
      if (element) problems.duplicate(Problem::kDuplicateKey, element->key, member.key, "element");
      if (!element) element.emplace(member);
      continue;
    }
    if (std::ranges::find(names.misplaced, name) == names.misplaced.end()) {
      problems.unknown(Problem::kUnknownElement, member.key, "element", names.known);
    } else {
      problems.error(Problem::kUnknownElement, member.key.span(),
                     fmt::format("misplaced element `{}`", name),
                     fmt::format("it belongs {}", names.where_misplaced_belong));
    }
  }
}

std::optional<PolicyText> read_text(const Element& element, PolicyProblems& problems) {
  if (!element) return std::nullopt;
  if (element->value.is(JsonKind::kString)) return text_of(element->value);
  problems.wrong_type(element->value, element->key.text(), "a string");
  return std::nullopt;
}

std::optional<Chosen> choose(const Element& plain, const Element& negated,
                             PolicyProblems& problems) {
  if (!plain && !negated) return std::nullopt;
  if (!plain || !negated) {
    return Chosen{.element = plain ? *plain : *negated, .negated = !plain};
  }
  const bool plain_first = plain->key.index() < negated->key.index();
  problems.error(
      Problem::kElementConflict, (plain_first ? negated : plain)->key.span(),
      fmt::format("the statement has both `{}` and `{}`", plain->key.text(), negated->key.text()),
      "keep one of them");
  return Chosen{.element = plain_first ? *plain : *negated, .negated = !plain_first};
}

ListElement read_list(const Chosen& chosen, PolicyProblems& problems) {
  const JsonValue key = chosen.element.key;
  const JsonValue value = chosen.element.value;
  ListElement list{.negated = chosen.negated, .span = key.span(), .entries = {}};
  list.entries.reserve(std::max(1U, value.size()));
  warn_if_empty(
      value, {.allowed = JsonKind::kArray, .negated = chosen.negated}, key.text(),
      key.text().ends_with("Action") ? Problem::kEmptyActionList : Problem::kEmptyResourceList,
      problems);
  for_one_or_many(value, [&](JsonValue entry) {
    if (entry.is(JsonKind::kString)) {
      list.entries.push_back(text_of(entry));
    } else {
      problems.wrong_type(entry, key.text(), kOneOrMany);
    }
  });
  return list;
}

PrincipalElement read_principal(const Chosen& chosen, PolicyProblems& problems) {
  const auto& [key, value] = chosen.element;
  PrincipalElement principal{.negated = chosen.negated, .span = key.span(), .entries = {}};
  if (value.is(JsonKind::kString)) {
    read_bare_principal(value, key.text(), principal, problems);
  } else if (value.is(JsonKind::kObject)) {
    read_principal_object(value, key.text(), principal, problems);
  } else {
    const bool list = value.is(JsonKind::kArray);
    problems.wrong_type(value, key.text(), "`*` or an object",
                        list ? principal_object_help(key.text(), "") : "",
                        Problem::kPrincipalFormat);
  }
  return principal;
}

std::vector<ConditionEntry> read_conditions(const Element& condition, PolicyProblems& problems) {
  std::vector<ConditionEntry> entries;
  if (!condition) return entries;
  if (!condition->value.is(JsonKind::kObject)) {
    problems.wrong_type(condition->value, condition->key.text(), "an object of operators",
                        R"(write {"StringEquals": {"key": "value"}})");
    return entries;
  }
  for (const auto& [first, second] : repeated_names(condition->value, NameCase::kMatters)) {
    problems.duplicate(Problem::kDuplicateKey, first, second, "condition operator");
  }
  for (const auto block : condition->value.members()) {
    read_operator_block(block, entries, problems);
  }
  return entries;
}

void check_characters(JsonValue root, PolicyProblems& problems) {
  const std::string_view whole = root.source()->text(root.span());
  if (skip_ascii(whole, 0) == whole.size()) return;
  OddCharacters odd;
  const std::vector<Json::Node>& nodes = root.tree().nodes();
  for (std::uint32_t i = root.index(); i < nodes[root.index()].next; ++i) {
    const bool container = nodes[i].kind == JsonKind::kArray || nodes[i].kind == JsonKind::kObject;
    if (container) continue;
    count_odd_characters(root.source()->text(nodes[i].span), nodes[i].span.begin, odd);
  }
  if (odd.count == 0) return;
  problems.warning(Problem::kCharacter, odd.first,
                   fmt::format("U+{:04X} can't stand in a policy: IAM takes U+0020 to U+00FF only",
                               static_cast<unsigned>(odd.code_point)),
                   odd.count == 1 ? "" : fmt::format("{} more such characters", odd.count - 1));
}

}  // namespace cordon
