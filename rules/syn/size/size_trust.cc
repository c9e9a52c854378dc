#include <fmt/format.h>

#include "rules/rule.h"
#include "rules/syn/size/measure.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const auto limit = subject.is(PolicyType::kTrust) ? size_limit(subject) : std::nullopt;
  Finding* finding = limit ? report_size(subject, *limit, found) : nullptr;
  if (finding == nullptr) return;
  const std::uint32_t raised = limit->quota.raised;
  finding->help = fmt::format("AWS raises it to {} on request", raised);
  if (size_of(subject, limit->quota) > raised) finding->level = Level::kError;
}

}  // namespace

extern const Rule kSizeTrust{
    .id = "SYN064",
    .name = "size-trust",
    .level = Level::kWarning,
    .aws_codes = {"POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA"},
    .summary = "trust policy over its quota",
    .doc =
        R"(A role's trust policy may have 2,048 characters without white space. AWS raises that on request, up to
a limit beyond which it is an error here.
)",
    .check = check,
};

}  // namespace cordon::rules
