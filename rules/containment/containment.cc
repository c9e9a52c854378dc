#include "rules/containment/containment.h"

#include <algorithm>
#include <array>

#include "grammar/text.h"

namespace cordon::rules {
namespace {

struct KeyHandle {
  std::string_view key;  // ends in `/` where a tag follows
  Handle handle;
};

constexpr std::array kHandles{
    KeyHandle{"aws:CurrentTime", Handle::kClock},
    KeyHandle{"aws:EpochTime", Handle::kClock},
    KeyHandle{"aws:PrincipalArn", Handle::kPrincipal},
    KeyHandle{"aws:userid", Handle::kPrincipal},
    KeyHandle{"aws:username", Handle::kPrincipal},
    KeyHandle{"identitystore:UserId", Handle::kPrincipal},
    KeyHandle{"aws:PrincipalTag/", Handle::kTag},
    KeyHandle{"aws:SourceIdentity", Handle::kSourceIdentity},
    KeyHandle{"aws:SourceIp", Handle::kNetwork},
    KeyHandle{"aws:VpcSourceIp", Handle::kNetwork},
    KeyHandle{"aws:SourceVpc", Handle::kNetwork},
    KeyHandle{"aws:SourceVpce", Handle::kNetwork},
};

std::uint8_t bit(Handle handle) {
  return static_cast<std::uint8_t>(1U << static_cast<unsigned>(handle));
}

std::uint8_t handles_of(const Statement& statement) {
  std::uint8_t handles = 0;
  for (const ConditionEntry& entry : statement.conditions) {
    if (is_key(entry.key.value, kIssueTimeKey)) {
      handles |= bit(Handle::kIssueTime);
      continue;
    }
    if (!use_of(statement, entry).positive()) continue;
    for (const KeyHandle& row : kHandles) {
      if (is_key(entry.key.value, row.key)) handles |= bit(row.handle);
    }
  }
  return handles;
}

bool only_denies(const Subject& subject) {
  return !subject.statements().empty() && std::ranges::all_of(subject.statements(), is_deny);
}

// An SCP that denies everything to everyone is how an account is shut.
bool shuts_everyone(const Subject& subject, const Statement& statement) {
  if (!statement.conditions.empty()) return false;
  if (subject.is(PolicyType::kIdentity)) return only_denies(subject);
  const bool plain = statement.action && !statement.action->negated;
  return plain && (subject.is(PolicyType::kScp) || subject.is(PolicyType::kBoundary) ||
                   subject.is(PolicyType::kSession));
}

Containment containment(const Subject& subject, std::size_t index) {
  const Statement& statement = subject.statements()[index];
  Containment step{.statement = &statement, .index = index, .handles = 0};
  if (!is_deny(statement)) return step;
  const std::uint8_t handles = handles_of(statement);
  if ((handles & bit(Handle::kIssueTime)) != 0) {
    step.handles = handles;
  } else if (denies_broadly(subject, statement)) {
    step.handles = shuts_everyone(subject, statement) ? bit(Handle::kEveryone) : handles;
  }
  return step;
}

// All actions that a policy hanging on one resource can be asked about.
bool is_whole_service(std::string_view action) {
  return action.ends_with(":*") && action.find('*') + 1 == action.size();
}

bool is_sts_entry(std::string_view action) {
  return equals_ignoring_ascii_case(action, "sts:AssumeRole") || is_whole_service(action);
}

std::string example_number(const ConditionUse& test, std::string_view text) {
  const auto number = read_policy_date(text);  // whole seconds: an integer is read as it is
  if (!number || text.find_first_not_of("0123456789") != std::string_view::npos)
    return std::string(text);
  const std::int64_t value = number->range.latest.ms / 1000;
  if (bound_of(test) == Bound::kUpper) return std::to_string(value - 1);
  if (bound_of(test) == Bound::kLower) return std::to_string(value + 1);
  return std::string(text);
}

void add_bounds(const Statement& statement, std::string_view key, Bound bound,
                std::vector<ConditionUse>& bounds) {
  for (const ConditionUse& test : tests_of(statement, key)) {
    if (bound_of(test) == bound) bounds.push_back(test);
  }
}

}  // namespace

bool is_deny(const Statement& statement) {
  return statement.effect && statement.effect->value == Effect::kDeny;
}

bool is_revocation(const Statement& statement) {
  return is_deny(statement) &&
         std::ranges::any_of(tests_of(statement, kIssueTimeKey),
                             [](const ConditionUse& test) { return test.is(ValueType::kDate); });
}

bool hangs_on_a_resource(PolicyType type) { return has_principals(type); }

const PolicyText* everything_in(const std::optional<ListElement>& element) {
  if (!element || element->negated) return nullptr;
  const auto found = std::ranges::find_if(element->entries, [](const PolicyText& entry) {
    return !entry.value.empty() &&
           (entry.value.find_first_not_of('*') == std::string_view::npos || entry.value == "*:*");
  });
  return found == element->entries.end() ? nullptr : &*found;
}

bool lists_everything(const std::optional<ListElement>& element) {
  return everything_in(element) != nullptr;
}

bool denies_broadly(const Subject& subject, const Statement& statement) {
  if (!statement.action) return false;
  if (statement.action->negated || lists_everything(statement.action)) return true;
  const auto any = [&](bool (*fits)(std::string_view)) {
    return std::ranges::any_of(statement.action->entries,
                               [&](const PolicyText& entry) { return fits(entry.value); });
  };
  if (subject.is(PolicyType::kTrust)) return any(is_sts_entry);
  return has_principals(subject.type) && any(is_whole_service);
}

std::vector<Containment> containments(const Subject& subject) {
  std::vector<Containment> steps;
  for (std::size_t i = 0; i < subject.statements().size(); ++i) {
    const Containment step = containment(subject, i);
    if (step.handles != 0) steps.push_back(step);
  }
  return steps;
}

std::vector<Containment> containments(const Subject& subject, Handle handle) {
  std::vector<Containment> steps = containments(subject);
  std::erase_if(steps, [handle](const Containment& step) { return !step.has(handle); });
  return steps;
}

std::string example_value(const ConditionUse& test) {
  const std::string_view text = test.entry.values.front().value;
  if (test.is(ValueType::kIp)) return std::string(text.substr(0, text.find('/')));
  if (test.is(ValueType::kNumeric)) return example_number(test, text);
  return std::string(text);  // a wildcard matches itself
}

std::string replaced(const ConditionUse& test, std::string_view part, std::string_view by) {
  std::string name(test.entry.op.value);
  const std::size_t at = name.find(part);
  return at == std::string::npos ? name : name.replace(at, part.size(), by);
}

Bound bound_of(const ConditionUse& test) {
  if (!test.is(ValueType::kDate) && !test.is(ValueType::kNumeric)) return Bound::kNone;
  const std::string_view name = test.op.base->name;
  if (name.find("LessThan") != std::string_view::npos) return Bound::kUpper;
  if (name.find("GreaterThan") != std::string_view::npos) return Bound::kLower;
  return test.op.base->negated ? Bound::kNone : Bound::kPoint;
}

std::vector<ConditionUse> issue_times(const Statement& statement, Bound bound) {
  std::vector<ConditionUse> tests;
  for (const ConditionUse& test : tests_of(statement, kIssueTimeKey)) {
    if (bound_of(test) == bound && test.is(ValueType::kDate)) tests.push_back(test);
  }
  return tests;
}

std::vector<ConditionUse> clock_times(const Statement& statement, Bound bound) {
  std::vector<ConditionUse> tests;
  add_bounds(statement, "aws:CurrentTime", bound, tests);
  add_bounds(statement, "aws:EpochTime", bound, tests);
  return tests;
}

bool has_ended(const Statement& statement, std::optional<Instant> now) {
  const std::vector<ConditionUse> ends = clock_times(statement, Bound::kUpper);
  const auto is_past = [&](const PolicyText& value) {
    const auto end = read_policy_date(value.value);
    return end && now && end->range.latest < *now;
  };
  return std::ranges::any_of(ends, [&](const ConditionUse& test) {
    return !test.entry.values.empty() && std::ranges::all_of(test.entry.values, is_past);
  });
}

}  // namespace cordon::rules
