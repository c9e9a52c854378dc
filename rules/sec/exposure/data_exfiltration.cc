#include <fmt/format.h>

#include "rules/actions/exposure.h"
#include "rules/findings/wording.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  for (const Exposure& each : exposures(subject, catalogue::ActionGroup::kReadsData)) {
    if (!is_unscoped(*each.statement)) continue;
    found.add(
        subject, place_of(each),
        fmt::format("`{}`{} reads the contents of every store", each.first, and_more(each.count)),
        "name the resources that are read");
  }
}

}  // namespace

extern const Rule kDataExfiltration{
    .id = "SEC054",
    .name = "data-exfiltration",
    .level = Level::kSecurity,
    .profile = Profile::kAudit,
    .parliament = "SENSITIVE_ACCESS",
    .summary = "reads of contents that nothing limits",
    .doc =
        R"(Objects, secrets, parameters, items and snapshots can be read by these actions, and with `*` as Resource and no
condition all of the account's are.
)",
    .check = check,
};

}  // namespace cordon::rules
