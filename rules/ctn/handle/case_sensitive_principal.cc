#include <fmt/format.h>

#include <array>
#include <string_view>

#include "grammar/arn.h"
#include "grammar/text.h"
#include "rules/containment/containment.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array kKeys{"aws:PrincipalArn", "aws:username"};

bool differs_by_case_only(std::string_view a, std::string_view b) {
  return a != b && equals_ignoring_ascii_case(a, b);
}

// The principal that the document is attached to, as it is written under this key.
std::string_view real_name(std::string_view arn, std::string_view key) {
  return key == "aws:username" ? last_path_part(arn) : arn;
}

std::string_view meant(const Subject& subject, std::string_view key, std::string_view value) {
  for (const std::string& arn : subject.found.principals) {
    const std::string_view name = real_name(arn, key);
    if (differs_by_case_only(name, value)) return name;
  }
  return {};
}

bool is_lower_case_id(std::string_view value) {
  return value.starts_with("aroa") || value.starts_with("aida");
}

void look(const Subject& subject, const ConditionUse& test, std::string_view key, Found& found) {
  for (const PolicyText& value : test.entry.values) {
    const std::string_view real = meant(subject, key, value.value);
    if (real.empty()) continue;
    found.add(subject, value.node.span(),
              fmt::format("case counts under `{}`: `{}` is not `{}`, and nobody is denied",
                          test.entry.op.value, value.value, real),
              fmt::format("write `{}`", real));
  }
}

void look_at_ids(const Subject& subject, const ConditionUse& test, Found& found) {
  for (const PolicyText& value : test.entry.values) {
    if (!is_lower_case_id(value.value)) continue;
    found.add(subject, value.node.span(),
              fmt::format("unique ids are in capitals: `{}` is nobody's", value.value),
              "write it in capitals");
  }
}

template <class Look>
void each_exact_test(const Statement& statement, std::string_view key, Look look) {
  for (const ConditionUse& test : tests_of(statement, key)) {
    if (test.positive() && !test.is(ValueType::kStringIgnoreCase)) look(test);
  }
}

void check(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!is_deny(statement)) continue;
    for (const std::string_view key : kKeys) {
      each_exact_test(statement, key,
                      [&](const ConditionUse& test) { look(subject, test, key, found); });
    }
    each_exact_test(statement, "aws:userid",
                    [&](const ConditionUse& test) { look_at_ids(subject, test, found); });
  }
}

}  // namespace

extern const Rule kCaseSensitivePrincipal{
    .id = "CTN056",
    .name = "case-sensitive-principal",
    .level = Level::kSecurity,
    .fix = FixKind::kHint,
    .summary = "principal in a Deny whose case differs from the real one",
    .doc =
        R"(Names of users and roles are stored with their case and compared with it. `StringEquals` and the ARN
operators tell `Alice` from `alice`, although IAM does not let both exist. The rule compares with the
principals that the document is known to be attached to, and knows that unique ids are in capitals.
)",
    .check = check,
};

}  // namespace cordon::rules
