#include <fmt/format.h>

#include "rules/principals/principals.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_unique_id(subject, "AROA", [&](const PolicyText& value) {
    found.add(subject, value.node.span(),
              fmt::format("{} is the id of a role that was deleted", backticked(value.value)),
              "remove it, or write the ARN of the role that is meant");
  });
}

}  // namespace

extern const Rule kDeadPrincipalRole{
    .id = "SEM065",
    .name = "dead-principal-role",
    .level = Level::kWarning,
    .aws_codes = {"INVALID_ROLE_REFERENCE"},
    .summary = "a principal that is the id of a deleted role",
    .doc =
        R"(AWS stores the ARN of a role in a policy as its unique id, and shows the id again once the role is deleted. A new role of the
same name has another id, so that the entry matches nobody.
)",
    .check = check,
};

}  // namespace cordon::rules
