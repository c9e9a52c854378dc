#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "rules/fix/edits.h"
#include "rules/resources/resources.h"
#include "rules/rule.h"

namespace cordon::rules {
namespace {

bool lacks_account(const ArnFormat* format) { return (*format)[ArnField::kAccount].empty(); }

void check(const Subject& subject, Found& found) {
  each_arn(subject, [&](const WrittenArn& arn) {
    const std::string_view account = arn[ArnField::kAccount];
    if (account.empty() || !arn.is_plain(ArnField::kAccount)) return;
    const std::vector<const ArnFormat*> formats = fitting_formats(arn);
    if (formats.empty() || !std::ranges::all_of(formats, lacks_account)) return;
    Finding& finding =
        found.add(subject, arn.entry().node.span(),
                  fmt::format("the ARN of a {} has no account, and here it is {}",
                              backticked(formats.front()->type.name), backticked(account)),
                  "leave the field empty");
    finding.fix = unsafe_fix("leave the account empty",
                             replace_part(arn.entry().node, arn.begin(ArnField::kAccount),
                                          arn.end(ArnField::kAccount), ""));
  });
}

}  // namespace

extern const Rule kArnAccountNotAllowed{
    .id = "SEM011",
    .name = "arn-account-not-allowed",
    .level = Level::kError,
    .fix = FixKind::kSafe,
    .aws_codes = {"ARN_ACCOUNT_NOT_ALLOWED"},
    .parliament = "INVALID_ARN",
    .summary = "an account in an ARN that has none",
    .doc =
        R"(The ARN of a bucket, for one, has neither region nor account. With one the entry covers nothing. `*` is taken as meant.
)",
    .check = check,
};

}  // namespace cordon::rules
