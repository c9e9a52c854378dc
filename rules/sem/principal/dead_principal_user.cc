#include <fmt/format.h>

#include "rules/principals/principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_unique_id(subject, "AIDA", [&](const PolicyText& value) {
    found.add(subject, value.node.span(),
              fmt::format("{} is the id of a user that was deleted", backticked(value.value)),
              "remove it, or write the ARN of the user that is meant");
  });
}

}  // namespace

extern const Rule kDeadPrincipalUser{
    .id = "SEM066",
    .name = "dead-principal-user",
    .level = Level::kWarning,
    .aws_codes = {"INVALID_USER_REFERENCE"},
    .summary = "a principal that is the id of a deleted user",
    .doc =
        R"(AWS stores the ARN of a user in a policy as its unique id, and shows the id again once the user is deleted. A new user of the
same name has another id, so that the entry matches nobody.
)",
    .check = check,
};

}  // namespace cordon::rules
