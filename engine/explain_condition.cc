#include <fmt/format.h>

#include <algorithm>

#include "engine/explain.h"
#include "engine/explain_words.h"

namespace cordon {
namespace {

using Presence = Attribute::Presence;

std::string_view verb(Truth matched) {
  switch (matched) {
    case Truth::kTrue:
      return "matches";
    case Truth::kFalse:
      return "does not match";
    case Truth::kUnknown:
      return "may match or not";
  }
  return "";
}

std::string_view kind_of_value(ValueType type) {
  switch (type) {
    case ValueType::kNumeric:
      return "number";
    case ValueType::kDate:
      return "date";
    case ValueType::kBool:
      return "boolean";
    case ValueType::kBinary:
      return "base64 text";
    case ValueType::kIp:
      return "IP address or range";
    case ValueType::kArn:
      return "ARN";
    case ValueType::kString:
    case ValueType::kStringIgnoreCase:
    case ValueType::kStringLike:
    case ValueType::kNull:
      return "text";
  }
  return "";
}

// Why a key that follows from caller and credential is not there (semantics.md 5.4).
std::string absent_from_credential(const Request& request, std::string_view without) {
  if (!request.credential()) return std::string(without);
  if (request.credential()->kind == CredentialKind::kAccessKey) return "long-term keys have none";
  return fmt::format("credentials of kind `{}` have none", to_string(request.credential()->kind));
}

std::string why_absent(const ContextKey& key, const Request& request) {
  if (request.context.find(key) != nullptr) return "told to be";
  if (request.context_complete) return "the context is told to be complete without it";
  const bool is_signed = request.credential().has_value();
  switch (key.derived) {
    case DerivedKey::kTokenIssueTime:
    case DerivedKey::kMultiFactorAuthPresent:
      return absent_from_credential(request, "nothing was issued to this caller");
    case DerivedKey::kMultiFactorAuthAge:
      if (is_signed && request.credential()->kind != CredentialKind::kAccessKey) {
        return "the session was opened without MFA";
      }
      return absent_from_credential(request, "nothing was issued to this caller");
    case DerivedKey::kUsername:
      return "only IAM users have one";
    case DerivedKey::kPrincipalTag:
      return request.caller().tags ? "the principal has no such tag" : "this caller has no tags";
    case DerivedKey::kSourceIdentity:
      return "only role sessions have one";
    case DerivedKey::kAssumedRoot:
      return "only AssumeRoot sessions have it";
    case DerivedKey::kPrincipalArn:
    case DerivedKey::kPrincipalAccount:
    case DerivedKey::kPrincipalType:
    case DerivedKey::kUserid:
      return fmt::format("this caller has none: {}", describe(request.caller().kind));
    case DerivedKey::kNone:
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
    case DerivedKey::kSecureTransport:
      break;
  }
  return "the request does not have it";
}

std::string_view why_value_not_told(const ContextKey& key) {
  switch (key.derived) {
    case DerivedKey::kCurrentTime:
    case DerivedKey::kEpochTime:
    case DerivedKey::kMultiFactorAuthAge:
      return "the time of the request is not told";
    case DerivedKey::kTokenIssueTime:
      return "when the credential was issued is not told";
    case DerivedKey::kUserid:
      return "the principal's unique id is not told";
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
      break;
  }
  return "its value is not told";
}

std::string describe_present(const Attribute& attribute) {
  if (attribute.instant) {
    const std::string text = to_string(attribute.instant->earliest);
    return attribute.instant->exact() ? text : text + " (known to the second)";
  }
  if (attribute.number) return std::to_string(*attribute.number);
  std::vector<std::string> texts;
  for (const std::string& value : attribute.values) texts.push_back(in_ticks(value));
  if (!attribute.multivalued && texts.size() == 1) return texts.front();
  return texts.empty() ? "an empty list" : "the list " + list_of(texts, "and");
}

// The sentence of one condition, by what caused its result.
class Sentence {
 public:
  Sentence(const CompiledCondition& condition, const Request& request,
           const ConditionResult& result, const std::vector<const ContextKey*>& open_keys)
      : condition_(condition), request_(request), result_(result), open_keys_(open_keys) {}

  [[nodiscard]] std::string text() const {
    switch (result_.cause) {
      case ConditionCause::kCompared:
        return fmt::format("{}, so {} {}", key_is(), wanted(), verb(result_.value));
      case ConditionCause::kKeyAbsent:
        return fmt::format("{}, so {} {}{}", key_is(), condition_.operator_name,
                           verb(result_.value), rule_for_absent());
      case ConditionCause::kKeyNotTold:
      case ConditionCause::kValueNotTold:
        return fmt::format("{}, so {} {}", key_is(), wanted(), verb(result_.value));
      case ConditionCause::kListUnderScalar:
        return fmt::format("{}, and {} never matches a list without ForAllValues or ForAnyValue",
                           key_is(), condition_.operator_name);
      case ConditionCause::kUnreadableRequest:
        return fmt::format("{}, which is no {}, so {} {}", key_is(), kind_of_value(type()),
                           wanted(), verb(result_.value));
      case ConditionCause::kUnreadablePolicy:
        return unreadable_policy();
      case ConditionCause::kUnknownOperator:
        return fmt::format("{} is no condition operator, and AWS refuses a policy with it",
                           in_ticks(condition_.operator_name));
      case ConditionCause::kNoValues:
        return fmt::format("the policy lists no value for {}, so {} {}", key(),
                           condition_.operator_name, verb(result_.value));
      case ConditionCause::kPresence:
        return presence();
      case ConditionCause::kUndocumented:
        return undocumented();
    }
    return {};
  }

 private:
  [[nodiscard]] std::string key() const { return in_ticks(condition_.key.name); }
  [[nodiscard]] std::string key_is() const {
    return fmt::format("{} is {}", key(), describe(condition_.key, request_));
  }
  [[nodiscard]] ValueType type() const { return condition_.op.base->type; }

  [[nodiscard]] std::string wanted() const {
    std::vector<std::string> texts;
    for (const ConditionValue& value : condition_.values) {
      texts.push_back(policy_text(value.text, value.with_variables, request_));
    }
    return fmt::format("{} {}", condition_.operator_name, list_of(texts, "or"));
  }

  [[nodiscard]] std::string_view rule_for_absent() const {
    const OperatorName& op = condition_.op;
    if (op.qualifier == SetQualifier::kForAllValues) return " (it holds for all of no values)";
    if (op.qualifier == SetQualifier::kForAnyValue) return " (there is no value it could hold for)";
    if (op.if_exists) return " (IfExists lets an absent key pass)";
    return op.base->negated ? " (a negated operator matches an absent key)" : "";
  }

  [[nodiscard]] std::string unreadable_policy() const {
    std::vector<std::string> texts;
    for (const ConditionValue& value : condition_.values) {
      const bool unreadable = !value.with_variables && !value.undocumented_variable &&
                              std::holds_alternative<std::monostate>(value.value);
      if (unreadable) texts.push_back(in_ticks(value.text));
    }
    const std::string_view doubt =
        result_.value == Truth::kUnknown ? ": AWS does not document it" : "";
    return fmt::format("{}, and the policy's {} {} no {}, so {} {}{}", key_is(),
                       list_of(texts, "and"), texts.size() == 1 ? "is" : "are",
                       kind_of_value(type()), condition_.operator_name, verb(result_.value), doubt);
  }

  [[nodiscard]] std::string presence() const {
    if (condition_.op.qualifier != SetQualifier::kNone) {
      const bool all = condition_.op.qualifier == SetQualifier::kForAllValues;
      return fmt::format("{} {} matches, whatever the request has", condition_.operator_name,
                         all ? "always" : "never");
    }
    return fmt::format("{}, so {} {}", key_is(), wanted(), verb(result_.value));
  }

  [[nodiscard]] std::string undocumented() const {
    if (!open_keys_.empty()) {
      std::vector<std::string> names;
      for (const ContextKey* open : open_keys_) names.push_back(in_ticks(open->name));
      return fmt::format("{}, and {} {} not told, so {} {}", key_is(), list_of(names, "and"),
                         names.size() == 1 ? "is" : "are", wanted(), verb(result_.value));
    }
    return fmt::format("{}, and {}, so {} {}", key_is(), doubt(), wanted(), verb(result_.value));
  }

  // What exactly is in doubt where no key is left open.
  [[nodiscard]] std::string doubt() const {
    const Attribute attribute = request_.attribute(condition_.key);
    if (attribute.presence == Presence::kAbsent) {
      return "AWS's pages disagree on ForAnyValue with IfExists then";
    }
    if (std::ranges::any_of(condition_.values, &ConditionValue::undocumented_variable)) {
      return fmt::format("AWS's pages disagree on variables under {}", condition_.op.base->name);
    }
    if (attribute.instant && type() != ValueType::kDate) {
      return "how AWS writes this time as text is not documented";
    }
    if (attribute.instant && !attribute.instant->exact()) {
      return "the policy's time lies within that second";
    }
    if (type() == ValueType::kDate) return "one of the dates can be read in more than one way";
    return "AWS does not document this case";
  }

  const CompiledCondition& condition_;
  const Request& request_;
  const ConditionResult& result_;
  const std::vector<const ContextKey*>& open_keys_;
};

}  // namespace

std::string describe(const ContextKey& key, const Request& request) {
  const Attribute attribute = request.attribute(key);
  switch (attribute.presence) {
    case Presence::kAbsent:
      return fmt::format("absent ({})", attribute.stated ? why_absent(key, request)
                                                         : "the request does not state it");
    case Presence::kNotTold:
      return "not told (it may be absent or have any value)";
    case Presence::kValueNotTold:
      return fmt::format("present, but {}", why_value_not_told(key));
    case Presence::kPresent:
      return describe_present(attribute);
  }
  return {};
}

ConditionExplanation explain_condition(const CompiledCondition& condition, const Request& request,
                                       Effect effect) {
  ConditionExplanation explained{.condition = &condition,
                                 .result = evaluate_condition(condition, request, effect),
                                 .why = {},
                                 .open_keys = {}};
  if (explained.result.value == Truth::kUnknown) {
    if (is_open(condition.key, request)) explained.open_keys.push_back(&condition.key);
    for (const ConditionValue& value : condition.values) {
      add_open_variables(value.with_variables, request, explained.open_keys);
    }
  }
  explained.why = Sentence(condition, request, explained.result, explained.open_keys).text();
  return explained;
}

}  // namespace cordon
