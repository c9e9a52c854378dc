#include "rules/principals/public_access.h"

#include <algorithm>

#include "engine/catalogue/value_form.h"
#include "grammar/arn.h"
#include "grammar/cidr.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/containment/containment.h"

namespace cordon::rules {
namespace {

using catalogue::Pins;

// --- Values -------------------------------------------------------------------------------------

// Names of buckets belong to whoever takes them first, so that without an account the whole ARN
// has to be written out.
bool is_fixed_arn(std::string_view text) {
  const auto arn = split_arn(text);
  if (!arn) return !has_wildcard(text);
  return arn->account.empty() ? !has_wildcard(arn->resource) : !has_wildcard(arn->account);
}

bool is_fixed_range(std::string_view text) {
  const auto block = parse_cidr(text);
  if (!block) return true;  // no range at all: never met
  const int broadest =
      block->network.v6 ? catalogue::kBroadestIpv6Prefix : catalogue::kBroadestIpv4Prefix;
  return block->prefix_length >= broadest;
}

// Below an organization the path may be open.
bool is_fixed_path(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && !has_wildcard(text.substr(0, slash));
}

// What stands before the colon is an id that AWS gave; the rest is the owner's.
bool is_fixed_userid(std::string_view text) {
  return !has_wildcard(text.substr(0, text.find(':')));
}

bool is_fixed_pattern(const ConditionUse& use, std::string_view value) {
  if (!has_wildcard(value)) return true;
  switch (catalogue::value_form(use.key())) {
    case catalogue::ValueForm::kUserId:
      return is_fixed_userid(value);
    case catalogue::ValueForm::kOrganizationPath:
      return is_fixed_path(value);
    default:
      return value.starts_with("arn:") && is_fixed_arn(value);
  }
}

bool is_fixed(const ConditionUse& use, std::string_view value) {
  switch (use.op.base->type) {
    case ValueType::kArn:
      return is_fixed_arn(value);
    case ValueType::kIp:
      return is_fixed_range(value);
    case ValueType::kBool:
      return equals_ignoring_ascii_case(value, "true");
    case ValueType::kStringLike:
      return is_fixed_pattern(use, value);
    case ValueType::kString:
    case ValueType::kStringIgnoreCase:
    case ValueType::kNumeric:
    case ValueType::kDate:
    case ValueType::kBinary:
    case ValueType::kNull:
      break;
  }
  return true;
}

bool are_fixed(const ConditionUse& use, PolicyVersion version) {
  return std::ranges::all_of(use.entry.values, [&](const PolicyText& value) {
    return has_variables(value.value, version) || is_fixed(use, value.value);
  });
}

bool is_about_callers(const ConditionUse& use) {
  if (catalogue::pins_of(use.key()) != Pins::kNothing) return true;
  const catalogue::GlobalKey* key = catalogue::find_global_key(use.key());
  return key != nullptr && (key->caller_chosen || key->group == catalogue::KeyGroup::kPrincipal ||
                            key->group == catalogue::KeyGroup::kSession);
}

// --- Denies -------------------------------------------------------------------------------------

// A stranger's request meets it: it lacks the pinned value, and no service calls with it.
bool meets_strangers(const ConditionUse& use, PolicyVersion version) {
  if (use.op.base == nullptr || use.op.qualifier == SetQualifier::kForAnyValue) return false;
  if (use.negated()) {
    return catalogue::pins_of(use.key()) != Pins::kNothing && are_fixed(use, version);
  }
  const bool services =
      is_global(use, "aws:PrincipalIsAWSService") || is_global(use, "aws:ViaAWSService");
  return services && use.op.base->type == ValueType::kBool &&
         std::ranges::all_of(use.entry.values, [](const PolicyText& value) {
           return equals_ignoring_ascii_case(value.value, "false");
         });
}

bool keeps_strangers_out(const Statement& statement, PolicyVersion version) {
  if (!is_deny(statement) || !statement.principal) return false;
  const auto uses = conditions_of(statement);
  if (statement.principal->negated) return uses.empty();
  return everyone_in(statement) != nullptr && !uses.empty() &&
         std::ranges::all_of(
             uses, [&](const ConditionUse& use) { return meets_strangers(use, version); });
}

}  // namespace

const PrincipalEntry* everyone_in(const Statement& statement) {
  if (!statement.principal || statement.principal->negated) return nullptr;
  for (const PrincipalEntry& entry : statement.principal->entries) {
    if (entry.value.value == "*" && (entry.type == "*" || entry.type == "AWS")) return &entry;
  }
  return nullptr;
}

bool lets_everyone_in(const Subject& subject, const Statement& statement) {
  return gives_to_principals(subject) && is_allow(statement) && everyone_in(statement) != nullptr;
}

bool pins(const ConditionUse& use, PolicyVersion version) {
  return asks_for_value(use) && catalogue::pins_of(use.key()) != Pins::kNothing &&
         are_fixed(use, version);
}

Fences::Fences(const Subject& subject)
    : version_(subject.document.version),
      denies_(DenyList::of(subject, [this](const Statement& statement) {
        return keeps_strangers_out(statement, version_);
      })) {}

FenceFound Fences::around(const Statement& statement) const {
  FenceFound found;
  for (const ConditionUse& use : conditions_of(statement)) {
    if (use.op.base == nullptr || pins(use, version_)) return {.fence = Fence::kPinned};
    if (found.weak == nullptr && is_about_callers(use)) {
      found = {.fence = Fence::kWeak, .weak = &use.entry};
    }
  }
  return denies_.covers(statement) ? FenceFound{.fence = Fence::kPinned} : found;
}

}  // namespace cordon::rules
