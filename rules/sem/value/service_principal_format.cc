#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "engine/catalogue/service_principals.h"
#include "engine/catalogue/value_form.h"
#include "grammar/text.h"
#include "rules/actions/actions.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

constexpr std::array<std::string_view, 3> kCalledVia = {"aws:CalledVia", "aws:CalledViaFirst",
                                                        "aws:CalledViaLast"};

// The one caller of two words that AWS documents for these keys (EMR Serverless User Guide).
constexpr std::string_view kLongCaller = "ops.emr-serverless";

bool is_called_via(std::string_view key) {
  return std::ranges::any_of(
      kCalledVia, [&](std::string_view name) { return equals_ignoring_ascii_case(key, name); });
}

constexpr std::string_view kSuffix = ".amazonaws.com";

// The suffix, which nearly all names share, would make all of them look alike.
std::string did_you_mean(std::string_view text) {
  std::vector<std::string_view> names;
  for (const catalogue::ServicePrincipal each : catalogue::service_principals()) {
    if (each.name.ends_with(kSuffix)) names.push_back(each.name.substr(0, each.name.find(kSuffix)));
  }
  const auto near = nearest(text.substr(0, text.find(".amazon")), names);
  return near ? fmt::format("did you mean `{}{}`?", *near, kSuffix) : "";
}

void report_malformed(const Subject& subject, const PolicyText& value, Found& found) {
  const std::string near = did_you_mean(value.value);
  found.add(subject, value.node.span(),
            fmt::format("{} is no service principal", backticked(value.value)),
            near.empty() ? "write the service and its suffix, like `lambda.amazonaws.com`" : near);
}

void report(const Subject& subject, const PolicyText& value, bool one_label, Found& found) {
  const auto parsed = catalogue::parse_service_principal(value.value);
  if (!parsed) {
    report_malformed(subject, value, found);
  } else if (one_label && parsed->service.contains('.') && parsed->service != kLongCaller) {
    found.add(subject, value.node.span(),
              fmt::format("{} is not of the form `SERVICE.amazonaws.com`", backticked(value.value)),
              "the services that call for others have names of one word");
  } else if (!catalogue::find_service_principal(value.value)) {
    Finding& finding =
        found.add(subject, value.node.span(),
                  fmt::format("no service principal {} is known here", backticked(value.value)),
                  did_you_mean(value.value));
    finding.level = Level::kWarning;
    finding.aws_code = {};
  }
}

void check_principals(const Subject& subject, Found& found) {
  for (const Statement& statement : subject.statements()) {
    if (!statement.principal) continue;
    for (const PrincipalEntry& entry : statement.principal->entries) {
      if (entry.type != "Service" || has_wildcard(entry.value.value)) continue;
      report(subject, entry.value, /*one_label=*/false, found);
    }
  }
}

void check(const Subject& subject, Found& found) {
  check_principals(subject, found);
  each_condition_of(subject, kTextOperators, [&](const ConditionUse& use) {
    const catalogue::ValueForm form = catalogue::value_form(use.key());
    if (form != catalogue::ValueForm::kServicePrincipal &&
        form != catalogue::ValueForm::kRegionalService) {
      return;
    }
    each_fixed_value(subject, use, [&](const PolicyText& value) {
      if (use.op.base->wildcards && has_wildcard(value.value)) return;
      report(subject, value, is_called_via(use.key()), found);
    });
  });
}

}  // namespace

extern const Rule kServicePrincipalFormat{
    .id = "SEM048",
    .name = "service-principal-format",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_SERVICE_PRINCIPAL_FORMAT"},
    .parliament = "UNKNOWN_PRINCIPAL",
    .summary = "malformed or unknown service principal",
    .doc =
        R"(A service principal is the name of a service and `amazonaws.com`, in lower case: `lambda.amazonaws.com`. Another text is
the name of no caller: AWS refuses it in a Principal, and in a condition it is never equal. A name that is well formed
and unknown here is a warning only: AWS publishes no list.
)",
    .check = check,
};

}  // namespace cordon::rules
