#include <fmt/format.h>

#include "rules/conditions/guards.h"
#include "rules/resources/wide_arns.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  each_allowed_resource(subject, [&](const PolicyText& entry) {
    if (!names_nothing(entry, subject.document.version)) return;
    found.add(
        subject, entry.node.span(),
        fmt::format("{} is every resource of its kind in every account", backticked(entry.value)),
        "name the resources, or write `*` and mean it");
  });
}

}  // namespace

extern const Rule kResourceStarInDisguise{
    .id = "SEC008",
    .name = "resource-star-in-disguise",
    .level = Level::kWarning,
    .profile = Profile::kPedantic,
    .parliament = "RESOURCE_EFFECTIVELY_STAR",
    .summary = "an ARN that is as good as `*`",
    .doc =
        R"(`arn:aws:s3:::*` looks like the name of something and is the name of everything. What does not name an account or
a resource does not limit anything.
)",
    .check = check,
};

}  // namespace cordon::rules
