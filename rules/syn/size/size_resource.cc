#include "rules/rule.h"
#include "rules/syn/size/measure.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const bool endpoint = subject.is(PolicyType::kEndpoint);
  if (!endpoint && !subject.is(PolicyType::kResource)) return;
  const auto limit = size_limit(subject);
  Finding* finding = limit ? report_size(subject, *limit, found) : nullptr;
  if (finding != nullptr && endpoint) finding->aws_code = {};
}

}  // namespace

extern const Rule kSizeResource{
    .id = "SYN065",
    .name = "size-resource",
    .level = Level::kWarning,
    .aws_codes = {"POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA"},
    .summary = "policy of a resource over its quota",
    .doc =
        R"(How long a policy may be is told by the service of the resource that it is attached to: a bucket's 20 KB,
a key's 32 KB. Reported where the type of the resource is known; say it in the configuration if the file does
not. An endpoint policy may have 20,480 characters, white space included.
)",
    .check = check,
};

}  // namespace cordon::rules
