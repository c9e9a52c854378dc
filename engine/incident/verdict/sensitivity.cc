#include "engine/incident/verdict/sensitivity.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>

namespace cordon::incident {
namespace {

constexpr std::int64_t kSecond = 1'000;
constexpr std::int64_t kMostSeconds = 1'000'000'000'000;

// A whole number of seconds; other numbers are rare enough to be looked at in every instant.
std::optional<std::int64_t> whole_seconds(std::string_view text) {
  std::int64_t value = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto [stop, error] = std::from_chars(begin, end, value);
  const bool whole = error == std::errc() && stop == end;
  return whole && value >= -kMostSeconds && value <= kMostSeconds ? std::optional(value)
                                                                  : std::nullopt;
}

// A range is compared by both of its ends, and `<=` and `>` turn a millisecond later.
void add_range(const InstantRange& range, std::vector<Instant>& turns) {
  for (const Instant end : {range.earliest, range.latest}) {
    turns.push_back(end);
    turns.push_back(Instant{end.ms + 1});
  }
}

// Times are compared with dates; other operators say the same of all times, since how AWS writes
// one as text is not documented (condition.cc), but for epoch seconds.
void add_time(const CompiledCondition& condition, Sensitivity& result) {
  const ValueType type = condition.op.base->type;
  for (const ConditionValue& value : condition.values) {
    if (const auto* date = std::get_if<DateReading>(&value.value)) {
      add_range(date->range, result.turns);
    } else if (type == ValueType::kNumeric && condition.key.derived == DerivedKey::kEpochTime) {
      const auto seconds = whole_seconds(value.text);
      result.every_instant = result.every_instant || !seconds;
      if (!seconds) continue;
      result.turns.push_back(Instant{*seconds * kSecond});
      result.turns.push_back(Instant{(*seconds + 1) * kSecond});
    }
  }
}

void add_mfa_age(const CompiledCondition& condition, Sensitivity& result) {
  const ValueType type = condition.op.base->type;
  if (type == ValueType::kNull) return;  // whether there is one does not change
  for (const ConditionValue& value : condition.values) {
    const auto seconds = type == ValueType::kNumeric ? whole_seconds(value.text) : std::nullopt;
    result.every_instant = result.every_instant || !seconds;
    if (!seconds) continue;
    result.mfa_turns.push_back(*seconds * kSecond);
    result.mfa_turns.push_back((*seconds + 1) * kSecond);
  }
}

void add_condition(const CompiledCondition& condition, Sensitivity& result) {
  if (condition.op.base == nullptr) return;  // unknown, whatever the request says
  switch (condition.key.derived) {
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
    case DerivedKey::kTokenIssueTime:
      return add_time(condition, result);
    case DerivedKey::kMultiFactorAuthAge:
      return add_mfa_age(condition, result);
    case DerivedKey::kUserid:
      result.session = true;
      return;
    case DerivedKey::kNone:
    case DerivedKey::kMultiFactorAuthPresent:
    case DerivedKey::kPrincipalArn:
    case DerivedKey::kPrincipalAccount:
    case DerivedKey::kPrincipalType:
    case DerivedKey::kPrincipalTag:
    case DerivedKey::kUsername:
    case DerivedKey::kSourceIdentity:
    case DerivedKey::kSecureTransport:
    case DerivedKey::kAssumedRoot:
      return;
  }
}

// A time or an age that is a variable has no known text, whatever it is (key_template.cc).
void add_variables(const std::optional<KeyTemplate>& text, Sensitivity& result) {
  if (!text) return;
  for (const VariableUse& use : text->variables()) {
    result.session = result.session || use.key.derived == DerivedKey::kUserid;
  }
}

bool names_a_session(const PrincipalPattern& pattern) {
  return pattern.kind == PrincipalPattern::Kind::kSession;
}

template <class T>
void sort_unique(std::vector<T>& values) {
  std::ranges::sort(values);
  const auto repeated = std::ranges::unique(values);
  values.erase(repeated.begin(), repeated.end());
}

}  // namespace

void Sensitivity::add(const CompiledPolicy& policy) {
  for (const CompiledStatement& statement : policy.statements) {
    session = session || std::ranges::any_of(statement.principals.patterns(), names_a_session);
    for (const ResourceEntry& entry : statement.resources.entries()) {
      add_variables(entry.with_variables, *this);
    }
    for (const CompiledCondition& condition : statement.conditions) {
      add_condition(condition, *this);
      for (const ConditionValue& value : condition.values) {
        add_variables(value.with_variables, *this);
      }
    }
  }
}

void Sensitivity::add(const std::vector<PolicyPtr>& policies) {
  for (const PolicyPtr& policy : policies) add(*policy);
}

void Sensitivity::add(const Sensitivity& other) {
  turns.insert(turns.end(), other.turns.begin(), other.turns.end());
  mfa_turns.insert(mfa_turns.end(), other.mfa_turns.begin(), other.mfa_turns.end());
  every_instant = every_instant || other.every_instant;
  session = session || other.session;
}

void Sensitivity::settle() {
  sort_unique(turns);
  sort_unique(mfa_turns);
}

}  // namespace cordon::incident
