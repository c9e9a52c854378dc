// Every operator with every qualifier against every state that a key can be in (semantics.md 3.3),
// compared with a second reading of the rules that is written for slowness and plainness: 3.7 as
// section 12 amends it. What a value matches is not computed here but stated, in kSamples.

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "doctest/doctest.h"
#include "engine/condition.h"
#include "tests/support/case_document.h"
#include "tests/support/truth_letter.h"

namespace cordon {
namespace {

using support::letter;

struct Sample {
  std::string_view op;
  bool negated;
  // A policy value; request values that match it and that do not under the positive form; a policy
  // value that matches neither of them.
  std::string_view value, match, other, never;
};

constexpr std::string_view kT = "2024-05-01T10:00:00Z";
constexpr std::string_view kBefore = "2024-05-01T09:59:59Z";
constexpr std::string_view kAfter = "2024-05-01T10:00:01Z";
constexpr std::string_view kTopic = "arn:aws:sns:eu-west-1:111122223333:topic";
constexpr std::string_view kTopics = "arn:aws:sns:*:111122223333:t*";
constexpr std::string_view kQueue = "arn:aws:sqs:eu-west-1:111122223333:queue";
constexpr std::string_view kNoArn = "arn:aws:s3:::none";

constexpr Sample kSamples[] = {
    {"StringEquals", false, "red", "red", "blue", "green"},
    {"StringNotEquals", true, "red", "red", "blue", "green"},
    {"StringEqualsIgnoreCase", false, "Red", "rED", "blue", "green"},
    {"StringNotEqualsIgnoreCase", true, "Red", "rED", "blue", "green"},
    {"StringLike", false, "r?d*", "redder", "blue", "g*"},
    {"StringNotLike", true, "r?d*", "redder", "blue", "g*"},
    {"NumericEquals", false, "10", "10.0", "11", "12"},
    {"NumericNotEquals", true, "10", "10.0", "11", "12"},
    {"NumericLessThan", false, "10", "9", "10", "-1"},
    {"NumericLessThanEquals", false, "10", "10", "11", "-1"},
    {"NumericGreaterThan", false, "10", "11", "10", "99"},
    {"NumericGreaterThanEquals", false, "10", "10", "9", "99"},
    {"DateEquals", false, kT, "2024-05-01T12:00:00+02:00", kAfter, "2023-01-01"},
    {"DateNotEquals", true, kT, "2024-05-01T12:00:00+02:00", kAfter, "2023-01-01"},
    {"DateLessThan", false, kT, kBefore, kT, "2023-01-01"},
    {"DateLessThanEquals", false, kT, kT, kAfter, "2023-01-01"},
    {"DateGreaterThan", false, kT, kAfter, kT, "2025-01-01"},
    {"DateGreaterThanEquals", false, kT, kT, kBefore, "2025-01-01"},
    {"Bool", false, "true", "True", "false", "TRUE"},
    {"BinaryEquals", false, "YWI=", "YWI=", "YWM=", "YWQ="},
    {"IpAddress", false, "203.0.113.0/24", "203.0.113.9", "198.51.100.9", "192.0.2.0/24"},
    {"NotIpAddress", true, "203.0.113.0/24", "203.0.113.9", "198.51.100.9", "192.0.2.0/24"},
    {"ArnEquals", false, kTopics, kTopic, kQueue, kNoArn},
    {"ArnLike", false, kTopics, kTopic, kQueue, kNoArn},
    {"ArnNotEquals", true, kTopics, kTopic, kQueue, kNoArn},
    {"ArnNotLike", true, kTopics, kTopic, kQueue, kNoArn},
    {"Null", false, "true", "x", "y", "false"},
};

enum class State { kAbsent, kScalar, kList, kNotTold, kValueNotTold };

struct Key {
  State state = State::kAbsent;
  std::vector<std::string_view> values;
};

struct Operation {
  const Sample& sample;
  std::string_view qualifier;  // "", "ForAllValues:", "ForAnyValue:"
  bool if_exists = false;
  std::vector<std::string_view> values;

  [[nodiscard]] std::string name() const {
    return fmt::format("{}{}{}", qualifier, sample.op, if_exists ? "IfExists" : "");
  }
  [[nodiscard]] bool all() const { return qualifier == "ForAllValues:"; }
  [[nodiscard]] bool any() const { return qualifier == "ForAnyValue:"; }
  [[nodiscard]] bool plain() const { return qualifier.empty(); }
};

// --- The second reading
// ----------------------------------------------------------------------------

bool unreadable_never_matches(const Sample& sample) {
  return sample.op.contains("Ip") || sample.op.starts_with("Arn");
}

Truth one_value(const Operation& operation, std::string_view text) {
  const Sample& sample = operation.sample;
  // An empty text is no address and no ARN; neither the operator nor its negation holds.
  if (text.empty() && unreadable_never_matches(sample)) return Truth::kFalse;
  const bool listed = std::ranges::find(operation.values, sample.value) != operation.values.end();
  bool matches = listed && text == sample.match;
  if (sample.op == "Bool") matches = !operation.values.empty() && text == sample.match;
  return truth(sample.negated ? !matches : matches);
}

Truth null_of(const Operation& operation, const Key& key) {
  if (operation.all()) return Truth::kTrue;
  if (operation.any()) return Truth::kFalse;
  const bool null =
      key.state == State::kAbsent || (key.state == State::kList && key.values.empty());
  bool met = false;
  for (const std::string_view value : operation.values) met = met || (value == "true") == null;
  return truth(met);
}

Truth absent(const Operation& operation) {
  const bool no_values = operation.values.empty();
  if (operation.any()) return operation.if_exists && !no_values ? Truth::kUnknown : Truth::kFalse;
  if (operation.all() || operation.if_exists) return Truth::kTrue;
  return no_values ? Truth::kUnknown : truth(operation.sample.negated);
}

Truth told(const Operation& operation, const Key& key) {
  if (operation.sample.op == "Null") return null_of(operation, key);
  if (key.state == State::kAbsent) return absent(operation);
  if (operation.plain() && key.state == State::kList) return Truth::kFalse;
  if (operation.all() && key.values.empty()) return Truth::kTrue;
  if (operation.any() && key.values.empty()) return Truth::kFalse;
  if (operation.values.empty()) {
    return operation.plain() && !operation.if_exists ? Truth::kUnknown : Truth::kFalse;
  }
  if (operation.plain()) return one_value(operation, key.values[0]);
  Truth result = truth(operation.all());
  for (const std::string_view text : key.values) {
    const Truth one = one_value(operation, text);
    result = operation.all() ? result & one : result | one;
  }
  return result;
}

std::vector<Key> told_keys(const Sample& sample) {
  return {{State::kAbsent},
          {State::kScalar, {""}},
          {State::kScalar, {sample.match}},
          {State::kScalar, {sample.other}},
          {State::kList, {}},
          {State::kList, {""}},
          {State::kList, {sample.match}},
          {State::kList, {sample.other}},
          {State::kList, {sample.match, sample.match}},
          {State::kList, {sample.match, sample.other}},
          {State::kList, {sample.other, sample.match}},
          {State::kList, {sample.other, sample.other}},
          {State::kList, {sample.match, ""}}};
}

// What is not told is what all that it can be agree on.
Truth expected(const Operation& operation, const Key& key) {
  if (operation.sample.op == "Null" && operation.if_exists) return Truth::kUnknown;
  if (key.state != State::kNotTold && key.state != State::kValueNotTold) {
    return told(operation, key);
  }
  std::vector<Truth> results;
  for (const Key& one : told_keys(operation.sample)) {
    if (key.state == State::kNotTold || one.state == State::kScalar) {
      results.push_back(told(operation, one));
    }
  }
  const bool agreed = std::ranges::adjacent_find(results, std::not_equal_to<>()) == results.end();
  return agreed ? results[0] : Truth::kUnknown;
}

// --- The engine
// ------------------------------------------------------------------------------------

// The one key whose value can be open although it is there: the id of a user that nobody told.
constexpr std::string_view kKeyName = "aws:userid";

Request request(const Key& key) {
  Request request(parse_principal("arn:aws:iam::111122223333:user/alice").value(), std::nullopt,
                  "s3:GetObject", "*");
  if (key.state == State::kValueNotTold) return request;
  ContextEntry entry{.key = ContextKey(kKeyName), .multivalued = key.state == State::kList};
  if (key.state == State::kAbsent) entry.state = ContextEntry::State::kAbsent;
  if (key.state == State::kNotTold) entry.state = ContextEntry::State::kNotTold;
  for (const std::string_view value : key.values) entry.values.emplace_back(value);
  request.context.set(std::move(entry));
  return request;
}

CompiledPolicy compiled(const Operation& operation) {
  std::string values;
  for (const std::string_view value : operation.values) {
    values += fmt::format("{}\"{}\"", values.empty() ? "" : ",", value);
  }
  return *support::policy(
      support::document(fmt::format(R"({{"Effect":"Deny","Action":"*","Resource":"*",
                       "Condition":{{"{}":{{"{}":[{}]}}}}}})",
                                    operation.name(), kKeyName, values)));
}

std::string describe(const Operation& operation, const Key& key) {
  static constexpr std::string_view kNames[] = {"absent", "scalar", "list", "not told",
                                                "value not told"};
  std::string text = fmt::format("{} with {} values, key {}:", operation.name(),
                                 operation.values.size(), kNames[static_cast<int>(key.state)]);
  for (const std::string_view value : key.values) text += fmt::format(" \"{}\"", value);
  return text;
}

// A line for each key state in which the engine does not say what the second reading says.
std::string differences(const Operation& operation) {
  std::string lines;
  const CompiledPolicy policy = compiled(operation);
  std::vector<Key> keys = told_keys(operation.sample);
  keys.push_back({State::kNotTold});
  keys.push_back({State::kValueNotTold});
  for (const Key& key : keys) {
    const CompiledCondition& condition = policy.statements.at(0).conditions.at(0);
    const Truth wanted = expected(operation, key);
    for (const Effect effect : {Effect::kAllow, Effect::kDeny}) {
      const Truth got = evaluate_condition(condition, request(key), effect).value;
      if (got == wanted) continue;
      lines +=
          fmt::format("{}: {}, not {}\n", describe(operation, key), letter(got), letter(wanted));
    }
  }
  return lines;
}

TEST_CASE("presence matrix: every operator, qualifier and state of a key") {
  CHECK(std::size(kSamples) == operators().size());
  for (const Sample& sample : kSamples) {
    std::string lines;
    for (const std::string_view qualifier : {"", "ForAllValues:", "ForAnyValue:"}) {
      for (const bool if_exists : {false, true}) {
        for (const auto& values : std::vector<std::vector<std::string_view>>{
                 {}, {sample.value}, {sample.never, sample.value}}) {
          lines += differences({sample, qualifier, if_exists, values});
        }
      }
    }
    CAPTURE(sample.op);
    CHECK(lines == "");
  }
}

// The names and polarities of kSamples are those of the engine's table, no more and no less.
TEST_CASE("presence matrix: the samples speak of the operators that there are") {
  for (const Operator& op : operators()) {
    CAPTURE(op.name);
    const auto* sample = std::ranges::find(kSamples, op.name, &Sample::op);
    REQUIRE(sample != std::end(kSamples));
    CHECK(sample->negated == op.negated);
  }
}

}  // namespace
}  // namespace cordon
