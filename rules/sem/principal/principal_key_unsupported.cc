#include <fmt/format.h>

#include <algorithm>

#include "engine/catalogue/service_principals.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Every principal is a service that never carries the key.
bool never_carried(const Statement& statement, std::string_view key) {
  if (!statement.principal || statement.principal->negated) return false;
  const auto& entries = statement.principal->entries;
  return !entries.empty() && std::ranges::all_of(entries, [&](const PrincipalEntry& entry) {
    return entry.type == "Service" && catalogue::never_carried_by(entry.value.value, key);
  });
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    if (use.op.base == nullptr || use.op.base->type == ValueType::kNull) return;
    if (use.met_without_key() || !never_carried(use.statement, use.key())) return;
    const PrincipalEntry& service = use.statement.principal->entries.front();
    found
        .add(subject, use.key_span(),
             fmt::format("requests of {} never carry {}: the condition is never met",
                         backticked(service.value.value), backticked(use.key())),
             "use `aws:SourceAccount`, `aws:SourceArn` or `aws:SourceOrgID`")
        .relate(subject.source(), service.value.node.span(), "the caller");
  });
}

}  // namespace

extern const Rule kPrincipalKeyUnsupported{
    .id = "SEM068",
    .name = "principal-key-unsupported",
    .level = Level::kError,
    .aws_codes = {"UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL"},
    .summary = "a key that a service principal never carries",
    .doc =
        R"(When a service calls by itself, its request tells of no user, role or organization. A condition on such a key is never met,
and the statement is dead. Keys on the source, `aws:SourceAccount` or `aws:SourceArn`, are there.
)",
    .check = check,
};

}  // namespace cordon::rules
