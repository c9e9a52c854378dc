#include "rules/rule.h"
#include "rules/syn/size/measure.h"

namespace cordon::rules {
namespace {

void check(const Subject& subject, Found& found) {
  const bool of_principal = subject.is(PolicyType::kIdentity) ||
                            subject.is(PolicyType::kBoundary) || subject.is(PolicyType::kSession);
  const auto limit = of_principal ? size_limit(subject) : std::nullopt;
  Finding* finding = limit ? report_size(subject, *limit, found) : nullptr;
  if (finding == nullptr) return;
  const catalogue::Quota analyzer = catalogue::quota_of(catalogue::SizedPolicy::kAnalyzer);
  if (size_of(subject, analyzer) <= analyzer.size) finding->aws_code = {};
  const bool known =
      !subject.is(PolicyType::kIdentity) || subject.found.home != FoundDocument::Home::kUnknown;
  if (known) finding->level = Level::kError;
}

}  // namespace

extern const Rule kSizeIdentity{
    .id = "SYN063",
    .name = "size-identity",
    .level = Level::kWarning,
    .aws_codes = {"POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"},
    .summary = "policy of a principal over its quota",
    .doc =
        R"(IAM counts the characters of a policy without white space: a managed policy or a boundary may have
6,144, all inline policies of a user together 2,048, of a group 5,120, of a role 10,240, the policies of a
session 2,048 with white space. It refuses what is longer.

Where it is not known what the policy is attached to, only more than 10,240 is reported, as a warning; that is
where Access Analyzer draws the line.
)",
    .check = check,
};

}  // namespace cordon::rules
