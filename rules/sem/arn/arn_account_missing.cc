#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "engine/catalogue/withdrawn.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool has_account(const ArnFormat* format) {
  return !(*format)[ArnField::kAccount].empty() &&
         !catalogue::may_lack_account(format->type.service, format->type.name);
}

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    if (!arn[ArnField::kAccount].empty()) return;
    const std::vector<const ArnFormat*> formats = fitting_formats(arn);
    if (formats.empty() || !std::ranges::all_of(formats, has_account)) return;
    found.add(subject, arn.entry().node.span(),
              fmt::format("{} lacks the account that the ARN of a {} has",
                          backticked(arn.entry().value), backticked(formats.front()->type.name)),
              "write the 12 digits of the account, or `*`");
  });
}

}  // namespace

extern const Rule kArnAccountMissing{
    .id = "SEM010",
    .name = "arn-account-missing",
    .level = Level::kError,
    .aws_codes = {"MISSING_ARN_ACCOUNT"},
    .parliament = "INVALID_ARN",
    .summary = "no account in an ARN that has one",
    .doc =
        R"(Every resource that the entry can mean has the id of an account in its ARN, and here the field is empty: the entry
covers nothing. Types whose resources may belong to AWS are left out.
)",
    .check = check,
};

}  // namespace cordon::rules
