#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/actions/actions.h"
#include "rules/fix/edits.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr char kSeparator = '\x1F';

void append(std::string& key, std::string_view text) {
  key += text;
  key += kSeparator;
}

void append_sorted(std::string& key, std::vector<std::string_view> texts) {
  std::ranges::sort(texts);
  for (const std::string_view text : texts) append(key, text);
  key += kSeparator;
}

void append_list(std::string& key, const std::optional<ListElement>& list) {
  if (!list) return append(key, "none");
  append(key, list->negated ? "not" : "is");
  std::vector<std::string_view> texts;
  for (const PolicyText& entry : list->entries) texts.push_back(entry.value);
  append_sorted(key, std::move(texts));
}

/// Effect, principals and conditions; the order of lists is nothing.
std::string base_key(const Statement& statement) {
  std::string key = statement.effect->value == Effect::kAllow ? "allow" : "deny";
  if (statement.principal) {
    append(key, statement.principal->negated ? "not" : "is");
    std::vector<std::string> texts;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      texts.push_back(fmt::format("{}={}", entry.type, entry.value.value));
    }
    append_sorted(key, {texts.begin(), texts.end()});
  }
  for (const ConditionEntry& entry : statement.conditions) {
    append(key, entry.op.value);
    append(key, entry.key.value);
    std::vector<std::string_view> texts;
    for (const PolicyText& value : entry.values) texts.push_back(value.value);
    append_sorted(key, std::move(texts));
  }
  return key;
}

struct Half {
  std::string_view name;  // of the list that differs
  const std::optional<ListElement> Statement::* differs;
  const std::optional<ListElement> Statement::* same;
};

/// A list that can take in another one: what it says of each entry it says of it alone.
bool is_union(const std::optional<ListElement>& list) {
  return list && !list->negated && !list->entries.empty();
}

std::optional<Fix> merging(const Subject& subject, const Statement& into, const Statement& from,
                           std::string_view name) {
  const auto statements = subject.found.root->find("Statement");
  const auto target = into.node.find(name);
  const auto source = from.node.find(name);
  if (!statements || !target || !source) return std::nullopt;
  std::vector<std::string> texts;
  if (source->is(JsonKind::kString)) texts.push_back(json_string(source->text()));
  for (const JsonValue element : source->elements()) texts.push_back(json_string(element.text()));
  const JsonValue gone = from.node;
  return unsafe_fix(fmt::format("move its `{}` into the first statement", name),
                    join(add_element(*target, fmt::format("{}", fmt::join(texts, ", "))),
                         remove_elements(*statements, std::span(&gone, 1))));
}

class Merger {
 public:
  Merger(const Subject& subject, Found& found) : subject_(subject), found_(found) {}

  void look_at(const Statement& statement) {
    const std::string base = base_key(statement);
    for (const Half& half : kHalves) {
      if (!is_union(statement.*half.differs)) continue;
      std::string key = fmt::format("{}{}{}", half.name, kSeparator, base);
      append_list(key, statement.*half.same);
      const auto [first, fresh] = seen_.try_emplace(std::move(key), &statement);
      if (fresh) continue;
      report(*first->second, statement, half);
      return;
    }
  }

 private:
  void report(const Statement& first, const Statement& second, const Half& half) {
    Finding& finding =
        found_.add(subject_, (second.*half.differs)->span,
                   fmt::format("the statement differs from an earlier one in `{}` only", half.name),
                   "one statement with both lists says the same");
    finding.relate(subject_.source(), (first.*half.differs)->span, "the other list");
    finding.fix = merging(subject_, first, second, half.name);
  }

  static constexpr std::array<Half, 2> kHalves = {
      Half{"Action", &Statement::action, &Statement::resource},
      Half{"Resource", &Statement::resource, &Statement::action}};

  const Subject& subject_;
  Found& found_;
  std::map<std::string, const Statement*> seen_;
};

void check(const Subject& subject, Found& found) {
  if (subject.compiled == nullptr) return;
  Merger merger(subject, found);
  for (const Statement& statement : subject.statements()) {
    if (statement.effect) merger.look_at(statement);
  }
}

}  // namespace

extern const Rule kMergeableStatements{
    .id = "STY010",
    .name = "mergeable-statements",
    .level = Level::kInfo,
    .profile = Profile::kPedantic,
    .fix = FixKind::kUnsafe,
    .summary = "statements that differ in one list only",
    .doc =
        R"(Two statements with the same effect, principals, conditions and resources, and different actions (or the
other way round), say what one statement with both lists says. One is easier to keep, and shorter.

The fix moves the list into the first one and drops the second with its `Sid`; if somebody separated them on
purpose, leave them.
)",
    .check = check,
};

}  // namespace cordon::rules
