#include <fmt/format.h>

#include <string>
#include <vector>

#include "engine/catalogue/catalogue.h"
#include "grammar/text.h"
#include "rules/conditions/conditions.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

// Providers of identities have keys by the name of their host, and SAML has two prefixes.
bool is_of_a_provider(std::string_view prefix) {
  return prefix.contains('.') || prefix.contains('/') || equals_ignoring_ascii_case(prefix, "saml");
}

std::string did_you_mean(std::string_view prefix, std::string_view key) {
  std::vector<std::string_view> names;
  for (const catalogue::ConditionKey each : catalogue::condition_keys_of(prefix)) {
    names.push_back(each.name);
  }
  const auto near = nearest(key, names);
  return near ? fmt::format("did you mean `{}`?", *near) : "";
}

void check(const Subject& subject, Found& found) {
  each_condition(subject, [&](const ConditionUse& use) {
    const std::string_view prefix = key_prefix(use.key());
    const bool other = prefix.size() == use.key().size() || is_of_a_provider(prefix) ||
                       equals_ignoring_ascii_case(prefix, "aws");
    if (other || key_facts(use.key()) || !catalogue::find_service(prefix)) return;
    found.add(subject, use.key_span(),
              fmt::format("no condition key {} is known to the data of {}", backticked(use.key()),
                          catalogue::data_date()),
              did_you_mean(prefix, use.key()));
  });
}

}  // namespace

extern const Rule kUnknownServiceKey{
    .id = "SEM024",
    .name = "unknown-service-key",
    .level = Level::kError,
    .fix = FixKind::kHint,
    .aws_codes = {"INVALID_SERVICE_CONDITION_KEY"},
    .parliament = "UNKNOWN_CONDITION_FOR_ACTION",
    .summary = "no such key in the service",
    .doc =
        R"(A key that its service does not have is in no request: the condition is never met, or always under a
negated operator or with `IfExists`. What is known here is of a certain day, and the message says of which.
Keys of identity providers (`token.actions.githubusercontent.com:sub`) are not looked at.
)",
    .check = check,
};

}  // namespace cordon::rules
