#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/resources/wide_arns.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_allowed_resource(subject, [&](const PolicyText& entry) {
    if (names_nothing(entry, subject.document.version)) return;
    const auto place = wildcard_in_front(entry, subject.document.version);
    if (!place) return;
    found.add(
        subject, *place,
        fmt::format("{} begins with a wildcard where a name is expected", backticked(entry.value)),
        "write the account and the beginning of the name out");
  });
}

}  // namespace

extern const Rule kWildcardBeforeName{
    .id = "SEC009",
    .name = "wildcard-before-name",
    .level = Level::kWarning,
    .profile = Profile::kPedantic,
    .summary = "a resource that begins with a wildcard in its account or name",
    .doc =
        R"(A wildcard for the account reaches into every account that lets the caller in, and one in front of a name is met
by whatever ends alike: `*-admin` is also `not-an-admin`.
)",
    .check = check,
};

}  // namespace cordon::rules
